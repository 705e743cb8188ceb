//! `CanvasRenderingContext2D`. web-sys has drawing of a `VideoFrame` only behind `web_sys_unstable_apis`, which also changes
//! the types of other arguments.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    type Canvas;

    #[wasm_bindgen(catch, method, js_name = getContext)]
    fn get_context(
        this: &Canvas,
        kind: &str,
        options: &Object,
    ) -> Result<Option<CanvasRenderingContext2d>, JsValue>;

    pub(crate) type CanvasRenderingContext2d;

    #[wasm_bindgen(catch, method, js_name = drawImage)]
    pub(crate) fn draw_image(
        this: &CanvasRenderingContext2d,
        image: &JsValue,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = putImageData)]
    pub(crate) fn put_image_data(
        this: &CanvasRenderingContext2d,
        image: &web_sys::ImageData,
        x: u32,
        y: u32,
    ) -> Result<(), JsValue>;
}

/// Returns the opaque 2D context of a canvas. `None` if the canvas has another one.
pub(crate) fn opaque_2d_context(canvas: &JsValue) -> Result<Option<CanvasRenderingContext2d>, JsValue> {
    let options = Object::new();
    options.set_bool("alpha", false);
    canvas.unchecked_ref::<Canvas>().get_context("2d", &options)
}
