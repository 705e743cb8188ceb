//! Frames of video tracks in Rust: owned [`VideoFrame`]s, whose pixels are copied straight into wasm memory.
//!
//! [Spec](https://www.w3.org/TR/webcodecs/#videoframe-interface) ·
//! [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame)

mod browser_copy;
mod color_space;
mod convert;
mod copy;
mod copy_options;
mod delivery;
mod frame_clock;
mod layout;
mod options;
mod pixel_format;
mod pixel_reader;
mod probe;
mod processor;
mod promise_listener;
mod queue;
mod route;
mod stream;
mod video_element;
mod video_frame;

pub use color_space::{
    VideoColorPrimaries, VideoColorSpace, VideoMatrixCoefficients, VideoTransferCharacteristics,
};
pub use copy_options::{CopyOptions, Pixels};
pub use layout::{FrameLayout, PlaneLayout};
pub use options::{FrameMeans, FrameOptions};
pub use pixel_format::VideoPixelFormat;
pub(crate) use pixel_reader::PixelReader;
pub use stream::FrameStream;
pub use video_frame::{Rect, VideoFrame};
