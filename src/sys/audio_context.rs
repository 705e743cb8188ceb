//! `AudioContext`. web-sys declares its members without `catch`, and lacks `setSinkId`.

use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
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
}
