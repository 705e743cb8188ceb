//! What a track is set to, what its source could do, and what the browser can constrain: plain data, read from the
//! browser at once rather than member by member.

mod media_track_capabilities;
mod media_track_settings;
mod media_track_supported_constraints;
mod range;
mod unmet;

use crate::json::Reader;

pub use media_track_capabilities::MediaTrackCapabilities;
pub use media_track_settings::MediaTrackSettings;
pub use media_track_supported_constraints::MediaTrackSupportedConstraints;
pub use range::{DoubleRange, ULongRange};
pub use unmet::{Demand, Unmet};

/// What is read from an object, one member after the other.
pub(crate) trait Properties: Default {
    /// One of them, of this name; each name comes once. `None` where no JSON stands there.
    fn read(&mut self, reader: &mut Reader<'_>, name: &str) -> Option<()>;
}

/// A struct with a field for each property, read from a record; what does not fit stays in `other`.
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
            pub other: crate::value::Record,
        }

        impl crate::settings::Properties for $name {
            fn read(&mut self, reader: &mut crate::json::Reader<'_>, name: &str) -> Option<()> {
                let begin = reader.at();
                let is_read = match name {
                    $( $js => {
                        self.$field = crate::json::FromJson::from_json(reader);
                        self.$field.is_some()
                    } )+
                    _ => false,
                };
                if !is_read {
                    let value = reader.value_at(begin)?;
                    self.other.push(name.to_owned().into(), value);
                }
                Some(())
            }
        }

        impl From<crate::value::Record> for $name {
            fn from(record: crate::value::Record) -> Self {
                let mut properties = $name::default();
                for (name, value) in record {
                    let is_read = match &*name {
                        $( $js => {
                            properties.$field = crate::value::FromValue::from_value(&value);
                            properties.$field.is_some()
                        } )+
                        _ => false,
                    };
                    if !is_read {
                        properties.other.push(name, value);
                    }
                }
                properties
            }
        }
    };
}
pub(crate) use properties;
