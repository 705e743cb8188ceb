//! `MediaError`: the one error type, and the only place that maps errors of the browser to it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use once_cell::race::OnceBox;
use wasm_bindgen::JsValue;

use crate::json::{self, JsonValue};
use crate::sys;
use crate::track::MediaStreamTrackKind;

/// The kind of a [`MediaError`], derived from the `name` of the thrown value.
///
/// The message is not used: it differs between browsers and languages. Neither is `instanceof`: an error from an
/// iframe is no instance of this page's `DOMException`, and Firefox's `OverconstrainedError` never is one.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#exceptions)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaErrorKind {
    /// The user, the system or the page's permissions policy denied access.
    NotAllowed,
    /// No device of the requested kind is connected.
    NotFound,
    /// The device exists but delivers nothing: another program uses it, or the system or the hardware failed.
    NotReadable,
    /// No device satisfies a required constraint. [`MediaError::constraint`] names it.
    Overconstrained,
    /// The operation was aborted or superseded.
    Abort,
    /// Capture is disabled for this document.
    Security,
    /// The document is not active, or the track has ended.
    InvalidState,
    /// An argument is invalid.
    Type,
    /// The page is not a secure context, so the browser exposes no devices to it.
    InsecureContext,
    /// The feature is absent: the code runs outside a browser or in a worker, or the browser lacks this API.
    Unsupported,
    /// A track was added to a stream that is being recorded, or removed from it.
    #[cfg(feature = "recorder")]
    InvalidModification,
    /// There is no space left for a recording.
    #[cfg(feature = "recorder")]
    QuotaExceeded,
    /// The browser delivered nothing within the time that the function states.
    #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
    Timeout,
    /// An error that the specs do not name. [`MediaError::name`] returns its name.
    Other,
}

impl MediaErrorKind {
    /// Returns the `name` of the error in JavaScript; `"Error"` for [`Other`](Self::Other).
    pub fn name(self) -> &'static str {
        match self {
            MediaErrorKind::NotAllowed => "NotAllowedError",
            MediaErrorKind::NotFound => "NotFoundError",
            MediaErrorKind::NotReadable => "NotReadableError",
            MediaErrorKind::Overconstrained => "OverconstrainedError",
            MediaErrorKind::Abort => "AbortError",
            // No browser has an error for an insecure page. The spec uses this name for forbidden operations.
            MediaErrorKind::Security | MediaErrorKind::InsecureContext => "SecurityError",
            MediaErrorKind::InvalidState => "InvalidStateError",
            MediaErrorKind::Type => "TypeError",
            MediaErrorKind::Unsupported => "NotSupportedError",
            #[cfg(feature = "recorder")]
            MediaErrorKind::InvalidModification => "InvalidModificationError",
            #[cfg(feature = "recorder")]
            MediaErrorKind::QuotaExceeded => "QuotaExceededError",
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            MediaErrorKind::Timeout => "TimeoutError",
            MediaErrorKind::Other => "Error",
        }
    }

    /// Returns the kind for an error name. The names of the callback-based drafts are included.
    fn from_name(name: &str) -> Self {
        // A table compiles to fewer bytes than a `match` of strings.
        const KINDS: &[(&str, MediaErrorKind)] = &[
            ("NotAllowedError", MediaErrorKind::NotAllowed),
            ("PermissionDeniedError", MediaErrorKind::NotAllowed),
            ("PermissionDismissedError", MediaErrorKind::NotAllowed),
            ("NotFoundError", MediaErrorKind::NotFound),
            ("DevicesNotFoundError", MediaErrorKind::NotFound),
            ("NotReadableError", MediaErrorKind::NotReadable),
            ("TrackStartError", MediaErrorKind::NotReadable),
            ("OverconstrainedError", MediaErrorKind::Overconstrained),
            ("ConstraintNotSatisfiedError", MediaErrorKind::Overconstrained),
            ("AbortError", MediaErrorKind::Abort),
            ("SecurityError", MediaErrorKind::Security),
            ("InvalidStateError", MediaErrorKind::InvalidState),
            ("TypeError", MediaErrorKind::Type),
            ("NotSupportedError", MediaErrorKind::Unsupported),
            #[cfg(feature = "recorder")]
            ("InvalidModificationError", MediaErrorKind::InvalidModification),
            #[cfg(feature = "recorder")]
            ("QuotaExceededError", MediaErrorKind::QuotaExceeded),
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            ("TimeoutError", MediaErrorKind::Timeout),
        ];
        match KINDS.iter().find(|(known, _)| *known == name) {
            // An error of this crate that JavaScript returned: an insecure page produces no other security error.
            Some((_, MediaErrorKind::Security)) if sys::is_insecure_page() => MediaErrorKind::InsecureContext,
            Some((_, kind)) => *kind,
            None => MediaErrorKind::Other,
        }
    }
}

