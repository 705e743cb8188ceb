//! The task that writes the file.

use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::queue::{Item, Queue};
use super::recording::Chunk;
use super::sink::RecordingSink;
use super::webm::{Patch, Remuxer, WebmError};
use crate::error::{MediaError, MediaErrorKind};
use crate::promise::into_future;
use crate::sys;

/// The recorder that a file is written for.
pub(super) trait Progress {
    fn mime_type(&self) -> String;
    fn written(&self, chunk: Chunk);
    /// Reports the first error. The rest of the data is discarded.
    fn failed(&self, error: MediaError);
}

/// A complete file.
pub(super) struct File {
    pub(super) blob: Option<Blob>,
    pub(super) duration: Duration,
    pub(super) size: u64,
}

/// Changes of the file.
#[derive(Default)]
struct Output {
    /// The data to append.
    data: Option<Blob>,
    /// The position up to which the data is reported: its end, or in WebM the time of its latest block.
    position: Duration,
    /// The bytes to replace after that.
    patches: Vec<Patch>,
}

pub(super) struct Writer {
    /// `None` for containers whose data is written as the browser delivers it.
    remuxer: Option<Remuxer>,
    sink: Box<dyn RecordingSink>,
    progress: Rc<dyn Progress>,
    size: u64,
    /// The position up to which the written data is reported.
    position: Duration,
    has_failed: bool,
}

impl Writer {
    pub(super) fn new(is_webm: bool, sink: Box<dyn RecordingSink>, progress: Rc<dyn Progress>) -> Self {
        Writer {
            remuxer: is_webm.then(Remuxer::new),
            sink,
            progress,
            size: 0,
            position: Duration::ZERO,
            has_failed: false,
        }
    }

    /// Writes the file.
    pub(super) async fn run(mut self, queue: &Queue) -> Result<File, MediaError> {
        let completed = loop {
            let mut output = Output::default();
            let mut completed = None;
            let mut result = Ok(());
            match queue.next().await {
                Item::Begin { offset, .. } => {
                    let patch = self
                        .remuxer
                        .as_mut()
                        .and_then(|remuxer| remuxer.begin_segment(offset));
                    output.patches.extend(patch);
                }
                Item::Data { blob, position, .. } => {
                    if !self.has_failed {
                        result = self.convert(blob, position, &mut output).await;
                    }
                }
                Item::Finish => completed = Some(self.complete(&mut output)),
            }
            let written = self.write(output).await;
            if written.is_err() {
                // The file ends there: positions in it are no longer those of the remuxer.
                self.remuxer = None;
            }
            self.check(written.and(result));
            if let Some(completed) = completed {
                break completed;
            }
        };
        let blob = self.sink.finish(self.progress.mime_type()).await;
        Ok(File {
            duration: completed?,
            blob: blob?,
            size: self.size,
        })
    }

    /// Reports the first error. The file up to there is complete without the rest of the data.
    fn check(&mut self, result: Result<(), MediaError>) {
        if let Err(error) = result
            && !self.has_failed
        {
            self.has_failed = true;
            self.progress.failed(error);
        }
    }

    /// Converts data of the browser. After an error, the output has the data before.
    async fn convert(
        &mut self,
        data: Blob,
        position: Duration,
        output: &mut Output,
    ) -> Result<(), MediaError> {
        let Some(remuxer) = &mut self.remuxer else {
            output.data = Some(data);
            output.position = position;
            return Ok(());
        };
        let bytes = read_blob(&data).await?;
        let mut file = Vec::with_capacity(bytes.len());
        let result = remuxer.push(&bytes, &mut file);
        output.position = remuxer.latest();
        match self.blob(&file) {
            Ok(blob) => output.data = Some(blob),
            Err(error) => {
                // The remuxer has counted bytes that the file does not have.
                self.remuxer = None;
                return Err(error.into());
            }
        }
        result.map_err(webm_error)
    }

    /// Adds the index and the duration. Returns the duration.
    fn complete(&mut self, output: &mut Output) -> Result<Duration, MediaError> {
        let Some(remuxer) = &mut self.remuxer else {
            return if self.size > 0 {
                Ok(self.position)
            } else {
                Err(webm_error(WebmError::Empty))
            };
        };
        let finish = remuxer.finish().map_err(webm_error)?;
        match self.blob(&finish.tail) {
            Ok(tail) => {
                output.data = Some(tail);
                output.position = finish.duration;
                output.patches = finish.patches;
            }
            Err(error) => self.check(Err(error.into())),
        }
        Ok(finish.duration)
    }

    fn blob(&self, bytes: &[u8]) -> Result<Blob, JsValue> {
        sys::blob_of_bytes(bytes, &self.progress.mime_type())
    }

    async fn write(&mut self, output: Output) -> Result<(), MediaError> {
        if let Some(blob) = output.data.filter(|blob| blob.size() > 0.0) {
            self.sink.write(blob.clone()).await?;
            // Exact: a size is a whole number.
            self.size += blob.size() as u64;
            let timecode = self.position;
            self.position = output.position.max(timecode);
            self.progress.written(Chunk {
                blob,
                timecode,
                duration: self.position.saturating_sub(timecode),
            });
        }
        for patch in output.patches {
            self.sink.patch(patch.offset, patch.bytes).await?;
        }
        Ok(())
    }
}

/// Reads a blob into the memory of wasm.
pub(super) async fn read_blob(blob: &Blob) -> Result<Vec<u8>, MediaError> {
    let buffer = into_future(sys::call_method(blob, "arrayBuffer", &[]))?.await?;
    Ok(sys::read_bytes(&buffer)?)
}

/// Converts an error of the remuxer.
pub(super) fn webm_error(error: WebmError) -> MediaError {
    let (kind, message) = match error {
        WebmError::Malformed => (
            MediaErrorKind::Other,
            "The browser delivered damaged data. Record another type.",
        ),
        WebmError::UnsupportedTracks => (
            MediaErrorKind::Unsupported,
            "Several tracks of a kind cannot be recorded. Record a stream with one of each.",
        ),
        WebmError::AddedTrack => (
            MediaErrorKind::InvalidModification,
            "A track was added that the recording has no place for. Start with all kinds of tracks.",
        ),
        WebmError::ChangedCodec => (
            MediaErrorKind::InvalidModification,
            "The browser changed the codec, and the file cannot have two. Record another type.",
        ),
        WebmError::Empty => (
            MediaErrorKind::NotReadable,
            "The browser delivered an empty recording. Record for longer, or another type.",
        ),
        WebmError::ForeignFile => (
            MediaErrorKind::Type,
            "The file was not written by a Recorder. Pass one that was.",
        ),
    };
    MediaError::new(kind, message)
}
