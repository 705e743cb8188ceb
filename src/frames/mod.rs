//! Frames of video tracks in Rust: owned [`VideoFrame`]s.
//!
//! [Spec](https://www.w3.org/TR/webcodecs/#videoframe-interface) ·
//! [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame)

mod color_space;
mod pixel_format;
mod video_frame;

pub use color_space::{
    VideoColorPrimaries, VideoColorSpace, VideoMatrixCoefficients, VideoTransferCharacteristics,
};
pub use pixel_format::VideoPixelFormat;
pub use video_frame::{Rect, VideoFrame};