/// Writes the [name](MediaErrorKind::name).
impl fmt::Display for MediaErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error of every fallible function of this crate.
///
/// It converts with `?` into `anyhow::Error`, `Box<dyn Error + Send + Sync>` and the error types of the frameworks.
/// It is `Send + Sync` on every target without the wasm feature `atomics`, as `JsValue` is.
///
/// ```
/// use local_media_stream::{MediaError, MediaErrorKind};
///
/// fn message(error: &MediaError) -> String {
///     match error.kind() {
///         MediaErrorKind::NotAllowed => "Allow the camera in the address bar.".to_owned(),
///         _ => error.user_message().into_owned(),
///     }
/// }
/// ```
#[derive(Clone)]
pub struct MediaError {
    origin: Origin,
    /// A trait object, so that a program without [`offered`](MediaError::offered) does not link `JsonValue`.
    context: Option<Arc<dyn Context>>,
}

#[derive(Clone)]
enum Origin {
    Own(Details),
    Thrown {
        value: JsValue,
        /// Read from the value at first use. A program that only passes errors on does not link the code that reads
        /// them.
        details: OnceBox<Details>,
    },
}

#[derive(Clone, Debug, PartialEq)]
struct Details {
    kind: MediaErrorKind,
    name: Cow<'static, str>,
    message: Cow<'static, str>,
    constraint: Option<Cow<'static, str>>,
}

/// Facts that the thrown value does not contain.
trait Context: Send + Sync {
    /// The capability of the device for an unmet constraint.
    fn offered(&self) -> Option<&JsonValue>;
    /// Describes the capability: "1 to 1920" or "user, environment".
    fn describe(&self) -> Option<String>;
    fn track_kind(&self) -> Option<MediaStreamTrackKind> {
        None
    }
}

impl MediaError {
    /// Creates an error that no JavaScript threw.
    pub fn new(kind: MediaErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        MediaError::from_details(kind, message.into(), None)
    }

    /// Creates an [`Overconstrained`](MediaErrorKind::Overconstrained) error for the constraint of this name.
    pub fn overconstrained(
        constraint: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        MediaError::from_details(
            MediaErrorKind::Overconstrained,
            message.into(),
            Some(constraint.into()),
        )
    }

    pub(crate) fn unsupported(message: &'static str) -> Self {
        MediaError::new(MediaErrorKind::Unsupported, message)
    }

