//! `OffscreenCanvasRenderingContext2D.getImageData`, whose arguments have other types in web-sys with
//! `web_sys_unstable_apis`.

use wasm_bindgen::prelude::*;
use web_sys::ImageData;

#[wasm_bindgen]
extern "C" {
    pub(crate) type OffscreenCanvasRenderingContext2d;

    #[wasm_bindgen(catch, method, js_name = getImageData)]
    pub(crate) fn get_image_data(
        this: &OffscreenCanvasRenderingContext2d,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
    ) -> Result<ImageData, JsValue>;
}
