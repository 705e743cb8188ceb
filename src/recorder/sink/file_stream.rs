//! `FileStreamSink`: a recording in a file that the user has selected.

use wasm_bindgen::JsValue;
use web_sys::{Blob, FileSystemWritableFileStream};

use super::{RecordingSink, SinkFuture, write_at};
use crate::error::MediaError;
use crate::promise::into_future;
use crate::sys;

/// A recording in a file that the user has selected, such as with `showSaveFilePicker` (Chromium).
///
/// Browsers write to a temporary file, and replace the selected one at the end: the data of a page that crashes is lost,
/// and that of a stream that fails, such as on a full disk.
/// An [`OpfsSink`](super::OpfsSink) keeps it.
///
/// [Spec](https://fs.spec.whatwg.org/#api-filesystemwritablefilestream) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/FileSystemWritableFileStream)
#[derive(Debug)]
pub struct FileStreamSink {
    stream: FileSystemWritableFileStream,
    size: f64,
}

impl FileStreamSink {
    /// Creates a sink that writes from the begin of the file, and closes it at the end.
    pub fn new(stream: FileSystemWritableFileStream) -> Self {
        FileStreamSink { stream, size: 0.0 }
    }

    async fn write_at(&self, position: f64, data: &JsValue) -> Result<(), MediaError> {
        let parameters = write_at(position, data);
        into_future(sys::call_method(&self.stream, "write", &[&parameters]))?.await?;
        Ok(())
    }
}

impl RecordingSink for FileStreamSink {
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()> {
        Box::pin(async move {
            self.write_at(self.size, &data).await?;
            self.size += data.size();
            Ok(())
        })
    }

    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        // Exact: a file has fewer than 2^53 bytes.
        Box::pin(async move {
            let bytes = js_sys::Uint8Array::from(bytes.as_slice());
            self.write_at(offset as f64, &bytes).await
        })
    }

    fn finish(&mut self, _mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        Box::pin(async move {
            into_future(sys::call_method(&self.stream, "close", &[]))?.await?;
            Ok(None)
        })
    }
}