    fn from_details(
        kind: MediaErrorKind,
        message: Cow<'static, str>,
        constraint: Option<Cow<'static, str>>,
    ) -> Self {
        MediaError {
            origin: Origin::Own(Details {
                kind,
                name: Cow::Borrowed(kind.name()),
                message,
                constraint,
            }),
            context: None,
        }
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> MediaErrorKind {
        self.details().kind
    }

    /// Returns the `name` of the error in JavaScript, such as `NotAllowedError`. Empty if it has none.
    pub fn name(&self) -> &str {
        &self.details().name
    }

    /// Returns the message of the browser or of this crate. It differs between browsers and versions: show
    /// [`user_message`](Self::user_message) to visitors.
    pub fn message(&self) -> &str {
        &self.details().message
    }

    /// Returns the name of the constraint that no device satisfies, if the browser exposes it.
    pub fn constraint(&self) -> Option<&str> {
        self.details().constraint.as_deref()
    }

    /// Returns the kind of the track whose request failed: audio for a microphone, video for a camera.
    ///
    /// Only for errors of a [`Capture`](crate::Capture), which knows what it requested. `None` for a display, and if the
    /// browser does not expose which one of several kinds failed: one prompt for a camera and a microphone can be denied
    /// as a whole.
    pub fn track_kind(&self) -> Option<MediaStreamTrackKind> {
        self.context.as_deref()?.track_kind()
    }

    /// Returns the value that JavaScript threw. `None` for an error that this crate created.
    pub fn js_value(&self) -> Option<&JsValue> {
        match &self.origin {
            Origin::Own(_) => None,
            Origin::Thrown { value, .. } => Some(value),
        }
    }

    /// Returns the capability of the device for the [constraint](Self::constraint) that was not met, if known: an
    /// object with `min` and `max`, or an array.
    pub fn offered(&self) -> Option<&JsonValue> {
        self.context.as_deref()?.offered()
    }

    /// Returns one or two English sentences for the visitor of the page: what failed, then what to do.
    pub fn user_message(&self) -> Cow<'static, str> {
        let is_audio = self.track_kind() == Some(MediaStreamTrackKind::Audio);
        let is_known = self.track_kind().is_some();
        Cow::Borrowed(match self.kind() {
            MediaErrorKind::NotAllowed if is_audio => {
                "Access to the microphone was denied. Allow it in the browser's site settings and in the system's \
                 privacy settings, then try again."
            }
            MediaErrorKind::NotAllowed if is_known => {
                "Access to the camera was denied. Allow it in the browser's site settings and in the system's privacy \
                 settings, then try again."
            }
            MediaErrorKind::NotFound if is_audio => {
                "No matching microphone was found. Connect one, then try again."
            }
            MediaErrorKind::NotFound if is_known => {
                "No matching camera was found. Connect one, then try again."
            }
            MediaErrorKind::NotReadable if is_audio => {
                "The microphone does not respond. Close other programs that use it or reconnect it, then try again."
            }
            MediaErrorKind::NotReadable if is_known => {
                "The camera does not respond. Close other programs that use it or reconnect it, then try again."
            }
            MediaErrorKind::NotAllowed => {
                "Access to the camera, microphone or screen was denied. Allow it in the browser's site settings and \
                 in the system's privacy settings, then try again."
            }
            MediaErrorKind::NotFound => "No matching device was found. Connect one, then try again.",
            MediaErrorKind::NotReadable => {
                "The device does not respond. Close other programs that use it or reconnect it, then try again."
            }
            MediaErrorKind::Overconstrained if self.is_missing_device() => {
                "The selected device is not connected. Connect it, or select another one."
            }
            MediaErrorKind::Overconstrained => {
                return self.with_capability("No device supports the requested settings. Select other ones.");
            }
            MediaErrorKind::Abort => "The operation was interrupted. Try again.",
            MediaErrorKind::Security => {
                "Capture is disabled for this page. Check the settings and policies of the browser."
            }
            MediaErrorKind::InvalidState => {
                "Capture is not possible right now. Return to the page and try again."
            }
            MediaErrorKind::Type => "The page made an invalid request. Report it to the owner of the page.",
            MediaErrorKind::InsecureContext => {
                "The browser allows capture on secure pages only. Open the page over https."
            }
            MediaErrorKind::Unsupported => {
                "This browser does not support the feature. Try the current version of another browser."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::InvalidModification => {
                "The recording ended because a camera or a microphone was changed. Start another one."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::QuotaExceeded => {
                "There is no space left for the recording. Free some, then try again."
            }
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            MediaErrorKind::Timeout => {
                "The device delivers nothing right now. Return to the page and click on it, then try again."
            }
            MediaErrorKind::Other => "The browser reported an unknown error. Try again.",
        })
    }

    /// Returns one or two English sentences for the developer of the page: likely cause and fix.
    pub fn help(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.kind() {
            MediaErrorKind::NotAllowed => {
                "The user, the system or the permissions policy denied access. In an iframe, set allow=\"camera; \
                 microphone; display-capture\"."
            }
            MediaErrorKind::NotFound => "Request only kinds of devices that enumerateDevices lists.",
            MediaErrorKind::NotReadable => {
                "Another program or tab may use the device. Stop the device's other tracks, then try again."
            }
            MediaErrorKind::Overconstrained if self.is_missing_device() => {
                "The device with this id is not connected, or the user cleared the site's data. Fall back to an \
                 ideal id, or to another device."
            }
            MediaErrorKind::Overconstrained => {
                return self.with_capability(
                    "Make the constraint ideal instead of required (exact, min or max), or relax it.",
                );
            }
            MediaErrorKind::Abort => "Retry, unless a later call superseded this one.",
            MediaErrorKind::Security => {
                "Check the Permissions-Policy header and the policies of the browser."
            }
            MediaErrorKind::InvalidState => {
                "Call it from an active document, for a track that is live. Screen capture requires a user gesture."
            }
            MediaErrorKind::Type => "Fix the arguments of the call.",
            MediaErrorKind::InsecureContext => {
                "Serve the page over https or from localhost. Every ancestor of an iframe must be secure too."
            }
            MediaErrorKind::Unsupported => {
                "Detect the feature before the call, and call it from a page in a browser that has it."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::InvalidModification => {
                "Record a Capture instead of a stream whose tracks change, as a type that can be joined (WebM)."
            }
            #[cfg(feature = "recorder")]
            MediaErrorKind::QuotaExceeded => {
                "Check navigator.storage.estimate before, or write to a file that the user has selected."
            }
            #[cfg(any(feature = "audio", feature = "frames", feature = "photo"))]
            MediaErrorKind::Timeout => {
                "Browsers deliver no frames to hidden pages, no sound before the user clicks on the page, and nothing \
                 of muted tracks. Wait for that."
            }
            MediaErrorKind::Other => "Inspect the name and the message of the original error.",
        })
    }

    /// Returns whether the unmet constraint is the id of a device or of a group.
    fn is_missing_device(&self) -> bool {
        matches!(self.constraint(), Some("deviceId" | "groupId"))
    }

    fn with_capability(&self, text: &'static str) -> Cow<'static, str> {
        let offered = || self.context.as_deref()?.describe();
        let (Some(constraint), Some(offered)) = (self.constraint(), offered()) else {
            return Cow::Borrowed(text);
        };
        Cow::Owned([text, " The device offers ", constraint, ": ", &offered, "."].concat())
    }

    fn details(&self) -> &Details {
        match &self.origin {
            Origin::Own(details) => details,
            // Unlike `OnceLock`, this allows a getter of the page to call back into this function.
            Origin::Thrown { value, details } => details.get_or_init(|| Box::new(Details::read(value))),
        }
    }
}

impl Details {
    fn read(thrown: &JsValue) -> Self {
        let text = |name| sys::string_property(thrown, name);
        let name = text("name").unwrap_or_default();
        let kind = MediaErrorKind::from_name(&name);
        let constraint = match kind {
            MediaErrorKind::Overconstrained => text("constraint").filter(|name| !name.is_empty()),
            _ => None,
        };
        Details {
            kind,
            name: name.into(),
            // A page may throw a plain string.
            message: text("message")
                .or_else(|| thrown.as_string())
                .unwrap_or_default()
                .into(),
            constraint: constraint.map(Cow::Owned),
        }
    }
}

/// Writes name, constraint or kind of track, message and [`help`](MediaError::help), for logs.
impl fmt::Display for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.name() {
            "" => "Error",
            name => name,
        };
        f.write_str(name)?;
        let track_kind = self.track_kind().map(MediaStreamTrackKind::as_str);
        if let Some(part) = self.constraint().or(track_kind) {
            f.write_str(" (")?;
            f.write_str(part)?;
            f.write_str(")")?;
        }
        f.write_str(": ")?;
        let message = self.message().trim_end_matches('.');
        if !message.is_empty() {
            f.write_str(message)?;
            f.write_str(". ")?;
        }
        f.write_str(&self.help())
    }
}

impl std::error::Error for MediaError {}

/// Wraps any thrown value: a `DOMException`, a Firefox `MediaStreamError`, a `TypeError`, or any other value.
impl From<JsValue> for MediaError {
    fn from(thrown: JsValue) -> Self {
        MediaError {
            origin: Origin::Thrown {
                value: thrown,
                details: OnceBox::new(),
            },
            context: None,
        }
    }
}

/// Returns the original value, or creates an error of the same name: a `TypeError`, or a `DOMException` with its
/// `constraint`.
impl From<MediaError> for JsValue {
    fn from(error: MediaError) -> Self {
        match error.origin {
            Origin::Thrown { value, .. } => value,
            Origin::Own(details) => {
                sys::new_error(&details.name, &details.message, details.constraint.as_deref())
            }
        }
    }
}

impl PartialEq for MediaError {
    fn eq(&self, other: &Self) -> bool {
        self.js_value() == other.js_value()
            && self.details() == other.details()
            && self.offered() == other.offered()
            && self.track_kind() == other.track_kind()
    }
}

impl fmt::Debug for MediaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaError")
            .field("kind", &self.kind())
            .field("message", &self.message())
            .field("constraint", &self.constraint())
            .field("js_value", &self.js_value())
            .field("offered", &self.offered())
            .field("track_kind", &self.track_kind())
            .finish()
    }
}

