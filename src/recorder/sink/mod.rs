//! `RecordingSink`: the destination of a recording.

mod file_stream;
mod memory;
mod opfs;
mod recording_lock;

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::error::MediaError;
use crate::sys;
pub use file_stream::FileStreamSink;
pub use memory::MemorySink;
pub use opfs::OpfsSink;

/// The future of a call of a [`RecordingSink`].
pub type SinkFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, MediaError>> + 'a>>;

/// The destination of a recording.
///
/// The calls are made one after the other: each waits for the previous future. While a sink is slow, the browser keeps
/// the data. The first error ends the recording, and nothing is written after it: a WebM file has neither duration nor
/// index then. [`finish`](Self::finish) is called in any case. [`Recorder::stop`](super::Recorder::stop) waits for all
/// calls.
pub trait RecordingSink {
    /// Appends data to the file. It is never empty.
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()>;

    /// Replaces bytes at an offset. They were written before.
    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()>;

    /// Completes the file of this MIME type. Returns it if it is available as a blob.
    fn finish(&mut self, mime_type: String) -> SinkFuture<'_, Option<Blob>>;
}

/// Creates the argument of `FileSystemWritableFileStream.write` for data at a position, in bytes.
fn write_at(position: f64, data: &JsValue) -> sys::Object {
    let parameters = sys::Object::new();
    parameters.set_string("type", "write");
    parameters.set("position", &position.into());
    parameters.set("data", data);
    parameters
}
