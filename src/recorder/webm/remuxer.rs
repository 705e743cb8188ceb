//! `Remuxer`: the output of recorders in, one file out.

use std::time::Duration;

use super::error::WebmError;
use super::finish::{Finish, Patch};

/// Copies the output of one recorder after the other into one file.
///
/// The memory does not grow with the file.
pub(crate) struct Remuxer(());

impl Remuxer {
    /// Creates a remuxer that expects the output of the first recorder.
    pub(crate) fn new() -> Self {
        Self(())
    }

    /// Expects the output of another recorder, which started this long after the first.
    ///
    /// Apply the returned patch to the file at once. It hides an incomplete block at the end of the previous output.
    pub(crate) fn begin_segment(&mut self, _offset: Duration) -> Option<Patch> {
        None
    }

    /// Reads bytes of the current recorder, split anywhere, and appends those of the file to `out`.
    ///
    /// # Errors
    /// If the bytes are not WebM, or the tracks differ from those of the first segment. Nothing of a segment with other
    /// tracks is written. Further bytes fail with the same error until [`begin_segment`](Self::begin_segment).
    /// [`finish`](Self::finish) completes the file up to there.
    pub(crate) fn push(&mut self, _bytes: &[u8], _out: &mut Vec<u8>) -> Result<(), WebmError> {
        Err(WebmError::Malformed)
    }

    /// Returns the end of the last complete block.
    pub(crate) fn duration(&self) -> Duration {
        Duration::ZERO
    }

    /// Returns the changes that complete the file.
    ///
    /// # Errors
    /// [`Empty`](WebmError::Empty) if no complete block was written.
    pub(crate) fn finish(&mut self) -> Result<Finish, WebmError> {
        Err(WebmError::Empty)
    }
}
