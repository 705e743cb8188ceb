//! `Recorder::recover`: a file of a recording that a crash has interrupted.

use js_sys::Array;

use super::recorder::Recorder;
use super::recording::Recording;
use super::sink::{MemorySink, OpfsSink, RecordingSink};
use super::webm::{Recovered, Recovery, WebmError};
use super::writer::{read_blob, webm_error};
use crate::error::MediaError;
use crate::error::MediaErrorKind::{Abort, NotReadable};
use crate::sys;

impl Recorder {
    /// Returns the recording that an [`OpfsSink`] of this name has written, also if the page crashed meanwhile. The
    /// last timeslice is missing, and what the sink had not written yet.
    ///
    /// The parts are read one at a time. The blob refers to the files of the sink: [`OpfsSink::remove`] them when it is
    /// no longer needed. Its `gaps` are unknown, and its `mime_type` has no codecs.
    ///
    /// A page that does not know the name calls [`OpfsSink::names`].
    ///
    /// # Errors
    /// - [`NotFound`](crate::MediaErrorKind::NotFound): there is no recording of this name.
    /// - [`NotReadable`](crate::MediaErrorKind::NotReadable): it is empty.
    /// - [`Type`](crate::MediaErrorKind::Type): it is neither WebM nor Matroska.
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser has no such file system.
    pub async fn recover(name: &str) -> Result<Recording, MediaError> {
        let mut is_retry = false;
        let (parts, recovered) = loop {
            match read(name).await {
                // The recording has ended meanwhile, which replaces its first part: the errors of Chromium and Firefox.
                Err(error) if !is_retry && matches!(error.kind(), NotReadable | Abort) => is_retry = true,
                read => break read?,
            }
        };
        let mime_type = recovered.mime_type;
        let all = sys::new_blob(&parts, mime_type)?;
        let mut file = MemorySink::new();
        // Exact: a file has fewer than 2^53 bytes.
        file.write(sys::slice_blob(&all, 0.0, recovered.length as f64)?)
            .await?;
        file.write(sys::blob_of_bytes(&recovered.finish.tail, mime_type)?)
            .await?;
        for patch in recovered.finish.patches {
            file.patch(patch.offset, patch.bytes).await?;
        }
        let blob = file.finish(mime_type.to_owned()).await?;
        Ok(Recording {
            size: blob.as_ref().map_or(0, |blob| blob.size() as u64),
            blob,
            mime_type: mime_type.to_owned(),
            duration: recovered.finish.duration,
            gaps: Vec::new(),
            error: None,
        })
    }
}

/// Reads the parts of a recording, one at a time.
async fn read(name: &str) -> Result<(Array, Recovered), MediaError> {
    let mut recovery = Recovery::new();
    let parts = Array::new();
    for part in OpfsSink::parts(name).await? {
        recovery.push(&read_blob(&part).await?).map_err(foreign_file)?;
        parts.push(&part);
    }
    Ok((parts, recovery.finish().map_err(foreign_file)?))
}

/// Data that a browser has not damaged is of another container.
fn foreign_file(error: WebmError) -> MediaError {
    webm_error(match error {
        WebmError::Malformed => WebmError::ForeignFile,
        error => error,
    })
}
