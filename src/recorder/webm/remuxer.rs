//! `Remuxer`: the output of recorders in, one file out.

use std::time::Duration;

use super::error::WebmError;
use super::finish::{Finish, Patch};
use super::reader::Reader;
use super::writer::Writer;

/// Copies the output of one recorder after the other into one file.
///
/// The memory does not grow with the file.
pub(crate) struct Remuxer {
    reader: Reader,
    writer: Writer,
    error: Option<WebmError>,
}

impl Remuxer {
    /// Creates a remuxer that expects the output of the first recorder.
    pub(crate) fn new() -> Self {
        Self {
            reader: Reader::new(),
            writer: Writer::default(),
            error: None,
        }
    }

    /// Expects the output of another recorder, which started this long after the first.
    ///
    /// Apply the returned patch to the file at once. It hides an incomplete block at the end of the previous output.
    pub(crate) fn begin_segment(&mut self, offset: Duration) -> Option<Patch> {
        self.reader = Reader::new();
        self.error = None;
        self.writer.begin_segment(offset)
    }

    /// Reads bytes of the current recorder, split anywhere, and appends those of the file to `out`.
    ///
    /// # Errors
    /// If the bytes are not WebM, or the tracks differ from those of the first recorder. Nothing of a recorder with other
    /// tracks is written. Further bytes fail with the same error until [`begin_segment`](Self::begin_segment).
    /// [`finish`](Self::finish) completes the file up to there.
    pub(crate) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), WebmError> {
        let result = match self.error {
            Some(error) => Err(error),
            None => self.copy(bytes, out),
        };
        self.error = result.err();
        result
    }

    fn copy(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), WebmError> {
        while let Some(item) = self.reader.next(&mut bytes)? {
            self.writer.write(item, out)?;
        }
        Ok(())
    }

    /// Returns the time of the latest complete block. The file has no shorter duration.
    pub(crate) fn latest(&self) -> Duration {
        self.writer.latest()
    }

    /// Returns the changes that complete the file.
    ///
    /// # Errors
    /// [`Empty`](WebmError::Empty) if no complete block was written.
    pub(crate) fn finish(&mut self) -> Result<Finish, WebmError> {
        self.writer.finish()
    }
}
