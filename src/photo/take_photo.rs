//! `take_photo` and `Photo`.

use std::fmt;

use web_sys::Blob;

use super::bitmap::Bitmap;
use super::canvas::Canvas;
use super::capabilities::{FillLightMode, PhotoCapabilities};
use super::frame::{current_frame, until_unmuted};
use super::future::PhotoFuture;
use super::image_capture;
use super::photo_settings::{DeviceSettings, ImageFormat, PhotoSettings};
use super::placement::Placement;
use super::read_capabilities::capabilities;
use crate::capture::Capture;
use crate::error::{MediaError, MediaErrorKind};
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// A photo, as [`take_photo`](crate::MediaStreamTrack::take_photo) returns it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Photo {
    /// The file. Its `type` is the format.
    pub blob: Blob,
    /// The width in pixels, after rotation by the file's orientation.
    pub width: u32,
    /// The height in pixels, after rotation by the file's orientation.
    pub height: u32,
}

impl Photo {
    /// Returns the format of the file. It differs from the requested one if the browser cannot encode that.
    pub fn format(&self) -> ImageFormat {
        self.blob.type_().as_str().into()
    }
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Photo")
            .field("format", &self.format())
            .field("bytes", &self.blob.size())
            .field("width", &self.width)
            .field("height", &self.height)
            .finish()
    }
}

/// Photos.
impl MediaStreamTrack {
    /// Takes a photo.
    ///
    /// ```no_run
    /// use local_media_stream::photo::{ImageFormat, PhotoSettings};
    ///
    /// # async fn example(track: &local_media_stream::MediaStreamTrack) -> Result<(), local_media_stream::MediaError> {
    /// let settings = PhotoSettings::new().image_width(1280).format(ImageFormat::Jpeg).quality(0.8);
    /// let photo = track.take_photo(&settings).await?;
    /// assert_eq!(photo.width, 1280);
    /// # Ok(()) }
    /// ```
    ///
    /// The camera takes it by `ImageCapture` where the browser has it (Chromium, Safari 18.4), with the full resolution of
    /// the sensor and with flash. Elsewhere, and for tracks without a camera, the photo is the current frame of the track. In
    /// both cases it has the requested size, format and mirroring. Torch and zoom are
    /// [constraints](crate::MediaTrackConstraints) of the track.
    ///
    /// A camera may interrupt its frames during a photo, and deliver them with another size or rate afterwards. The
    /// constraints of the track are then applied again, or those that you have applied meanwhile. Await the photo before
    /// you apply constraints: if the photo ends while they are being applied, the earlier ones may replace them.
    ///
    /// # Errors
    /// - [`Type`](crate::MediaErrorKind::Type): invalid settings, or an audio track. Nothing was started.
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): the track has ended, also meanwhile, or is disabled.
    /// - [`Timeout`](crate::MediaErrorKind::Timeout): the track has delivered no picture within the
    ///   [timeout](PhotoFuture::timeout): it is muted or has not started.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): a flash that the camera lacks, the code does not run on a page,
    ///   or the browser has no `OffscreenCanvas` to encode the photo with (Firefox before 105, Safari before 16.4).
    /// - [`NotReadable`](crate::MediaErrorKind::NotReadable): the browser has no memory for a photo of this size.
    /// - With a flash, also the error of the browser if the camera fails. Without it, the photo is then a frame.
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#dom-imagecapture-takephoto) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/takePhoto)
    pub fn take_photo(&self, settings: &PhotoSettings) -> PhotoFuture<Photo> {
        let (track, settings) = (self.clone(), settings.clone());
        PhotoFuture::new(
            self,
            settings.validate(),
            async move { take(&track, &settings).await },
        )
    }
}

/// Photos.
impl Capture {
    /// Takes a photo of the live video track, like [`MediaStreamTrack::take_photo`].
    ///
    /// # Errors
    /// Those of [`MediaStreamTrack::take_photo`], and [`InvalidState`](MediaErrorKind::InvalidState) if no video track is live.
    pub fn take_photo(&self, settings: &PhotoSettings) -> PhotoFuture<Photo> {
        match self.track(MediaStreamTrackKind::Video) {
            Some(track) => track.take_photo(settings),
            None => PhotoFuture::failed(MediaError::new(
                MediaErrorKind::InvalidState,
                "No camera is live. Start the capture first.",
            )),
        }
    }
}

async fn take(track: &MediaStreamTrack, settings: &PhotoSettings) -> Result<Photo, MediaError> {
    until_unmuted(track).await;
    let capabilities = if settings.uses_capabilities() {
        capabilities(track).await
    } else {
        PhotoCapabilities::default()
    };
    let device_settings = settings.for_device(&capabilities)?;
    match take_by_camera(track, &device_settings).await {
        Ok((blob, bitmap)) => {
            let size = bitmap.size();
            let placement = Placement::fit(size, settings.size());
            let is_resized = size != (placement.width, placement.height);
            match settings.new_format(&blob.type_().as_str().into(), is_resized) {
                Some(format) => encode(&bitmap, placement, settings, &format).await,
                None => Ok(Photo {
                    blob,
                    width: size.0,
                    height: size.1,
                }),
            }
        }
        // A frame would be dark.
        Err(error) if settings.fill_light_mode == Some(FillLightMode::Flash) => Err(error),
        Err(_) => {
            let bitmap = current_frame(track).await?;
            let placement = Placement::fit(bitmap.size(), settings.size());
            let format = settings.format.as_ref().unwrap_or(&ImageFormat::Jpeg);
            encode(&bitmap, placement, settings, format).await
        }
    }
}

/// Takes a photo with the camera, and decodes it.
async fn take_by_camera(
    track: &MediaStreamTrack,
    settings: &DeviceSettings,
) -> Result<(Blob, Bitmap), MediaError> {
    let blob = image_capture::take_photo(track, settings).await?;
    let bitmap = Bitmap::create(&blob).await?;
    Ok((blob, bitmap))
}

async fn encode(
    bitmap: &Bitmap,
    placement: Placement,
    settings: &PhotoSettings,
    format: &ImageFormat,
) -> Result<Photo, MediaError> {
    let canvas = Canvas::draw(bitmap, placement, settings.mirrored)?;
    Ok(Photo {
        blob: canvas.encode(format, settings.quality).await?,
        width: placement.width,
        height: placement.height,
    })
}
