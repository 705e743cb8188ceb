//! Recording: the typed [`MediaRecorder`] of the spec.
//!
//! [Spec](https://www.w3.org/TR/mediastream-recording/) ·
//! [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream_Recording_API)

mod blob_event;
// The recorder that uses these modules follows.
#[allow(dead_code)]
mod machine;
mod media_recorder;
mod options;
#[allow(dead_code)]
mod recording_type;
#[allow(dead_code, unused_imports)]
mod webm;

pub use blob_event::BlobEvent;
pub use media_recorder::MediaRecorder;
pub use options::{BitrateMode, MediaRecorderOptions, RecordingState};
