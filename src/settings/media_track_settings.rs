//! `MediaTrackSettings`: what a track is set to.

use super::properties;
use crate::constraints::keys::for_each_constraint_key;
use crate::constraints::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode,
    PointsOfInterest, ResizeMode,
};

macro_rules! settings {
    ($( $(#[$doc:meta])* $field:ident: $constant:ident $name:literal of $kind:ty, is $setting:ty, offers $offer:ty; )+) => {
        properties! {
            /// What a track is set to: `None` for what the browser does not tell, or what a track of its kind does
            /// not have.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatracksettings) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackSettings)
            MediaTrackSettings {
                $( $(#[$doc])* $field $name: $setting; )+

                /// Pixels of the screen for each pixel of the page that is captured, above 0. Screen capture only.
                ///
                /// [Spec](https://www.w3.org/TR/screen-capture/#dom-mediatracksettings-screenpixelratio)
                screen_pixel_ratio "screenPixelRatio": f64;

                /// Whether it runs in a way that spares the battery.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatracksettings-powerefficient)
                power_efficient "powerEfficient": bool;

                /// Whether its frames are in a pixel format that spares the battery.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatracksettings-powerefficientpixelformat)
                power_efficient_pixel_format "powerEfficientPixelFormat": bool;
            }
        }
    };
}

for_each_constraint_key!(settings);
