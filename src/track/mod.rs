//! Tracks: the spec's `MediaStreamTrack`, the owned `LocalMediaStreamTrack`, constraints, statistics and transfer.

mod apply_constraints;
mod capabilities;
mod content_hint;
mod kind;
mod local;
mod media_stream_track;
mod state;
mod stats;
mod transfer;

pub use apply_constraints::{AppliedConstraints, ApplyConstraints};
pub use content_hint::ContentHint;
pub use kind::MediaStreamTrackKind;
pub use local::{CloneWouldNotOwnTheTracks, LocalMediaStreamTrack};
pub use media_stream_track::MediaStreamTrack;
pub use state::MediaStreamTrackState;
pub use stats::{MediaStreamTrackAudioStats, MediaStreamTrackStats, MediaStreamTrackVideoStats};
