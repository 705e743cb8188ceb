//! Where an element's sound goes: web-sys has none of it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An `HTMLMediaElement`.
    pub(crate) type AudioOutput;

    #[wasm_bindgen(catch, method, js_name = setSinkId)]
    pub(crate) fn set_sink_id(this: &AudioOutput, id: &str) -> Result<JsValue, JsValue>;
}
