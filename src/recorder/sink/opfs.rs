//! `OpfsSink`: a recording in the origin-private file system, which survives a crash of the page.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::Blob;

use super::{RecordingSink, SinkFuture, write_at};
use crate::error::{MediaError, MediaErrorKind, require_member};
use crate::promise::into_future;
use crate::sys;

/// The directory of all recordings.
const DIRECTORY: &str = "local-media-stream-recordings";

/// A recording in the origin-private file system. Chromium, Firefox and Safari 26.
///
/// Each part is a separate file, complete when the next part is written. If the page crashes,
/// [`Recorder::recover`](super::super::Recorder::recover) returns all but the last part. The blob of a
/// [`Recording`](super::super::Recording) refers to these files: [`remove`](Self::remove) them when it is not needed any
/// more.
///
/// [Spec](https://fs.spec.whatwg.org/#sandboxed-filesystem) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/File_System_API/Origin_private_file_system)
#[derive(Debug)]
pub struct OpfsSink {
    name: String,
    /// The directory of this recording. `None` before the first part.
    directory: Option<JsValue>,
    /// The offset of the end of each part.
    ends: Vec<u64>,
}

impl OpfsSink {
    /// Creates a sink for a recording of this name, such as a date. It replaces a recording of the same name, which must
    /// not be in progress. The name must be valid for a file.
    pub fn new(name: impl Into<String>) -> Self {
        OpfsSink {
            name: name.into(),
            directory: None,
            ends: Vec::new(),
        }
    }

    /// Removes the files of a recording.
    ///
    /// # Errors
    /// [`NotFound`](MediaErrorKind::NotFound) if there is no recording of this name;
    /// [`Unsupported`](MediaErrorKind::Unsupported) if the browser has no such file system.
    pub async fn remove(name: &str) -> Result<(), MediaError> {
        let recursive = sys::Object::new();
        recursive.set_bool("recursive", true);
        let all = open_all().await?;
        call(&all, "removeEntry", &[&name.into(), &recursive]).await?;
        Ok(())
    }

    /// Returns the names of all recordings, such as those that a crash has interrupted. It includes recordings in
    /// progress, also of other tabs.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) if the browser has no such file system.
    pub async fn names() -> Result<Vec<String>, MediaError> {
        let all = open_all().await?;
        let keys = sys::call_method(&all, "keys", &[])?;
        let mut names = Vec::new();
        loop {
            let next = call(&keys, "next", &[]).await?;
            match sys::string_property(&next, "value") {
                Some(name) => names.push(name),
                None => return Ok(names),
            }
        }
    }

    /// Returns the parts of a recording, in their order.
    pub(in crate::recorder) async fn parts(name: &str) -> Result<Vec<Blob>, MediaError> {
        let all = open_all().await?;
        let directory = call(&all, "getDirectoryHandle", &[&name.into()]).await?;
        let mut parts = Vec::new();
        loop {
            match read_part(&directory, parts.len()).await {
                // The last part is being written. Firefox 153 cannot read a file that has changed since it was opened.
                Ok(part) if part.size() == 0.0 => return Ok(parts),
                Ok(part) => parts.push(part),
                Err(error) if error.kind() == MediaErrorKind::NotFound => return Ok(parts),
                Err(error) => return Err(error),
            }
        }
    }

    async fn append(&mut self, data: Blob) -> Result<(), MediaError> {
        let directory = match &self.directory {
            Some(directory) => directory.clone(),
            None => {
                // Parts of an earlier recording must not follow those of this one.
                match OpfsSink::remove(&self.name).await {
                    Err(error) if error.kind() != MediaErrorKind::NotFound => return Err(error),
                    _ => {}
                }
                let all = open_all().await?;
                let name = JsValue::from_str(&self.name);
                call(&all, "getDirectoryHandle", &[&name, &create()]).await?
            }
        };
        write_part(&directory, self.ends.len(), false, &data).await?;
        self.directory = Some(directory);
        // Exact: a size is a whole number.
        let end = self.ends.last().copied().unwrap_or_default() + data.size() as u64;
        self.ends.push(end);
        Ok(())
    }

