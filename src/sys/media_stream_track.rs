//! `MediaStreamTrack`, its statistics, and its transfer to a worker.

use wasm_bindgen::prelude::*;

use super::capture_targets::{CropTarget, RestrictionTarget};
use super::object::has_property;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub(crate) type MediaStreamTrack;

    #[wasm_bindgen(method)]
    pub(crate) fn stop(this: &MediaStreamTrack);

    #[wasm_bindgen(method, getter)]
    pub(crate) fn kind(this: &MediaStreamTrack) -> MediaStreamTrackKind;

    #[wasm_bindgen(method, getter, js_name = readyState)]
    pub(crate) fn ready_state(this: &MediaStreamTrack) -> MediaStreamTrackState;

    // web-sys declares these three without `catch`, and Firefox has getCapabilities only since 132.
    #[wasm_bindgen(catch, method, js_name = getSettings)]
    pub(crate) fn get_settings(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getCapabilities)]
    pub(crate) fn get_capabilities(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getConstraints)]
    pub(crate) fn get_constraints(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = applyConstraints)]
    pub(crate) fn apply_constraints(
        this: &MediaStreamTrack,
        constraints: &JsValue,
    ) -> Result<JsValue, JsValue>;

    // Absent from web-sys and from Firefox.
    #[wasm_bindgen(method, getter, js_name = contentHint)]
    pub(crate) fn content_hint(this: &MediaStreamTrack) -> Option<String>;

    #[wasm_bindgen(method, setter, js_name = contentHint)]
    pub(crate) fn set_content_hint(this: &MediaStreamTrack, hint: &str);

    // --- Screen capture ---

    #[wasm_bindgen(catch, method, js_name = cropTo)]
    pub(crate) fn crop_to(this: &MediaStreamTrack, target: Option<&CropTarget>) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = restrictTo)]
    pub(crate) fn restrict_to(
        this: &MediaStreamTrack,
        target: Option<&RestrictionTarget>,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getCaptureHandle)]
    pub(crate) fn get_capture_handle(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getSupportedCaptureActions)]
    pub(crate) fn get_supported_capture_actions(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = sendCaptureAction)]
    pub(crate) fn send_capture_action(this: &MediaStreamTrack, action: &str) -> Result<JsValue, JsValue>;

    // --- Statistics and transfer ---

    /// The `stats` of an audio track.
    pub(crate) type MediaStreamTrackAudioStats;

    #[wasm_bindgen(catch, method, js_name = resetLatency)]
    pub(crate) fn reset_latency(this: &MediaStreamTrackAudioStats) -> Result<(), JsValue>;

    /// A `Worker`, a `MessagePort`, or any other object with this form of `postMessage`.
    pub(crate) type MessageTarget;

    #[wasm_bindgen(catch, method, js_name = postMessage)]
    pub(crate) fn post_message(
        this: &MessageTarget,
        message: &JsValue,
        transfer: &js_sys::Array,
    ) -> Result<(), JsValue>;
}

/// The spec's `kind`. The glue decodes it, so no string crosses into wasm. Private because web-sys exports the same
/// name.
#[wasm_bindgen(private)]
#[derive(Clone, Copy)]
pub(crate) enum MediaStreamTrackKind {
    Audio = "audio",
    Video = "video",
}

/// The spec's `readyState`.
#[wasm_bindgen(private)]
#[derive(Clone, Copy)]
pub(crate) enum MediaStreamTrackState {
    Live = "live",
    Ended = "ended",
}

impl MediaStreamTrack {
    /// Returns whether the track is live. Any other state is treated as ended.
    pub(crate) fn is_live(&self) -> bool {
        matches!(self.ready_state(), MediaStreamTrackState::Live)
    }
}

/// Returns whether the value is a track, of any realm.
pub(crate) fn is_media_stream_track(value: &JsValue) -> bool {
    has_property(value, "readyState") && has_property(value, "stop")
}
