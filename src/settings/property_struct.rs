//! `property_struct!`: a struct with an optional field for each property.

use crate::json::{FromJson, JsonValue, ParseJson, Reader};

/// The source of a property: the text that the browser returned, or plain data.
pub(super) trait ReadValue {
    /// Reads the value. `None` if it has another type.
    fn read_value<T: ParseJson + FromJson>(&mut self) -> Option<T>;
}

impl ReadValue for Reader<'_> {
    fn read_value<T: ParseJson + FromJson>(&mut self) -> Option<T> {
        T::parse_json(self)
    }
}

impl ReadValue for &JsonValue {
    fn read_value<T: ParseJson + FromJson>(&mut self) -> Option<T> {
        T::from_json(self)
    }
}

/// Defines a struct with an optional field for each property. Its member `other` has every value without a field.
macro_rules! property_struct {
    (
        $(#[$outer:meta])*
        $name:ident { $( $(#[$doc:meta])* $field:ident $js:literal: $kind:ty; )+ }
    ) => {
        $(#[$outer])*
        #[derive(Clone, Default, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(
            feature = "serde",
            serde(from = "crate::json::JsonObject", into = "crate::json::JsonObject")
        )]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$doc])* pub $field: Option<$kind>, )+
            /// The remaining members: properties that this version of the crate does not know, and values of the wrong
            /// type.
            pub other: crate::json::JsonObject,
        }

        impl $name {
            /// Sets a field. Returns whether the property is known and the value has its type.
            fn set(&mut self, name: &str, source: &mut impl super::property_struct::ReadValue) -> bool {
                match name {
                    $( $js => {
                        self.$field = source.read_value();
                        self.$field.is_some()
                    } )+
                    _ => false,
                }
            }
        }

        impl crate::json::FromMembers for $name {
            fn read_member(&mut self, reader: &mut crate::json::Reader<'_>, name: &str) -> Option<()> {
                let start = reader.position();
                if !self.set(name, reader) {
                    let value = reader.value_at(start)?;
                    self.other.push(name.to_owned().into(), value);
                }
                Some(())
            }
        }

        /// Converts from the form of JavaScript. A value of the wrong type becomes a member of `other`.
        impl From<crate::json::JsonObject> for $name {
            fn from(object: crate::json::JsonObject) -> Self {
                let mut properties = $name::default();
                for (name, value) in object {
                    if !properties.set(&name, &mut &value) {
                        properties.other.push(name, value);
                    }
                }
                properties
            }
        }

        /// Converts to the form of JavaScript: the fields that are present, and the members of `other`.
        impl From<$name> for crate::json::JsonObject {
            fn from(properties: $name) -> Self {
                let mut object = crate::json::JsonObject::new();
                $(
                    if let Some(value) = properties.$field {
                        object.set_static($js, crate::json::IntoJson::into_json(value));
                    }
                )+
                for (name, value) in properties.other {
                    object.set(name, value);
                }
                object
            }
        }

        /// Prints the fields that are present.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut debug = f.debug_struct(stringify!($name));
                $(
                    if let Some(value) = &self.$field {
                        debug.field(stringify!($field), value);
                    }
                )+
                if !self.other.is_empty() {
                    debug.field("other", &self.other);
                }
                debug.finish()
            }
        }
    };
}
pub(super) use property_struct;
