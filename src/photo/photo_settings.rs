//! `PhotoSettings`: the size, light and file format of a photo.

use super::capabilities::{FillLightMode, PhotoCapabilities, RedEyeReduction};
use super::placement::{MAX_SIDE, RequestedSize};
use crate::error::{MediaError, MediaErrorKind};
use crate::settings::DoubleRange;
use crate::string_enum::string_enum;

string_enum! {
    /// The format of an image file.
    ///
    /// [Spec](https://html.spec.whatwg.org/multipage/canvas.html#image-encoding-options) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/OffscreenCanvas/convertToBlob#type)
    ImageFormat {
        /// Lossless and large.
        Png = "image/png",
        /// Lossy. The format of most cameras.
        Jpeg = "image/jpeg",
        /// Lossy, and smaller than JPEG. Chromium and Firefox; Safari writes PNG instead.
        Webp = "image/webp",
    }
}

/// The settings of a photo. The camera and the browser select each one that is absent.
///
/// [Spec](https://www.w3.org/TR/image-capture/#photosettings-section) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/takePhoto#photosettings)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PhotoSettings {
    /// The width of the photo, in pixels. If only one of width and height is set, the other one follows from the aspect
    /// ratio of the picture. If both are set, the picture is cropped at its edges to their aspect ratio.
    pub image_width: Option<u32>,
    /// The height of the photo, in pixels.
    pub image_height: Option<u32>,
    /// The use of the flash.
    pub fill_light_mode: Option<FillLightMode>,
    /// Whether the camera reduces red eyes. Ignored if the camera has no choice.
    pub red_eye_reduction: Option<bool>,
    /// The format of the file. By default, the camera's own, and JPEG where the photo is a video frame.
    pub format: Option<ImageFormat>,
    /// The quality of JPEG or WebP, from 0 to 1. The browser selects it if absent. Ignored for PNG.
    pub quality: Option<f64>,
    /// Whether the photo is mirrored horizontally, as users expect of their own picture.
    pub mirrored: bool,
}

/// The members of the spec's `PhotoSettings` that the camera supports.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DeviceSettings {
    pub(super) width: Option<f64>,
    pub(super) height: Option<f64>,
    pub(super) fill_light_mode: Option<FillLightMode>,
    pub(super) red_eye_reduction: Option<bool>,
}

impl PhotoSettings {
    /// Creates settings that leave every choice to the camera and the browser.
    pub fn new() -> Self {
        PhotoSettings::default()
    }

    /// Sets the width, in pixels.
    #[must_use]
    pub fn image_width(mut self, width: u32) -> Self {
        self.image_width = Some(width);
        self
    }

    /// Sets the height, in pixels.
    #[must_use]
    pub fn image_height(mut self, height: u32) -> Self {
        self.image_height = Some(height);
        self
    }

    /// Sets the use of the flash.
    #[must_use]
    pub fn fill_light_mode(mut self, mode: FillLightMode) -> Self {
        self.fill_light_mode = Some(mode);
        self
    }

    /// Sets whether the camera reduces red eyes.
    #[must_use]
    pub fn red_eye_reduction(mut self, reduces: bool) -> Self {
        self.red_eye_reduction = Some(reduces);
        self
    }

