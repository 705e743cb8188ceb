//! `Finish` and `Patch`: what completes a file.

use std::time::Duration;

/// Bytes that replace those at an offset of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Patch {
    /// The number of bytes of the file before these.
    pub(crate) offset: u64,
    pub(crate) bytes: Vec<u8>,
}

/// The changes that make a file complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finish {
    /// The index (Cues), to append to the file. Empty if there is nothing to seek to.
    pub(crate) tail: Vec<u8>,
    /// Changes within the file: one for size, duration and the position of the index, and one to hide an incomplete block.
    pub(crate) patches: Vec<Patch>,
    /// The end of the last block.
    pub(crate) duration: Duration,
}