/// Returns [`Unsupported`](MediaErrorKind::Unsupported) with this message if an object lacks a member, own or
/// inherited.
pub(crate) fn require_member(object: &JsValue, name: &str, message: &'static str) -> Result<(), MediaError> {
    if sys::has_property(object, name) {
        Ok(())
    } else {
        Err(MediaError::unsupported(message))
    }
}

/// Adds the capability of the device to the error of an unmet constraint.
pub(crate) fn with_offered(mut error: MediaError, offered: Option<JsonValue>) -> MediaError {
    error.context = offered.map(|offered| Arc::new(offered) as Arc<dyn Context>);
    error
}

/// Sets the kind of the track whose request failed.
pub(crate) fn with_track_kind(mut error: MediaError, kind: Option<MediaStreamTrackKind>) -> MediaError {
    if let Some(kind) = kind {
        let context = error.context.take();
        error.context = Some(Arc::new(OfTrack { kind, context }));
    }
    error
}

impl Context for JsonValue {
    fn offered(&self) -> Option<&JsonValue> {
        Some(self)
    }

    fn describe(&self) -> Option<String> {
        Some(json::describe(self))
    }
}

/// The kind of the track whose request failed, added to the context of the error.
struct OfTrack {
    kind: MediaStreamTrackKind,
    context: Option<Arc<dyn Context>>,
}

impl Context for OfTrack {
    fn offered(&self) -> Option<&JsonValue> {
        self.context.as_deref()?.offered()
    }

    fn describe(&self) -> Option<String> {
        self.context.as_deref()?.describe()
    }

    fn track_kind(&self) -> Option<MediaStreamTrackKind> {
        Some(self.kind)
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
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
}
