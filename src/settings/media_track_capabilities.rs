//! `MediaTrackCapabilities`: what a source could do.

use super::properties;
use super::range::{DoubleRange, ULongRange};
use crate::constraints::keys::for_each_constraint_key;
use crate::constraints::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode,
    PointsOfInterest, ResizeMode,
};

macro_rules! capabilities {
    ($( $(#[$doc:meta])* $field:ident: $constant:ident $name:literal of $kind:ty, is $setting:ty, offers $offer:ty; )+) => {
        properties! {
            /// What the source of a track could do: ranges of numbers, and lists of everything else. `None` for what
            /// the browser does not tell, or what a source of its kind does not have.
            ///
            /// What is possible alone need not be possible together.
            ///
            /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatrackcapabilities) ·
            /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getCapabilities)
            MediaTrackCapabilities {
                $( $(#[$doc])* $field $name: $offer; )+

                /// Whether it can run in a way that spares the battery, and in one that does not.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatrackcapabilities-powerefficient)
                power_efficient "powerEfficient": Vec<bool>;

                /// Whether it has pixel formats that spare the battery, and ones that do not.
                ///
                /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediatrackcapabilities-powerefficientpixelformat)
                power_efficient_pixel_format "powerEfficientPixelFormat": Vec<bool>;
            }
        }
    };
}

for_each_constraint_key!(capabilities);
