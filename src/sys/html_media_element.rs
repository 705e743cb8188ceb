//! `HTMLMediaElement.setSinkId`. web-sys lacks it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type HtmlMediaElement;

    #[wasm_bindgen(catch, method, js_name = setSinkId)]
    pub(crate) fn set_sink_id(this: &HtmlMediaElement, id: &str) -> Result<JsValue, JsValue>;
}
