//! `MediaFrames`: the frames of a component, as the hooks of a framework return them.

use super::{FramesSnapshot, SnapshotAccess};
use crate::error::MediaError;

/// The reading of the frames of a capture, as the hooks of the framework crates return it.
///
/// This is a handle: clones of it are the same reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaFrames<A> {
    access: A,
}

impl<A: SnapshotAccess<Snapshot = FramesSnapshot>> MediaFrames<A> {
    /// Creates the handle from the access of a framework.
    pub fn new(access: A) -> Self {
        MediaFrames { access }
    }

    /// Returns whether the video track of the capture is live and its frames are read.
    pub fn is_reading(&self) -> bool {
        self.access.with_snapshot(|snapshot| snapshot.is_reading)
    }

    /// Returns the error that ended the reading of the latest track: those of
    /// [`MediaStreamTrack::frames`](crate::MediaStreamTrack::frames) and
    /// [`VideoFrame::copy_to`](crate::frames::VideoFrame::copy_to).
    pub fn error(&self) -> Option<MediaError> {
        self.access.with_snapshot(|snapshot| snapshot.error.clone())
    }
}
