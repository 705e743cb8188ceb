//! `MediaTrackSettings`: the current settings of a track.

use super::property_struct::property_struct;
use crate::constraints::properties::for_each_property;
use crate::constraints::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode,
    PointsOfInterest, ResizeMode,
};

macro_rules! settings {
    (
        constrainable { $(
            $(#[$doc:meta])*
            $field:ident: $constant:ident $name:literal, constraint $kind:ty, setting $setting:ty, capability $capability:ty;
        )+ }
        observable { $(
            $(#[$observable_doc:meta])*
            $observable:ident: $observable_name:literal, setting $observable_setting:ty, capability $observable_capability:ty;
        )+ }
        settings_only { $(
            $(#[$only_doc:meta])*
            $only:ident: $only_name:literal, setting $only_setting:ty;
        )+ }
    ) => {
        property_struct! {
            /// The current settings of a track. `None` for a property that the browser does not expose or the track
            /// lacks.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatracksettings) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackSettings)
            MediaTrackSettings {
                $( $(#[$doc])* $field $name: $setting; )+
                $( $(#[$observable_doc])* $observable $observable_name: $observable_setting; )+
                $( $(#[$only_doc])* $only $only_name: $only_setting; )+
            }
        }
    };
}

for_each_property!(settings);
