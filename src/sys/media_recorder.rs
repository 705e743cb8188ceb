//! `MediaRecorder`. Its methods are called by name: a binding of each would add an import.

use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    pub(crate) type MediaRecorder;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(stream: &JsValue, options: &Object) -> Result<MediaRecorder, JsValue>;

    // `undefined` where the page has replaced the method.
    #[wasm_bindgen(catch, static_method_of = MediaRecorder, js_name = isTypeSupported)]
    pub(crate) fn is_type_supported(mime_type: &str) -> Result<Option<bool>, JsValue>;
}