    /// Sets the format of the file.
    #[must_use]
    pub fn format(mut self, format: ImageFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the quality of JPEG or WebP, from 0 to 1.
    #[must_use]
    pub fn quality(mut self, quality: f64) -> Self {
        self.quality = Some(quality);
        self
    }

    /// Sets whether the photo is mirrored horizontally.
    #[must_use]
    pub fn mirrored(mut self, mirrored: bool) -> Self {
        self.mirrored = mirrored;
        self
    }

    /// Returns an error for values that no browser accepts.
    pub(super) fn validate(&self) -> Result<(), MediaError> {
        let invalid = |message| Err(MediaError::new(MediaErrorKind::Type, message));
        let sides = [self.image_width, self.image_height].into_iter().flatten();
        if sides.into_iter().any(|side| side == 0 || side > MAX_SIDE) {
            return invalid("The width and the height of a photo must be from 1 to 16384.");
        }
        if self
            .quality
            .is_some_and(|quality| !(0.0..=1.0).contains(&quality))
        {
            return invalid("The quality of a photo must be from 0 to 1.");
        }
        if matches!(self.format, Some(ImageFormat::Other(_))) {
            return invalid("The format of a photo must be PNG, JPEG or WebP.");
        }
        Ok(())
    }

    pub(super) fn size(&self) -> RequestedSize {
        (self.image_width, self.image_height)
    }

    /// Returns whether a setting depends on the capabilities of the camera.
    pub(super) fn uses_capabilities(&self) -> bool {
        self.size() != (None, None) || self.fill_light_mode.is_some() || self.red_eye_reduction.is_some()
    }

    /// Returns the settings that the camera supports. A size is the nearest in its range.
    ///
    /// # Errors
    /// `Unsupported` for a flash that the camera lacks. A photo without it would be dark.
    pub(super) fn for_device(&self, capabilities: &PhotoCapabilities) -> Result<DeviceSettings, MediaError> {
        let modes = &capabilities.fill_light_mode;
        let fill_light_mode = self.fill_light_mode.clone().filter(|mode| modes.contains(mode));
        if fill_light_mode.is_none() && self.fill_light_mode == Some(FillLightMode::Flash) {
            return Err(MediaError::unsupported(
                "The camera has no flash, or the browser cannot use it. Detect it with photo_capabilities().",
            ));
        }
        let is_controllable = capabilities.red_eye_reduction == Some(RedEyeReduction::Controllable);
        Ok(DeviceSettings {
            width: nearest(self.image_width, capabilities.image_width),
            height: nearest(self.image_height, capabilities.image_height),
            fill_light_mode,
            red_eye_reduction: self.red_eye_reduction.filter(|_| is_controllable),
        })
    }

    /// Returns the format to encode the photo of a camera in, or `None` if its file is used as it is.
    pub(super) fn new_format(&self, file: &ImageFormat, is_resized: bool) -> Option<ImageFormat> {
        let format = self.format.as_ref().unwrap_or(file);
        let is_encoded = format != file
            || is_resized
            || self.mirrored
            || (self.quality.is_some() && *format != ImageFormat::Png);
        is_encoded.then(|| match format {
            // A format that browsers decode, but do not encode.
            ImageFormat::Other(_) => ImageFormat::Jpeg,
            format => format.clone(),
        })
    }
}

/// Returns the nearest value of a range that has two bounds. `None` if it has not.
fn nearest(side: Option<u32>, range: Option<DoubleRange>) -> Option<f64> {
    let range = range?;
    Some(f64::from(side?).max(range.min?).min(range.max?))
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    fn is_valid(settings: PhotoSettings) -> bool {
        match settings.validate() {
            Ok(()) => true,
            Err(error) => {
                assert_eq!(error.kind(), MediaErrorKind::Type);
                false
            }
        }
    }

    #[test]
    fn invalid_settings_are_rejected() {
        let settings = PhotoSettings::new;
        assert!(is_valid(settings()));
        assert!(is_valid(
            settings().image_width(1).image_height(MAX_SIDE).quality(0.0)
        ));
        assert!(is_valid(settings().quality(1.0).format(ImageFormat::Webp)));
        for invalid in [
            settings().image_width(0),
            settings().image_height(0),
            settings().image_width(MAX_SIDE + 1),
            settings().image_height(u32::MAX),
            settings().quality(-0.01),
            settings().quality(1.01),
            settings().quality(f64::NAN),
            settings().format("image/bmp".into()),
        ] {
            assert!(!is_valid(invalid.clone()), "{invalid:?}");
        }
    }

    fn capabilities() -> PhotoCapabilities {
        let range = |min, max| {
            Some(DoubleRange {
                min: Some(min),
                max: Some(max),
                step: None,
            })
        };
        PhotoCapabilities {
            red_eye_reduction: Some(RedEyeReduction::Controllable),
            image_width: range(320.0, 4000.0),
            image_height: range(240.0, 3000.0),
            fill_light_mode: vec![FillLightMode::Off, FillLightMode::Flash],
        }
    }

    #[test]
    fn a_camera_receives_only_what_it_supports() {
        let settings = PhotoSettings::new()
            .image_width(5000)
            .image_height(100)
            .fill_light_mode(FillLightMode::Flash)
            .red_eye_reduction(true);
        let expected = DeviceSettings {
            width: Some(4000.0),
            height: Some(240.0),
            fill_light_mode: Some(FillLightMode::Flash),
            red_eye_reduction: Some(true),
        };
        assert_eq!(settings.for_device(&capabilities()), Ok(expected));

        let settings = settings.fill_light_mode(FillLightMode::Auto).image_width(640);
        let device = settings.for_device(&capabilities()).unwrap_or_default();
        assert_eq!((device.width, device.fill_light_mode), (Some(640.0), None));
        let device = settings.for_device(&PhotoCapabilities::default());
        assert_eq!(device, Ok(DeviceSettings::default()));
    }

    #[test]
    fn a_missing_flash_is_an_error() {
        let settings = PhotoSettings::new().fill_light_mode(FillLightMode::Flash);
        let error = settings.for_device(&PhotoCapabilities::default()).err();
        assert_eq!(error.map(|error| error.kind()), Some(MediaErrorKind::Unsupported));
    }

    #[test]
    fn capabilities_are_read_for_settings_of_the_camera_only() {
        let settings = PhotoSettings::new;
        for used in [
            settings().image_width(1),
            settings().image_height(1),
            settings().fill_light_mode(FillLightMode::Off),
            settings().red_eye_reduction(false),
        ] {
            assert!(used.uses_capabilities(), "{used:?}");
        }
        let other = settings().format(ImageFormat::Png).quality(0.5).mirrored(true);
        assert!(!other.uses_capabilities());
    }

    #[test]
    fn a_file_is_encoded_again_only_for_a_difference() {
        let jpeg = &ImageFormat::Jpeg;
        let settings = PhotoSettings::new;
        assert_eq!(settings().new_format(jpeg, false), None);
        assert_eq!(settings().format(ImageFormat::Jpeg).new_format(jpeg, false), None);
        assert_eq!(settings().quality(0.5).new_format(&ImageFormat::Png, false), None);
        assert_eq!(settings().new_format(&"image/avif".into(), false), None);
        for (changed, is_resized) in [
            (settings(), true),
            (settings().mirrored(true), false),
            (settings().quality(0.5), false),
        ] {
            assert_eq!(changed.new_format(jpeg, is_resized), Some(ImageFormat::Jpeg));
            assert_eq!(
                changed.new_format(&"image/avif".into(), is_resized),
                Some(ImageFormat::Jpeg)
            );
        }
        let webp = settings().format(ImageFormat::Webp);
        assert_eq!(webp.new_format(jpeg, false), Some(ImageFormat::Webp));
    }
}