    /// Replaces bytes, which may be in several parts.
    async fn replace(&self, offset: u64, bytes: &[u8]) -> Result<(), MediaError> {
        let Some(directory) = &self.directory else {
            return Ok(());
        };
        let mut start = 0;
        for (part, end) in self.ends.iter().enumerate() {
            let from = offset.max(start);
            let until = (offset + bytes.len() as u64).min(*end);
            if from < until {
                let replaced = &bytes[(from - offset) as usize..(until - offset) as usize];
                let parameters = write_at((from - start) as f64, &Uint8Array::from(replaced));
                write_part(directory, part, true, &parameters).await?;
            }
            start = *end;
        }
        Ok(())
    }

    async fn blob(&self, mime_type: &str) -> Result<Option<Blob>, MediaError> {
        let Some(directory) = &self.directory else {
            return Ok(None);
        };
        // At the same time: Firefox 153 opens 300 parts in 0.31 s, and one after the other in 0.46 s.
        let open = |part| {
            let directory = directory.clone();
            future_to_promise(async move { Ok(read_part(&directory, part).await?.into()) })
        };
        let parts: Array = (0..self.ends.len()).map(open).collect();
        let parts = into_future(Ok(Promise::all(&parts).into()))?.await?;
        Ok(Some(sys::new_blob(&parts.unchecked_into(), mime_type)?))
    }
}

impl RecordingSink for OpfsSink {
    fn write(&mut self, data: Blob) -> SinkFuture<'_, ()> {
        Box::pin(self.append(data))
    }

    fn patch(&mut self, offset: u64, bytes: Vec<u8>) -> SinkFuture<'_, ()> {
        Box::pin(async move { self.replace(offset, &bytes).await })
    }

    fn finish(&mut self, mime_type: String) -> SinkFuture<'_, Option<Blob>> {
        Box::pin(async move { self.blob(&mime_type).await })
    }
}

/// Opens the directory of all recordings, and creates it if it is missing.
async fn open_all() -> Result<JsValue, MediaError> {
    let unsupported = "There is no origin-private file system here. Use another sink.";
    let storage = sys::navigator_storage().unwrap_or_default();
    require_member(&storage, "getDirectory", unsupported)?;
    let root = call(&storage, "getDirectory", &[]).await?;
    call(&root, "getDirectoryHandle", &[&DIRECTORY.into(), &create()]).await
}

fn create() -> JsValue {
    let options = sys::Object::new();
    options.set_bool("create", true);
    options.into()
}

async fn read_part(directory: &JsValue, part: usize) -> Result<Blob, MediaError> {
    let file = call(directory, "getFileHandle", &[&file_name(part)]).await?;
    let file = call(&file, "getFile", &[]).await?;
    Ok(file.unchecked_into())
}

/// Writes a part. It is complete, or as before, when the page crashes.
async fn write_part(
    directory: &JsValue,
    part: usize,
    keeps_data: bool,
    data: &JsValue,
) -> Result<(), MediaError> {
    let file = call(directory, "getFileHandle", &[&file_name(part), &create()]).await?;
    let unsupported = "The files of this browser are not writable here. Use another sink.";
    require_member(&file, "createWritable", unsupported)?;
    let options = sys::Object::new();
    options.set_bool("keepExistingData", keeps_data);
    let stream = call(&file, "createWritable", &[&options]).await?;
    let written = call(&stream, "write", &[data]).await;
    if let Err(error) = written {
        // Without this, the file would stay locked.
        let _closed = call(&stream, "abort", &[]).await;
        return Err(error);
    }
    call(&stream, "close", &[]).await?;
    Ok(())
}

fn file_name(part: usize) -> JsValue {
    // Exact: a count of files.
    JsValue::from_str(&sys::number_to_string(part as f64))
}

async fn call(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, MediaError> {
    Ok(into_future(sys::call_method(object, name, arguments))?.await?)
}
