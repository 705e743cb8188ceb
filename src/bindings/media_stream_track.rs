//! `MediaStreamTrack`: its statistics, and its way into a worker.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What `stats` is of a track with sound.
    pub(crate) type MediaStreamTrackAudioStats;

    #[wasm_bindgen(catch, method, js_name = resetLatency)]
    pub(crate) fn reset_latency(this: &MediaStreamTrackAudioStats) -> Result<(), JsValue>;

    /// A `Worker`, a `MessagePort`, or whatever else takes messages in this way.
    pub(crate) type MessageTarget;

    #[wasm_bindgen(catch, method, js_name = postMessage)]
    pub(crate) fn post_message(
        this: &MessageTarget,
        message: &JsValue,
        transfer: &js_sys::Array,
    ) -> Result<(), JsValue>;
}
