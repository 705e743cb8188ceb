//! A canvas whose pixels are read: `OffscreenCanvas`, which workers have too.

use js_sys::Uint8ClampedArray;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::{Object, property};

#[wasm_bindgen]
extern "C" {
    type OffscreenCanvas;

    #[wasm_bindgen(catch, constructor)]
    fn new(width: u32, height: u32) -> Result<OffscreenCanvas, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getContext)]
    fn get_context(this: &OffscreenCanvas, kind: &str, options: &Object) -> Result<Option<Context>, JsValue>;

    type Context;

    #[wasm_bindgen(catch, method, js_name = drawImage)]
    fn draw_image(this: &Context, image: &JsValue, x: f64, y: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = getImageData)]
    fn get_image_data(this: &Context, x: u32, y: u32, width: u32, height: u32) -> Result<JsValue, JsValue>;
}

/// Draws a part of an image, and returns its pixels as RGBA. `None` if the browser has no such canvas.
pub(crate) fn read_pixels(
    image: &JsValue,
    (x, y): (u32, u32),
    (width, height): (u32, u32),
) -> Result<Option<Uint8ClampedArray>, JsValue> {
    let canvas = OffscreenCanvas::new(width, height)?;
    let options = Object::new();
    // Without it, browsers draw on the GPU and read back.
    options.set_bool("willReadFrequently", true);
    let Some(context) = canvas.get_context("2d", &options)? else {
        return Ok(None);
    };
    context.draw_image(image, -f64::from(x), -f64::from(y))?;
    let image_data = context.get_image_data(0, 0, width, height)?;
    Ok(property(&image_data, "data").and_then(|data| data.dyn_into().ok()))
}
