//! `PhotoCapabilities`: the sizes and lights that a camera supports for photos.

use crate::settings::DoubleRange;
use crate::string_enum::string_enum;

string_enum! {
    /// The use of the flash of a camera.
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#fill-light-mode) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/takePhoto#filllightmode)
    FillLightMode {
        /// The camera decides.
        Auto = "auto",
        /// No flash.
        Off = "off",
        /// A flash.
        Flash = "flash",
    }
}

string_enum! {
    /// The reduction of red eyes by a camera.
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#redeyereduction-section) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/getPhotoCapabilities#redeyereduction)
    RedEyeReduction {
        /// The camera cannot reduce red eyes.
        Never = "never",
        /// The camera always reduces red eyes.
        Always = "always",
        /// [`PhotoSettings::red_eye_reduction`](super::PhotoSettings::red_eye_reduction) decides.
        Controllable = "controllable",
    }
}

/// The photos that a camera can take.
///
/// Torch and zoom are constraints of the track, also for photos: [`MediaTrackCapabilities`](crate::MediaTrackCapabilities)
/// has their capabilities.
///
/// [Spec](https://www.w3.org/TR/image-capture/#photocapabilities-section) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/getPhotoCapabilities#return_value)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PhotoCapabilities {
    /// Whether the camera reduces red eyes. `None` if the browser does not expose it.
    pub red_eye_reduction: Option<RedEyeReduction>,
    /// The widths of photos that the camera takes, in pixels. Other widths are scaled.
    pub image_width: Option<DoubleRange>,
    /// The heights of photos that the camera takes, in pixels. Other heights are scaled.
    pub image_height: Option<DoubleRange>,
    /// The supported uses of the flash. Empty without one.
    pub fill_light_mode: Vec<FillLightMode>,
}
