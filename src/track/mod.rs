//! Tracks: the spec's `MediaStreamTrack`, the owned `LocalMediaStreamTrack`, constraints, statistics and transfer.

mod local;
mod media_stream_track;
mod stats;
mod transfer;

pub use local::LocalMediaStreamTrack;
pub use media_stream_track::{
    AppliedConstraints, ContentHint, MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState,
};
pub use stats::{MediaStreamTrackAudioStats, MediaStreamTrackStats, MediaStreamTrackVideoStats};
