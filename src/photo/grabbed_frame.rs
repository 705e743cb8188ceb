//! `GrabbedFrame`: one frame of a track.

use std::fmt;

use web_sys::ImageBitmap;

use super::bitmap::Bitmap;
use super::canvas::Canvas;
use super::frame::current_frame;
use super::future::PhotoFuture;
use super::placement::Placement;
use crate::error::MediaError;
use crate::track::MediaStreamTrack;

/// A frame of a video track.
///
/// # Drop behavior
/// Dropping it frees its pixels. [`into_image_bitmap`](Self::into_image_bitmap) releases them to the page instead.
pub struct GrabbedFrame {
    bitmap: Bitmap,
}

/// Grabbing frames.
impl MediaStreamTrack {
    /// Returns the current frame, with the size of the track. If the track is muted or has not started, it waits for the first
    /// frame.
    ///
    /// ```no_run
    /// # async fn example(track: &local_media_stream::MediaStreamTrack) -> Result<(), local_media_stream::MediaError> {
    /// let frame = track.grab_frame().await?;
    /// let pixels = frame.rgba()?;
    /// assert_eq!(pixels.len(), (frame.width() * frame.height() * 4) as usize);
    /// # Ok(()) }
    /// ```
    ///
    /// By `ImageCapture.grabFrame` where the browser has it (Chromium, Safari 26), by a `<video>` element elsewhere. It is
    /// meant for single frames.
    ///
    /// # Errors
    /// - [`Type`](crate::MediaErrorKind::Type): an audio track.
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): the track has ended, also meanwhile, or is disabled.
    /// - [`Timeout`](crate::MediaErrorKind::Timeout): no frame within the [timeout](PhotoFuture::timeout). Firefox and Safari
    ///   deliver none to hidden pages.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the code does not run on a page.
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#dom-imagecapture-grabframe) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageCapture/grabFrame)
    pub fn grab_frame(&self) -> PhotoFuture<GrabbedFrame> {
        let track = self.clone();
        PhotoFuture::new(self, Ok(()), async move {
            let bitmap = current_frame(&track).await?;
            Ok(GrabbedFrame { bitmap })
        })
    }
}

impl GrabbedFrame {
    /// Returns the width, in pixels.
    pub fn width(&self) -> u32 {
        self.bitmap.size().0
    }

    /// Returns the height, in pixels.
    pub fn height(&self) -> u32 {
        self.bitmap.size().1
    }

    /// Returns the pixels: rows from top to bottom, 4 bytes a pixel (red, green, blue, alpha), in sRGB.
    ///
    /// # Errors
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser has no `OffscreenCanvas` (Firefox before 105, Safari
    ///   before 16.4).
    /// - [`NotReadable`](crate::MediaErrorKind::NotReadable): the browser has no memory for the pixels.
    pub fn rgba(&self) -> Result<Vec<u8>, MediaError> {
        let placement = Placement::fit(self.bitmap.size(), (None, None));
        Canvas::draw(&self.bitmap, placement, false)?.rgba()
    }

    /// Returns the frame as an object of the browser, for a canvas or a texture. It is closed when this is dropped.
    ///
    /// [Spec](https://html.spec.whatwg.org/multipage/imagebitmap-and-animations.html#imagebitmap) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/ImageBitmap)
    pub fn image_bitmap(&self) -> &ImageBitmap {
        self.bitmap.js()
    }

    /// Returns the frame as an object of the browser, which the page closes.
    pub fn into_image_bitmap(self) -> ImageBitmap {
        self.bitmap.into_js()
    }
}

impl fmt::Debug for GrabbedFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GrabbedFrame")
            .field("width", &self.width())
            .field("height", &self.height())
            .finish()
    }
}
