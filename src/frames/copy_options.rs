//! `CopyOptions` and `Pixels`: what a copy of a frame should be, and what it is.

use std::fmt;

use super::layout::{FrameLayout, PlaneLayout};
use super::pixel_format::VideoPixelFormat;
use super::video_frame::Rect;

/// The options of [`VideoFrame::copy_to`](super::VideoFrame::copy_to).
///
/// [Spec](https://www.w3.org/TR/webcodecs/#dictdef-videoframecopytooptions) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/copyTo#options)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyOptions {
    /// The format of the copy. The default is the format of the frame, or RGBA if that is unknown.
    ///
    /// I420 and NV12 of a frame in RGB are BT.709 with limited range.
    pub format: Option<VideoPixelFormat>,
    /// The part of the frame to copy. The default is its visible part.
    pub rect: Option<Rect>,
    /// The place of each plane in the buffer. By default, rows and planes follow each other without gaps.
    pub planes: Option<Vec<PlaneLayout>>,
}

impl CopyOptions {
    /// Creates options for the visible part in the format of the frame, without gaps.
    pub fn new() -> Self {
        CopyOptions::default()
    }

    /// Creates options for RGBA, the format of `ImageData` and of most image crates.
    pub fn rgba() -> Self {
        CopyOptions::new().format(VideoPixelFormat::Rgba)
    }

    /// Sets the format of the copy: RGBA, RGBX, BGRA, BGRX, I420, NV12, or that of the frame.
    #[must_use]
    pub fn format(mut self, format: VideoPixelFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Sets the part of the frame to copy. `x` and `y` must be even if the frame has half as many color samples (I420,
    /// NV12).
    #[must_use]
    pub fn rect(mut self, rect: Rect) -> Self {
        self.rect = Some(rect);
        self
    }

    /// Sets the place of each plane in the buffer.
    #[must_use]
    pub fn planes(mut self, planes: impl Into<Vec<PlaneLayout>>) -> Self {
        self.planes = Some(planes.into());
        self
    }
}

/// The pixels of a frame in wasm memory, as [`VideoFrame::copy_to`](super::VideoFrame::copy_to) returns them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pixels {
    /// The buffer that was passed, with the length of the layout. Pass it again to reuse its memory.
    pub data: Vec<u8>,
    /// Where the pixels lie in the buffer.
    pub layout: FrameLayout,
    /// The [timestamp](super::VideoFrame::timestamp) of the frame, in microseconds.
    pub timestamp: i64,
}

impl Pixels {
    /// Returns a row of a plane. Empty if there is no such row.
    pub fn row(&self, plane: usize, row: usize) -> &[u8] {
        self.data.get(self.layout.row(plane, row)).unwrap_or_default()
    }
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pixels")
            .field("bytes", &self.data.len())
            .field("layout", &self.layout)
            .field("timestamp", &self.timestamp)
            .finish()
    }
}
