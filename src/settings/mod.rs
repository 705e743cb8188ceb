//! What a track is set to, what its source could do, and what the browser can constrain: plain data, read from the
//! browser at once rather than member by member.

mod media_track_capabilities;
mod media_track_settings;
mod media_track_supported_constraints;
mod range;
mod unmet;

use crate::json::{FromJson, JsonValue, ParseJson, Reader};

pub use media_track_capabilities::MediaTrackCapabilities;
pub use media_track_settings::MediaTrackSettings;
pub use media_track_supported_constraints::MediaTrackSupportedConstraints;
pub use range::{DoubleRange, ULongRange};
pub use unmet::{Strength, UnmetConstraint};

/// Where the value of a property comes from: the text that the browser gave, or plain data.
pub(crate) trait Source {
    /// The value, if it fits.
    fn value<T: ParseJson + FromJson>(&mut self) -> Option<T>;
}

impl Source for Reader<'_> {
    fn value<T: ParseJson + FromJson>(&mut self) -> Option<T> {
        T::parse_json(self)
    }
}

impl Source for &JsonValue {
    fn value<T: ParseJson + FromJson>(&mut self) -> Option<T> {
        T::from_json(self)
    }
}

/// A struct with a field for each property; what does not fit stays in `other`.
macro_rules! properties {
    (
        $(#[$outer:meta])*
        $name:ident { $( $(#[$doc:meta])* $field:ident $js:literal: $kind:ty; )+ }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$doc])* pub $field: Option<$kind>, )+
            /// What the browser gave beyond that: properties that this version of the crate does not know, and known
            /// ones of a type that they should not have.
            pub other: crate::json::JsonObject,
        }

        impl $name {
            /// Whether there is such a property, and the value fits.
            fn put(&mut self, name: &str, source: &mut impl crate::settings::Source) -> bool {
                match name {
                    $( $js => {
                        self.$field = source.value();
                        self.$field.is_some()
                    } )+
                    _ => false,
                }
            }
        }

        impl crate::json::FromMembers for $name {
            fn read_member(&mut self, reader: &mut crate::json::Reader<'_>, name: &str) -> Option<()> {
                let begin = reader.at();
                if !self.put(name, reader) {
                    let value = reader.value_at(begin)?;
                    self.other.push(name.to_owned().into(), value);
                }
                Some(())
            }
        }

        impl From<crate::json::JsonObject> for $name {
            fn from(record: crate::json::JsonObject) -> Self {
                let mut properties = $name::default();
                for (name, value) in record {
                    if !properties.put(&name, &mut &value) {
                        properties.other.push(name, value);
                    }
                }
                properties
            }
        }
    };
}
pub(crate) use properties;

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use std::fmt;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::json;

    fn number(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    /// What a browser could give for any of the names, whether it should or not.
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

    /// Read from the text, and from the plain data that the text says: the same.
    fn assert_same_both_ways<T>(name: &str, value: &serde_json::Value)
    where
        T: FromMembers + From<JsonObject> + PartialEq + fmt::Debug,
    {
        let text = json!({ "first": [1], name: value, "zzz": true }).to_string();
        let mut read = T::default();
        json::members(&text, number, &mut |reader, name| read.read_member(reader, name));
        let record = match json::parse(&text, number) {
            JsonValue::Object(record) => record,
            _ => JsonObject::new(),
        };
        assert_eq!(read, T::from(record), "{text}");
    }

    proptest! {
        #[test]
        fn fields_are_read_as_from_plain_data(
            name in prop_oneof![
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
                Just("unheardOf"),
            ],
            value in any_value(),
        ) {
            assert_same_both_ways::<MediaTrackSettings>(name, &value);
            assert_same_both_ways::<MediaTrackCapabilities>(name, &value);
        }
    }
}
