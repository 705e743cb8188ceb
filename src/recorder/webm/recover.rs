//! `Recovery`: completes a file that was never finished.

use super::error::WebmError;
use super::finish::Finish;
use super::reader::{Item, Reader};
use super::writer::Writer;

/// Reads a file that [`Remuxer`](super::Remuxer) wrote and never finished, such as after a crash of the page.
///
/// The remuxer would not change such a file, so its changes at the end apply to the file itself.
pub(crate) struct Recovery {
    reader: Reader,
    writer: Writer,
    /// The number of bytes up to the end of the last complete block.
    length: u64,
    is_damaged: bool,
}

/// The changes that make an interrupted file complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recovered {
    /// The number of bytes to keep. Truncate the file to this length before appending [`Finish::tail`].
    pub(crate) length: u64,
    /// The MIME type, without codecs.
    pub(crate) mime_type: &'static str,
    pub(crate) finish: Finish,
}

impl Recovery {
    pub(crate) fn new() -> Self {
        Self {
            reader: Reader::new(),
            writer: Writer::default(),
            length: 0,
            is_damaged: false,
        }
    }

    /// Reads the next bytes of the file.
    ///
    /// # Errors
    /// If the file was not written by [`Remuxer`](super::Remuxer). Damage after the first block is no error: the file
    /// ends there.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), WebmError> {
        if self.is_damaged {
            return Ok(());
        }
        self.read(bytes).or_else(|error| {
            self.is_damaged = true;
            if self.length == 0 { Err(error) } else { Ok(()) }
        })
    }

    fn read(&mut self, mut bytes: &[u8]) -> Result<(), WebmError> {
        let mut copy = Vec::new();
        while let Some(item) = self.reader.next(&mut bytes)? {
            let (is_cluster, is_end) = (matches!(item, Item::Cluster), matches!(item, Item::BlockEnd(_)));
            self.writer.write(item, &mut copy)?;
            copy.clear();
            if is_cluster {
                if self.length == 0 && self.writer.length() != self.reader.element() {
                    return Err(WebmError::ForeignFile);
                }
                // The file may contain hidden blocks, which are not copied.
                self.writer.seek(self.reader.element());
            }
            if is_end {
                self.length = self.reader.position();
            }
        }
        Ok(())
    }

    /// Returns the changes that complete the file.
    ///
    /// # Errors
    /// [`Empty`](WebmError::Empty) if the file has no complete block.
    pub(crate) fn finish(mut self) -> Result<Recovered, WebmError> {
        self.writer.seek(self.length);
        let finish = self.writer.finish()?;
        Ok(Recovered {
            length: self.length,
            mime_type: self.writer.mime_type(),
            finish,
        })
    }
}
