//! Settings, capabilities and supported constraints, read from objects.

use local_media_stream::*;

use super::{number, object, string};

#[test]
fn settings_and_capabilities_are_read_from_plain_data() {
    let range = |min: f64, max: f64| JsonValue::Object(object([("min", number(min)), ("max", number(max))]));
    let list = |texts: &[&'static str]| JsonValue::Array(texts.iter().map(|text| string(text)).collect());
    let capabilities = MediaTrackCapabilities::from(object([
        ("width", range(1.0, 1e300)),
        ("frameRate", range(0.0, 60.0)),
        ("facingMode", list(&["user", "upwards"])),
        // Browsers return a single value where the spec has a list.
        ("torch", JsonValue::Bool(true)),
        ("powerEfficient", JsonValue::Array(vec![JsonValue::Bool(false)])),
        ("deviceId", JsonValue::String("an id".into())),
        // Values of the wrong type are preserved in `other`.
        ("height", JsonValue::String("tall".into())),
        ("sepia", JsonValue::Bool(true)),
        ("iso", JsonValue::Null),
    ]));
    assert_eq!(
        capabilities.width,
        Some(ULongRange {
            min: Some(1),
            max: Some(u32::MAX)
        })
    );
    assert_eq!(capabilities.frame_rate.and_then(|range| range.max), Some(60.0));
    assert!(
        capabilities
            .frame_rate
            .is_some_and(|range| range.contains(30.0) && !range.contains(61.0))
    );
    assert_eq!(
        capabilities.facing_mode,
        Some(vec![FacingMode::User, FacingMode::Other("upwards".into())])
    );
    assert_eq!(capabilities.torch, Some(vec![true]));
    assert_eq!(capabilities.power_efficient, Some(vec![false]));
    assert_eq!(capabilities.device_id.as_deref(), Some("an id"));
    assert_eq!((capabilities.height, capabilities.iso), (None, None));
    assert_eq!(
        capabilities.other.get("height"),
        Some(&JsonValue::String("tall".into()))
    );
    assert_eq!(capabilities.other.get("sepia"), Some(&JsonValue::Bool(true)));
    assert_eq!(capabilities.other.len(), 3);

    let settings = MediaTrackSettings::from(object([
        ("width", JsonValue::Number(640.0)),
        ("height", JsonValue::Number(0.5)),
        ("echoCancellation", JsonValue::Bool(true)),
        ("pan", JsonValue::Number(-1.0)),
        ("powerEfficient", JsonValue::Bool(true)),
        ("powerEfficientPixelFormat", JsonValue::Bool(false)),
        ("screenPixelRatio", JsonValue::Number(2.0)),
    ]));
    assert_eq!(
        (settings.width, settings.height, settings.pan),
        (Some(640), None, Some(-1.0))
    );
    assert_eq!(settings.echo_cancellation, Some(EchoCancellation::Enabled(true)));
    assert_eq!(
        (
            settings.power_efficient,
            settings.power_efficient_pixel_format,
            settings.screen_pixel_ratio
        ),
        (Some(true), Some(false), Some(2.0))
    );
    assert_eq!(settings.other.len(), 1);
}

#[test]
fn debug_prints_present_fields_only() {
    let settings = MediaTrackSettings::from(object([("width", number(640.0)), ("torch", string("on"))]));
    assert_eq!(
        format!("{settings:?}"),
        r#"MediaTrackSettings { width: 640, other: {"torch": String("on")} }"#
    );
    assert_eq!(
        format!("{:?}", MediaTrackCapabilities::default()),
        "MediaTrackCapabilities"
    );
}

#[test]
fn every_property_of_the_browser_is_supported() {
    let names = [
        "width",
        "torch",
        "powerEfficient",
        "powerEfficientPixelFormat",
        "sepia",
    ];
    let supported =
        MediaTrackSupportedConstraints::from(object(names.map(|name| (name, JsonValue::Bool(true)))));
    for name in names {
        assert!(supported.supports(Key::<bool>::new(name)), "{name}");
    }
    assert!(supported.power_efficient && supported.power_efficient_pixel_format);
    assert_eq!(supported.other, ["sepia"]);
    let none = MediaTrackSupportedConstraints::from(object([("powerEfficient", JsonValue::Bool(false))]));
    assert!(!none.supports(Key::<bool>::new("powerEfficient")));
}
