//! `WebmError`: the reason why bytes are no part of the file.

/// The reason why bytes are no part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WebmError {
    /// The bytes are not WebM or Matroska, or damaged.
    Malformed,
    /// The tracks are not those of a recorder: at most one audio and one video track.
    UnsupportedTracks,
    /// The segment has a track that the first segment lacks.
    AddedTrack,
    /// A track has another codec than in the first segment, or a configuration that players read from the header only.
    ChangedCodec,
    /// No complete block was received.
    Empty,
    /// The file to recover was not written by [`Remuxer`](super::Remuxer).
    ForeignFile,
}
