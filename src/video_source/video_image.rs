//! `VideoImage`: a picture for a source.

use web_sys::HtmlCanvasElement;

use crate::frames::VideoFrame;

/// A picture that [`VideoSource::push`](super::VideoSource::push) delivers.
#[derive(Debug)]
#[non_exhaustive]
pub enum VideoImage<'a> {
    /// Pixels: rows from top to bottom, 4 bytes a pixel (red, green, blue, alpha), without gaps.
    Rgba(&'a [u8]),
    /// The current picture of a canvas.
    Canvas(&'a HtmlCanvasElement),
    /// A frame, which the source closes.
    Frame(VideoFrame),
}

impl<'a> From<&'a [u8]> for VideoImage<'a> {
    fn from(pixels: &'a [u8]) -> Self {
        VideoImage::Rgba(pixels)
    }
}

impl<'a> From<&'a Vec<u8>> for VideoImage<'a> {
    fn from(pixels: &'a Vec<u8>) -> Self {
        VideoImage::Rgba(pixels)
    }
}

impl<'a> From<&'a HtmlCanvasElement> for VideoImage<'a> {
    fn from(canvas: &'a HtmlCanvasElement) -> Self {
        VideoImage::Canvas(canvas)
    }
}

impl From<VideoFrame> for VideoImage<'_> {
    fn from(frame: VideoFrame) -> Self {
        VideoImage::Frame(frame)
    }
}
