//! `MediaTrackSupportedConstraints`: the constraints that the browser supports.

use crate::constraints::Key;
use crate::constraints::properties::for_each_property;
use crate::json::{JsonObject, JsonValue};

macro_rules! supported {
    (
        constrainable { $(
            $(#[$doc:meta])*
            $field:ident: $constant:ident $name:literal, constraint $kind:ty, setting $setting:ty, capability $capability:ty;
        )+ }
        observable { $(
            $(#[$observable_doc:meta])*
            $observable:ident: $observable_name:literal, setting $observable_setting:ty, capability $observable_capability:ty;
        )+ }
        $($rest:tt)*
    ) => {
        supported! {
            $( $(#[$doc])* $field $name; )+
            $( $(#[$observable_doc])* $observable $observable_name; )+
        }
    };
    ($( $(#[$doc:meta])* $field:ident $name:literal; )+) => {
        /// The constraints that the browser supports. It ignores all others without an error.
        ///
        /// A connected device may not support a constraint that the browser supports.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatracksupportedconstraints) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getSupportedConstraints)
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(from = "JsonObject", into = "JsonObject"))]
        #[non_exhaustive]
        pub struct MediaTrackSupportedConstraints {
            $( $(#[$doc])* pub $field: bool, )+
            /// The names of supported constraints that this version of the crate does not know.
            pub other: Vec<String>,
        }

        impl From<JsonObject> for MediaTrackSupportedConstraints {
            fn from(object: JsonObject) -> Self {
                let mut supported = MediaTrackSupportedConstraints::default();
                for (name, value) in object {
                    if !matches!(value, JsonValue::Bool(true)) {
                        continue;
                    }
                    match &*name {
                        $( $name => supported.$field = true, )+
                        _ => supported.other.push(name.into_owned()),
                    }
                }
                supported
            }
        }

        /// Converts to the form of JavaScript: a member that is `true` for each supported constraint.
        impl From<MediaTrackSupportedConstraints> for JsonObject {
            fn from(supported: MediaTrackSupportedConstraints) -> Self {
                let mut object = JsonObject::new();
                $( if supported.$field {
                    object.set($name, JsonValue::Bool(true));
                } )+
                for name in supported.other {
                    object.set(name, JsonValue::Bool(true));
                }
                object
            }
        }

        impl MediaTrackSupportedConstraints {
            /// Returns whether the browser supports constraints on this property.
            ///
            /// ```
            /// use local_media_stream::{MediaTrackSupportedConstraints, key};
            ///
            /// let mut supported = MediaTrackSupportedConstraints::default();
            /// supported.torch = true;
            /// assert!(supported.supports(key::TORCH) && !supported.supports(key::ZOOM));
            /// ```
            pub fn supports<T>(&self, key: Key<T>) -> bool {
                match key.name() {
                    $( $name => self.$field, )+
                    name => self.other.iter().any(|other| other == name),
                }
            }
        }
    };
}

for_each_property!(supported);
