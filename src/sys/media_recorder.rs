//! `MediaRecorder` and `BlobEvent`. web-sys lacks members of both and of the options.

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

    #[wasm_bindgen(catch, method)]
    pub(crate) fn start(this: &MediaRecorder, timeslice: Option<u32>) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn stop(this: &MediaRecorder) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn pause(this: &MediaRecorder) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn resume(this: &MediaRecorder) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = requestData)]
    pub(crate) fn request_data(this: &MediaRecorder) -> Result<(), JsValue>;
}
