//! Still photos of video tracks: [`take_photo`](crate::MediaStreamTrack::take_photo) by the camera itself where the browser
//! has `ImageCapture`, and from a video frame elsewhere. [`grab_frame`](crate::MediaStreamTrack::grab_frame) returns pixels.
//!
//! [Spec](https://www.w3.org/TR/image-capture/) ·
//! [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream_Image_Capture_API)

mod bitmap;
mod canvas;
mod capabilities;
mod frame;
mod future;
mod grabbed_frame;
mod image_capture;
mod photo_settings;
mod placement;
mod read_capabilities;
mod take_photo;

pub use capabilities::{FillLightMode, PhotoCapabilities, RedEyeReduction};
pub use future::PhotoFuture;
pub use grabbed_frame::GrabbedFrame;
pub use photo_settings::{ImageFormat, PhotoSettings};
pub use take_photo::Photo;
