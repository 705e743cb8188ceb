//! `Recovery`: completes a file that was never finished.

use super::error::WebmError;
use super::finish::Finish;

/// Reads a file that [`Remuxer`](super::Remuxer) wrote and never finished, such as after a crash of the page.
pub(crate) struct Recovery(());

/// The changes that make an interrupted file complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recovered {
    /// The number of bytes to keep. Truncate the file to this length before appending [`Finish::tail`].
    pub(crate) length: u64,
    pub(crate) finish: Finish,
}

impl Recovery {
    pub(crate) fn new() -> Self {
        Self(())
    }

    /// Reads the next bytes of the file.
    ///
    /// # Errors
    /// If the file was not written by [`Remuxer`](super::Remuxer). Damage after the first block is no error: the file
    /// ends there.
    pub(crate) fn push(&mut self, _bytes: &[u8]) -> Result<(), WebmError> {
        Err(WebmError::ForeignFile)
    }

    /// Returns the changes that complete the file.
    ///
    /// # Errors
    /// [`Empty`](WebmError::Empty) if the file has no complete block.
    pub(crate) fn finish(self) -> Result<Recovered, WebmError> {
        Err(WebmError::Empty)
    }
}
