//! Video tracks made from Rust: a [`VideoSource`] delivers pixels, canvases and frames as a track,
//! [`MediaStreamTrack::process`](crate::MediaStreamTrack::process) changes the pictures of another track.
//! [`capture_canvas`] and [`capture_element`] are the spec's `captureStream`.
//!
//! [Spec](https://w3c.github.io/mediacapture-transform/#video-track-generator) ·
//! [spec of `captureStream`](https://w3c.github.io/mediacapture-fromelement/) ·
//! [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoTrackGenerator)

mod canvas_capture;
mod canvas_output;
mod capture_element;
mod generator_output;
mod process;
mod rate_limit;
mod video_image;
#[allow(clippy::module_inception)]
mod video_source;

pub use canvas_capture::{CanvasCaptureMediaStreamTrack, capture_canvas};
pub use capture_element::capture_element;
pub use process::ProcessedTrack;
pub use video_image::VideoImage;
pub use video_source::VideoSource;
