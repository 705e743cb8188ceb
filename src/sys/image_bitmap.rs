//! `ImageBitmap`. web-sys declares `close` without `catch`, and `createImageBitmap` as a method of `Window`, which a worker
//! lacks.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type ImageBitmap;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn close(this: &ImageBitmap) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = createImageBitmap)]
    pub(crate) fn create_image_bitmap(image: &JsValue) -> Result<JsValue, JsValue>;
}
