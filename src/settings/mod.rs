//! The settings and capabilities of tracks, and the constraints that the browser supports: plain data, read from the
//! browser in one call.

mod media_track_capabilities;
mod media_track_settings;
mod media_track_supported_constraints;
mod property_struct;
mod range;
mod unmet_constraint;

pub use media_track_capabilities::MediaTrackCapabilities;
pub use media_track_settings::MediaTrackSettings;
pub use media_track_supported_constraints::MediaTrackSupportedConstraints;
pub use range::{DoubleRange, ULongRange};
pub use unmet_constraint::{Strength, UnmetConstraint};

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use std::fmt;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::json::{self, JsonObject, JsonValue};

    /// A value of any type, right or wrong for its property.
    fn any_value() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(serde_json::Value::from),
            any::<u32>().prop_map(serde_json::Value::from),
            (-1e6_f64..1e10).prop_map(serde_json::Value::from),
            prop_oneof![
                Just("user"),
                Just("none"),
                Just("remote-only"),
                Just("manual"),
                Just("a \"quoted\"\n\u{1}word")
            ]
            .prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(2, 12, 4, |inner| {
            let name = prop_oneof![
                Just("min"),
                Just("max"),
                Just("step"),
                Just("x"),
                Just("y"),
                Just("z")
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
                prop::collection::btree_map(name, inner, 0..4).prop_map(|map| {
                    serde_json::Value::Object(
                        map.into_iter()
                            .map(|(name, value)| (name.to_owned(), value))
                            .collect(),
                    )
                }),
            ]
        })
    }

    fn any_name() -> impl Strategy<Value = &'static str> {
        prop_oneof![
            Just("width"),
            Just("aspectRatio"),
            Just("facingMode"),
            Just("echoCancellation"),
            Just("noiseSuppression"),
            Just("deviceId"),
            Just("displaySurface"),
            Just("pointsOfInterest"),
            Just("pan"),
            Just("torch"),
            Just("powerEfficient"),
            Just("screenPixelRatio"),
            Just("unknown"),
        ]
    }

    /// Reads an object that has this member among others.
    fn read<T: From<JsonObject>>(name: &str, value: &serde_json::Value) -> T {
        let text = json!({ "first": [1], name: value, "zzz": true }).to_string();
        match json::parse(&text) {
            JsonValue::Object(object) => object.into(),
            other => unreachable!("{text} is {other:?}"),
        }
    }

    fn assert_round_trip<T>(value: &T)
    where
        T: Clone + From<JsonObject> + Into<JsonObject> + PartialEq + fmt::Debug,
    {
        assert_eq!(T::from(value.clone().into()), *value);
    }

    proptest! {
        #[test]
        fn conversion_to_an_object_is_lossless(name in any_name(), value in any_value()) {
            assert_round_trip(&read::<MediaTrackSettings>(name, &value));
            assert_round_trip(&read::<MediaTrackCapabilities>(name, &value));
        }

        #[cfg(feature = "serde")]
        #[test]
        fn serialization_is_lossless(name in any_name(), value in any_value()) {
            let settings = read::<MediaTrackSettings>(name, &value);
            let text = serde_json::to_string(&settings).unwrap_or_default();
            prop_assert_eq!(serde_json::from_str(&text).ok(), Some(settings), "{}", text);
            let capabilities = read::<MediaTrackCapabilities>(name, &value);
            let text = serde_json::to_string(&capabilities).unwrap_or_default();
            prop_assert_eq!(serde_json::from_str(&text).ok(), Some(capabilities), "{}", text);
        }
    }
}
