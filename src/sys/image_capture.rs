//! `ImageCapture`. web-sys has it only behind `web_sys_unstable_apis`.

use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    pub(crate) type ImageCapture;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(track: &JsValue) -> Result<ImageCapture, JsValue>;

    #[wasm_bindgen(catch, method, js_name = takePhoto)]
    pub(crate) fn take_photo(this: &ImageCapture, settings: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = grabFrame)]
    pub(crate) fn grab_frame(this: &ImageCapture) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getPhotoCapabilities)]
    pub(crate) fn get_photo_capabilities(this: &ImageCapture) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getPhotoSettings)]
    pub(crate) fn get_photo_settings(this: &ImageCapture) -> Result<JsValue, JsValue>;
}
