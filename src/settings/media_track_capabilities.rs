//! `MediaTrackCapabilities`: the values that a device supports.

use super::property_struct::property_struct;
use super::range::{DoubleRange, ULongRange};
use crate::constraints::properties::for_each_property;
use crate::constraints::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode,
    PointsOfInterest, ResizeMode,
};

macro_rules! capabilities {
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
        property_struct! {
            /// The capabilities of a device: ranges of numbers, and lists of other values. `None` for a property that
            /// the browser does not expose or the device lacks.
            ///
            /// The device may not support every combination of these values.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatrackcapabilities) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getCapabilities)
            MediaTrackCapabilities {
                $( $(#[$doc])* $field $name: $capability; )+
                $( $(#[$observable_doc])* $observable $observable_name: $observable_capability; )+
            }
        }
    };
}

for_each_property!(capabilities);
