//! `MediaTrackSupportedConstraints`: what the browser understands.

use crate::constraints::Key;
use crate::constraints::keys::for_each_constraint_key;
use crate::json::{JsonObject, JsonValue};

macro_rules! supported {
    ($( $(#[$doc:meta])* $field:ident: $constant:ident $name:literal of $kind:ty, is $setting:ty, offers $offer:ty; )+) => {
        /// Which properties the browser understands when they are constrained; the others it ignores without a word.
        ///
        /// That it understands one does not mean that any device here can do it.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatracksupportedconstraints) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getSupportedConstraints)
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct MediaTrackSupportedConstraints {
            $( $(#[$doc])* pub $field: bool, )+

            /// Whether its settings tell if a track spares the battery.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatracksupportedconstraints-powerefficient)
            pub power_efficient: bool,

            /// Whether its settings tell if a track has a pixel format that spares the battery.
            ///
            /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatracksupportedconstraints-powerefficientpixelformat)
            pub power_efficient_pixel_format: bool,

            /// What it understands that this version of the crate does not know, by name.
            pub other: Vec<String>,
        }

        impl From<JsonObject> for MediaTrackSupportedConstraints {
            fn from(record: JsonObject) -> Self {
                let mut supported = MediaTrackSupportedConstraints::default();
                for (name, value) in record {
                    if !matches!(value, JsonValue::Bool(true)) {
                        continue;
                    }
                    match &*name {
                        $( $name => supported.$field = true, )+
                        "powerEfficient" => supported.power_efficient = true,
                        "powerEfficientPixelFormat" => supported.power_efficient_pixel_format = true,
                        _ => supported.other.push(name.into_owned()),
                    }
                }
                supported
            }
        }

        impl MediaTrackSupportedConstraints {
            /// Whether it understands this one.
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

for_each_constraint_key!(supported);
