//! `MemorySink`: a recording as a blob.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::Blob;

use super::{RecordingSink, SinkFuture};
use crate::error::MediaError;
use crate::sys;

/// A recording as a [`Blob`]. The default sink.
///
/// The browser owns the data: it does not occupy the memory of wasm, and browsers move large blobs to disk.
#[derive(Debug, Default)]
pub struct MemorySink {
    parts: Array,
    size: f64,
    /// The bytes to replace, with their offsets.
    patches: Vec<(f64, Uint8Array)>,
}

impl MemorySink {
    /// Creates a sink without data.
    pub fn new() -> Self {
        MemorySink::default()
    }

    /// Creates the blob. A patch divides its data, which the browser does not copy.
    fn blob(&self, mime_type: &str) -> Result<Blob, MediaError> {
        let mut blob = sys::new_blob(&self.parts, mime_type)?;
        for (offset, bytes) in &self.patches {
            let end = offset + f64::from(bytes.length());
            let before = sys::slice_blob(&blob, 0.0, *offset)?;
            let after = sys::slice_blob(&blob, end, self.size)?;
            let parts = sys::array(&[&before, bytes, &after]);
            blob = sys::new_blob(&parts, mime_type)?;
        }
        Ok(blob)
    }
}

impl RecordingSink for MemorySink {
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()> {
        self.size += data.size();
        self.parts.push(data.unchecked_ref());
        Box::pin(async { Ok(()) })
    }

    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        // Exact: a file has fewer than 2^53 bytes.
        self.patches
            .push((offset as f64, Uint8Array::from(bytes.as_slice())));
        Box::pin(async { Ok(()) })
    }

    fn finish(&mut self, mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        Box::pin(async move { self.blob(&mime_type).map(Some) })
    }
}
