//! `Recording` and `Chunk`: the results of a recorder.

use std::fmt;
use std::time::Duration;

use web_sys::Blob;

use super::machine::Gap;
use crate::error::MediaError;

/// A complete recording.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Recording {
    /// The file. `None` if the [`RecordingSink`](super::RecordingSink) stores it elsewhere.
    pub blob: Option<Blob>,
    /// The container and the codecs, such as `video/webm;codecs=vp8,opus`.
    pub mime_type: String,
    /// The duration. Of WebM and Matroska it is that of the file, otherwise the time from start to stop without pauses.
    /// After an error of the sink, that of the last written frame.
    pub duration: Duration,
    /// The number of bytes.
    pub size: u64,
    /// The times without a device, in order of their ends. At most one at a time for each kind of track.
    pub gaps: Vec<Gap>,
    /// The error that ended the recording. The file is complete up to there. After an error of the sink, a WebM file has
    /// neither duration nor index.
    pub error: Option<MediaError>,
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("mime_type", &self.mime_type)
            .field("duration", &self.duration)
            .field("size", &self.size)
            .field("gaps", &self.gaps)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// A part of a recording.
///
/// The parts in their order are a file that plays from begin to end. The header of a WebM file is completed at the end
/// of the recording: only the [`Recording`] has a duration and an index that is found.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Chunk {
    /// The data. Never empty.
    pub blob: Blob,
    /// The position of the begin in the recording.
    pub timecode: Duration,
    /// The length. That of the last frame of WebM data is part of the next chunk, or of the index at the end.
    pub duration: Duration,
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunk")
            .field("size", &self.blob.size())
            .field("timecode", &self.timecode)
            .field("duration", &self.duration)
            .finish()
    }
}
