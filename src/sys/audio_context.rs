//! `AudioContext`. web-sys declares its members without `catch`, and lacks `setSinkId`.

use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub(crate) type AudioContext;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(options: &Object) -> Result<AudioContext, JsValue>;

    #[wasm_bindgen(catch, method, getter, js_name = sampleRate)]
    pub(crate) fn sample_rate(this: &AudioContext) -> Result<f64, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn resume(this: &AudioContext) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn close(this: &AudioContext) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = setSinkId)]
    pub(crate) fn set_sink_id(this: &AudioContext, id: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = createMediaStreamSource)]
    pub(crate) fn create_media_stream_source(
        this: &AudioContext,
        stream: &JsValue,
    ) -> Result<AudioNode, JsValue>;

    #[wasm_bindgen(catch, method, js_name = createMediaStreamDestination)]
    pub(crate) fn create_media_stream_destination(this: &AudioContext) -> Result<AudioNode, JsValue>;

    /// Any node of an audio graph.
    pub(crate) type AudioNode;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn connect(this: &AudioNode, to: &AudioNode) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn disconnect(this: &AudioNode) -> Result<(), JsValue>;
}
