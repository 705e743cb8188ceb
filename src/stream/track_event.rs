//! `MediaStreamTrackEvent`: a track was added or removed.

use wasm_bindgen::JsValue;

use crate::sys;
use crate::track::MediaStreamTrack;

/// The payload of `addtrack` and `removetrack`.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediastreamtrackevent) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrackEvent)
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MediaStreamTrackEvent {
    /// The track that was added or removed.
    pub track: MediaStreamTrack,
}

impl MediaStreamTrackEvent {
    /// Reads an event. `None` for an event without a track, which only a script dispatches.
    pub(crate) fn read(event: &JsValue) -> Option<Self> {
        let track = sys::property(event, "track")?.try_into().ok()?;
        Some(MediaStreamTrackEvent { track })
    }
}
