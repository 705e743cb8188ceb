//! `BlobEvent`: a part of a recording.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::sys;

/// A part of the recording of a [`MediaRecorder`](super::MediaRecorder).
///
/// [Spec](https://www.w3.org/TR/mediastream-recording/#blob-event) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BlobEvent)
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct BlobEvent {
    /// The data. Empty (a size of 0) if the browser recorded nothing since the last event.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-blobevent-data) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BlobEvent/data)
    pub data: Blob,
    /// The time of the first byte since the first event, in milliseconds. `None` if the browser does not expose it
    /// (Firefox). Chromium counts from the epoch of 1970.
    ///
    /// [Spec](https://www.w3.org/TR/mediastream-recording/#dom-blobevent-timecode) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/BlobEvent/timecode)
    pub timecode: Option<f64>,
}

impl BlobEvent {
    /// Reads an event. `None` if it has no blob, as an event that a script has dispatched.
    pub(super) fn read(event: &JsValue) -> Option<Self> {
        Some(BlobEvent {
            data: sys::property(event, "data")?.dyn_into().ok()?,
            timecode: sys::property(event, "timecode").and_then(|timecode| timecode.as_f64()),
        })
    }
}

impl fmt::Debug for BlobEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlobEvent")
            .field("size", &self.data.size())
            .field("type", &self.data.type_())
            .field("timecode", &self.timecode)
            .finish()
    }
}
