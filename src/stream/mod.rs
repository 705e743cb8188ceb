//! Streams: the spec's `MediaStream`, the owned `LocalMediaStream`, a pending request, and the attachment to an element.

mod attachment;
mod local;
mod media_stream;
mod pending;
mod track_event;

pub use attachment::Attachment;
pub use local::LocalMediaStream;
pub use media_stream::MediaStream;
pub use pending::PendingMediaStream;
pub use track_event::MediaStreamTrackEvent;
