//! `VideoFrame`. web-sys has its later members behind `web_sys_unstable_apis`, and declares most without `catch`.

use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    pub(crate) type VideoFrame;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(image: &JsValue, init: &Object) -> Result<VideoFrame, JsValue>;

    // The browser copies the pixels before the constructor returns.
    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn from_pixels(pixels: &[u8], init: &Object) -> Result<VideoFrame, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn clone(this: &VideoFrame) -> Result<VideoFrame, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn close(this: &VideoFrame) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn metadata(this: &VideoFrame) -> Result<JsValue, JsValue>;
}
