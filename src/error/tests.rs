use super::*;
use crate::json::JsonObject;

#[test]
fn is_an_error_of_any_thread() {
    fn assert<T: std::error::Error + Clone + Send + Sync + PartialEq + 'static>() {}
    assert::<MediaError>();
}

const KINDS: &[MediaErrorKind] = &[
    MediaErrorKind::NotAllowed,
    MediaErrorKind::NotFound,
    MediaErrorKind::NotReadable,
    MediaErrorKind::Overconstrained,
    MediaErrorKind::Abort,
    MediaErrorKind::Security,
    MediaErrorKind::InvalidState,
    MediaErrorKind::Type,
    MediaErrorKind::InsecureContext,
    MediaErrorKind::Unsupported,
    #[cfg(feature = "recorder")]
    MediaErrorKind::InvalidModification,
    #[cfg(feature = "recorder")]
    MediaErrorKind::QuotaExceeded,
    #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
    MediaErrorKind::Timeout,
    MediaErrorKind::Other,
];

#[test]
fn kinds_are_found_by_name() {
    for &kind in KINDS {
        let expected = match kind {
            // Only a browser knows whether its page is insecure.
            MediaErrorKind::InsecureContext => MediaErrorKind::Security,
            kind => kind,
        };
        assert_eq!(MediaErrorKind::from_name(kind.name()), expected);
        assert_eq!(kind.to_string(), kind.name());
    }
    for (name, kind) in [
        ("PermissionDeniedError", MediaErrorKind::NotAllowed),
        ("PermissionDismissedError", MediaErrorKind::NotAllowed),
        ("DevicesNotFoundError", MediaErrorKind::NotFound),
        ("TrackStartError", MediaErrorKind::NotReadable),
        ("ConstraintNotSatisfiedError", MediaErrorKind::Overconstrained),
        ("", MediaErrorKind::Other),
    ] {
        assert_eq!(MediaErrorKind::from_name(name), kind, "{name}");
    }
}

#[test]
fn an_error_returns_its_parts() {
    for &kind in KINDS {
        let error = MediaError::new(kind, "words");
        assert_eq!((error.kind(), error.name()), (kind, kind.name()));
        assert_eq!((error.message(), error.constraint()), ("words", None));
        assert!(error.js_value().is_none() && error.offered().is_none());
        for text in [error.user_message(), error.help()] {
            assert!(text.ends_with('.') && text.len() > 20, "{text}");
        }
        let debug = format!("{error:?}");
        assert!(
            debug.contains(&format!("kind: {kind:?}")) && debug.contains("words"),
            "{debug}"
        );
    }
    let error = MediaError::unsupported("words");
    assert_eq!(
        (error.kind(), error.message()),
        (MediaErrorKind::Unsupported, "words")
    );
    let error = with_offered(
        MediaError::overconstrained("width", "words"),
        Some(JsonValue::Bool(true)),
    );
    assert_eq!(error.constraint(), Some("width"));
    assert_eq!(error.offered(), Some(&JsonValue::Bool(true)));
    assert!(with_offered(error, None).offered().is_none());
}

#[test]
fn errors_are_equal_if_their_parts_are() {
    let error = |constraint: &'static str, message: &'static str, offered| {
        with_offered(
            MediaError::overconstrained(constraint, message),
            Some(JsonValue::Bool(offered)),
        )
    };
    let one = error("width", "words", true);
    assert_eq!(one, one.clone());
    for other in [
        error("height", "words", true),
        error("width", "other words", true),
        error("width", "words", false),
        MediaError::overconstrained("width", "words"),
    ] {
        assert_ne!(one, other);
    }
}

#[test]
fn display_has_no_empty_parts() {
    let error = MediaError::new(MediaErrorKind::Other, "");
    assert_eq!(
        error.to_string(),
        "Error: Inspect the name and the message of the original error."
    );
    let error = MediaError::overconstrained("width", "too wide.");
    assert!(
        error
            .to_string()
            .starts_with("OverconstrainedError (width): too wide. Make"),
        "{error}"
    );
}

#[test]
fn texts_state_the_kind_of_track() {
    use MediaStreamTrackKind::{Audio, Video};
    let denied = MediaError::new(MediaErrorKind::NotAllowed, "Permission denied");
    let audio = with_track_kind(denied.clone(), Some(Audio));
    let video = with_track_kind(denied.clone(), Some(Video));
    assert!(
        audio
            .user_message()
            .starts_with("Access to the microphone was denied.")
    );
    assert!(
        video
            .user_message()
            .starts_with("Access to the camera was denied.")
    );
    assert!(
        audio
            .to_string()
            .starts_with("NotAllowedError (audio): Permission denied. ")
    );
    assert_ne!(audio, denied);
    for kind in [
        MediaErrorKind::NotAllowed,
        MediaErrorKind::NotFound,
        MediaErrorKind::NotReadable,
    ] {
        let unknown = MediaError::new(kind, "").user_message();
        let audio = with_track_kind(MediaError::new(kind, ""), Some(Audio)).user_message();
        let video = with_track_kind(MediaError::new(kind, ""), Some(Video)).user_message();
        assert_eq!(audio.replace("microphone", "camera"), video);
        assert!(
            audio != video && unknown != audio && unknown != video,
            "{unknown}"
        );
    }
    // The kind is added to the capability of the device.
    let error = with_offered(
        MediaError::overconstrained("width", "words"),
        Some(JsonValue::Number(640.0)),
    );
    let of_track = with_track_kind(error.clone(), Some(Video));
    assert_eq!(
        (of_track.offered(), of_track.track_kind()),
        (error.offered(), Some(Video))
    );
    assert!(of_track.help().ends_with("The device offers width: 640."));
    assert_eq!(of_track.help(), error.help());
    assert_eq!(with_track_kind(error.clone(), None), error);
}

#[test]
fn texts_state_the_capability() {
    let mut range = JsonObject::new();
    range.set("min", JsonValue::Number(1.0));
    range.set("max", JsonValue::Number(1920.0));
    let error = with_offered(
        MediaError::overconstrained("width", ""),
        Some(JsonValue::Object(range)),
    );
    for text in [error.user_message(), error.help()] {
        assert!(text.ends_with(" The device offers width: 1 to 1920."), "{text}");
    }
    let modes = JsonValue::Array(vec![JsonValue::String("user".into()), JsonValue::Bool(false)]);
    let error = with_offered(MediaError::overconstrained("facingMode", ""), Some(modes));
    assert!(error.help().ends_with("facingMode: user, false."));
}

#[test]
fn a_missing_device_has_its_own_texts() {
    let error = MediaError::overconstrained("deviceId", "");
    assert!(error.user_message().contains("not connected"));
    assert!(error.help().contains("not connected"));
}
