//! Streams: the spec's `MediaStream`, the owned `LocalMediaStream`, a pending request, and the attachment to an element.

mod attachment;
mod local;
mod media_stream;
mod pending;
mod streamed_video;
mod track_event;

pub use attachment::Attachment;
pub use local::LocalMediaStream;
pub use media_stream::MediaStream;
pub use pending::PendingMediaStream;
pub use streamed_video::stop_streamed_video;
pub use track_event::MediaStreamTrackEvent;
