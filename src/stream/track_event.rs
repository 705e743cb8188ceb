//! `MediaStreamTrackEvent`: a track has come or gone.

use wasm_bindgen::{JsCast, JsValue};

use crate::sys;
use crate::track::MediaStreamTrack;

/// What comes with `addtrack` and `removetrack`.
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
    /// `None` for an event without a track, which only a page can have made.
    pub(crate) fn read(event: &JsValue) -> Option<Self> {
        let track = sys::property(event, "track")?;
        sys::is_media_stream_track(&track).then(|| MediaStreamTrackEvent {
            track: track.unchecked_into::<sys::MediaStreamTrack>().into(),
        })
    }
}
