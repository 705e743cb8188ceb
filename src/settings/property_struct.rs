//! `property_struct!`: a struct with an optional field for each property.

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

        /// Converts from the form of JavaScript. A value of the wrong type becomes a member of `other`.
        impl From<crate::json::JsonObject> for $name {
            fn from(object: crate::json::JsonObject) -> Self {
                let mut properties = $name::default();
                for (name, value) in object {
                    let is_read = match &*name {
                        $( $js => {
                            properties.$field = crate::json::FromJson::from_json(&value);
                            properties.$field.is_some()
                        } )+
                        _ => false,
                    };
                    if !is_read {
                        properties.other.set(name, value);
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
                        object.set($js, crate::json::IntoJson::into_json(value));
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
