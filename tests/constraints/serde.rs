//! Constraints, settings and capabilities through `serde`.

use local_media_stream::*;
use serde_json::json;

#[test]
fn constraints_have_the_form_of_javascript() {
    let constraints = MediaStreamConstraints::new().audio(true).video(
        MediaTrackConstraints::new()
            .width(Constrain::ideal(1280).and_min(640))
            .aspect_ratio(1.5)
            .facing_mode(FacingMode::User)
            .advanced(MediaTrackConstraintSet::new().torch(true)),
    );
    assert_eq!(
        serde_json::to_value(constraints).expect("serialization"),
        json!({
            "audio": true,
            "video": {
                "width": { "ideal": 1280, "min": 640 },
                "aspectRatio": 1.5,
                "facingMode": "user",
                "advanced": [{ "torch": true }],
            },
        })
    );
}

#[test]
fn settings_and_capabilities_have_the_form_of_javascript() {
    let form = json!({
        "width": 640,
        "frameRate": 30,
        "aspectRatio": 1.5,
        "facingMode": "user",
        "echoCancellation": "all",
        "pointsOfInterest": [{ "x": 0, "y": 0.5 }],
        "powerEfficient": true,
        "screenPixelRatio": 2,
        "sepia": { "deep": [1, 2.5, null] },
    });
    let settings: MediaTrackSettings = serde_json::from_value(form.clone()).expect("deserialization");
    assert_eq!((settings.width, settings.frame_rate), (Some(640), Some(30.0)));
    assert_eq!((settings.power_efficient, settings.other.len()), (Some(true), 1));
    assert_eq!(serde_json::to_value(&settings).expect("serialization"), form);

    let form = json!({
        "width": { "min": 1, "max": 1920 },
        "frameRate": { "min": 0, "max": 29.97 },
        "zoom": { "min": 1, "max": 4, "step": 0.1 },
        "facingMode": ["user", "upwards"],
        "echoCancellation": [true, false, "all"],
        "deviceId": "an id",
        "powerEfficient": [true, false],
        "sepia": 1,
    });
    let capabilities: MediaTrackCapabilities = serde_json::from_value(form.clone()).expect("deserialization");
    assert_eq!(capabilities.width.and_then(|range| range.max), Some(1920));
    assert_eq!(capabilities.other.len(), 1);
    assert_eq!(serde_json::to_value(&capabilities).expect("serialization"), form);

    assert!(serde_json::from_value::<MediaTrackSettings>(json!([])).is_err());
    assert_eq!(
        serde_json::to_value(MediaTrackSettings::default()).expect("serialization"),
        json!({})
    );
}

#[test]
fn invalid_json_is_rejected_with_the_property() {
    fn error<T: ::serde::de::DeserializeOwned + std::fmt::Debug>(json: serde_json::Value) -> String {
        serde_json::from_value::<T>(json)
            .expect_err("a wrong type")
            .to_string()
    }
    for (text, start) in [
        (
            error::<MediaStreamConstraints>(json!({ "video": "yes" })),
            "video: ",
        ),
        (error::<MediaStreamConstraints>(json!([])), "The value"),
        (
            error::<MediaStreamConstraints>(json!({ "video": { "width": "wide" } })),
            "width: ",
        ),
        (
            error::<MediaTrackConstraints>(json!({ "width": "wide" })),
            "width: ",
        ),
        (error::<MediaTrackConstraints>(json!([])), "The value"),
        (error::<MediaTrackConstraints>(json!(true)), "The value"),
        (error::<MediaTrackConstraintSet>(json!({ "iso": [] })), "iso: "),
        (error::<TrackRequest>(json!("yes")), "The value"),
        (error::<TrackRequest>(json!({ "torch": 1 })), "torch: "),
    ] {
        assert!(text.starts_with(start), "{text}");
    }
}
