//! Recording: a [`Recorder`] writes one playable file of a stream or of a [`Capture`](crate::Capture), also while its
//! devices change. Below it is the typed [`MediaRecorder`] of the spec.
//!
//! [Spec](https://www.w3.org/TR/mediastream-recording/) ·
//! [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream_Recording_API)

mod blob_event;
mod future;
mod machine;
mod media_recorder;
mod media_recorder_options;
mod queue;
#[allow(clippy::module_inception)]
mod recorder;
mod recorder_options;
mod recording;
mod recording_type;
mod recovery;
mod session;
mod sink;
mod source;
mod webm;
mod writer;

pub use blob_event::BlobEvent;
pub use future::RecordingFuture;
pub use machine::{Gap, RecorderState};
pub use media_recorder::MediaRecorder;
pub use media_recorder_options::{BitrateMode, MediaRecorderOptions, RecordingState};
pub use recorder::Recorder;
pub use recorder_options::RecorderOptions;
pub use recording::{Chunk, Recording};
pub use recording_type::{AudioCodec, Container, RecordingType, VideoCodec};
pub use sink::{FileStreamSink, MemorySink, OpfsSink, RecordingSink, SinkFuture};
