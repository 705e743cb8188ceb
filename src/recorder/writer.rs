//! The task that writes the file.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::mpsc::UnboundedReceiver;
use futures_core::Stream;
use js_sys::{Array, Uint8Array};
use web_sys::Blob;

use super::recording::Chunk;
use super::sink::RecordingSink;
use super::webm::{Patch, Remuxer, WebmError};
use crate::error::{MediaError, MediaErrorKind};
use crate::promise::into_future;
use crate::sys;

/// An event of the recorders of the browser.
pub(super) enum Item {
    Begin {
        segment: u32,
        /// The time since the start of the first segment.
        offset: Duration,
    },
    Data {
        segment: u32,
        blob: Blob,
        /// The position in the recording when it was delivered.
        position: Duration,
    },
    End(u32),
    /// All segments have ended.
    Finish,
}

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

/// A segment that is not completely written.
struct Segment {
    id: u32,
    offset: Duration,
    data: VecDeque<(Blob, Duration)>,
    has_begun: bool,
    has_ended: bool,
}

pub(super) struct Writer {
    /// `None` for containers whose data is written as the browser delivers it.
    remuxer: Option<Remuxer>,
    sink: Box<dyn RecordingSink>,
    progress: Rc<dyn Progress>,
    size: u64,
    /// The end of the written data.
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

    /// Writes the file. Segments overlap: the data of each waits for the end of the previous one.
    pub(super) async fn run(mut self, mut items: UnboundedReceiver<Item>) -> Result<File, MediaError> {
        let mut segments: VecDeque<Segment> = VecDeque::new();
        while let Some(item) = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await {
            match item {
                Item::Begin { segment, offset } => segments.push_back(Segment {
                    id: segment,
                    offset,
                    data: VecDeque::new(),
                    has_begun: false,
                    has_ended: false,
                }),
                Item::Data {
                    segment,
                    blob,
                    position,
                } => {
                    if let Some(segment) = find(&mut segments, segment) {
                        segment.data.push_back((blob, position));
                    }
                }
                Item::End(segment) => {
                    if let Some(segment) = find(&mut segments, segment) {
                        segment.has_ended = true;
                    }
                }
                Item::Finish => break,
            }
            while let Some(first) = segments.front_mut() {
                if !first.has_begun {
                    first.has_begun = true;
                    let offset = first.offset;
                    self.begin_segment(offset).await;
                } else if let Some((blob, position)) = first.data.pop_front() {
                    self.write(blob, position).await;
                } else if first.has_ended {
                    segments.pop_front();
                } else {
                    break;
                }
            }
        }
        self.finish().await
    }

    async fn begin_segment(&mut self, offset: Duration) {
        let patch = self
            .remuxer
            .as_mut()
            .and_then(|remuxer| remuxer.begin_segment(offset));
        if let Some(patch) = patch {
            let result = self.patch(patch).await;
            self.check(result);
        }
    }

    async fn write(&mut self, blob: Blob, position: Duration) {
        if !self.has_failed && blob.size() > 0.0 {
            let result = self.try_write(blob, position).await;
            self.check(result);
        }
    }

    fn check(&mut self, result: Result<(), MediaError>) {
        if let Err(error) = result
            && !self.has_failed
        {
            self.has_failed = true;
            self.progress.failed(error);
        }
    }

    async fn try_write(&mut self, blob: Blob, position: Duration) -> Result<(), MediaError> {
        if self.remuxer.is_none() {
            return self.append(blob, position).await;
        }
        let bytes = read_blob(&blob).await?;
        let mut out = Vec::with_capacity(bytes.len());
        let mut result = Ok(());
        let mut position = position;
        if let Some(remuxer) = &mut self.remuxer {
            result = remuxer.push(&bytes, &mut out);
            position = remuxer.duration();
        }
        self.append_bytes(&out, position).await?;
        result.map_err(webm_error)
    }

    async fn append_bytes(&mut self, bytes: &[u8], position: Duration) -> Result<(), MediaError> {
        if bytes.is_empty() {
            return Ok(());
        }
        let parts = Array::of1(&Uint8Array::from(bytes));
        self.append(sys::new_blob(&parts, &self.progress.mime_type())?, position)
            .await
    }

    /// Writes data that ends at this position of the recording.
    async fn append(&mut self, blob: Blob, position: Duration) -> Result<(), MediaError> {
        self.sink.write(blob.clone()).await?;
        // Exact: a size is a whole number.
        self.size += blob.size() as u64;
        let timecode = self.position;
        self.position = position.max(timecode);
        self.progress.written(Chunk {
            blob,
            timecode,
            duration: self.position - timecode,
        });
        Ok(())
    }

    async fn patch(&mut self, patch: Patch) -> Result<(), MediaError> {
        self.sink.patch(patch.offset, patch.bytes).await
    }

    async fn finish(mut self) -> Result<File, MediaError> {
        let completed = self.complete().await;
        let blob = self.sink.finish(self.progress.mime_type()).await;
        let duration = completed?;
        Ok(File {
            blob: blob?,
            duration,
            size: self.size,
        })
    }

    /// Writes the index and the duration. Returns the duration.
    async fn complete(&mut self) -> Result<Duration, MediaError> {
        let Some(remuxer) = &mut self.remuxer else {
            return if self.size > 0 {
                Ok(self.position)
            } else {
                Err(webm_error(WebmError::Empty))
            };
        };
        let finish = remuxer.finish().map_err(webm_error)?;
        let mut result = self.append_bytes(&finish.tail, finish.duration).await;
        for patch in finish.patches {
            if result.is_ok() {
                result = self.patch(patch).await;
            }
        }
        // The data before is playable without them.
        self.check(result);
        Ok(finish.duration)
    }
}

/// Reads a blob into the memory of wasm.
pub(super) async fn read_blob(blob: &Blob) -> Result<Vec<u8>, MediaError> {
    let buffer = into_future(sys::call_method(blob, "arrayBuffer", &[]))?.await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn find(segments: &mut VecDeque<Segment>, id: u32) -> Option<&mut Segment> {
    segments.iter_mut().find(|segment| segment.id == id)
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
