//! Canvases and their 2D contexts. web-sys has drawing of a `VideoFrame` only behind `web_sys_unstable_apis`, which also
//! changes the types of other arguments.

#[cfg(feature = "frames")]
use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    #[cfg(feature = "frames")]
    #[wasm_bindgen(catch, js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> Result<Object, JsValue>;

    /// A canvas of either kind.
    type Canvas;

    #[wasm_bindgen(catch, method, js_name = getContext)]
    fn get_context(
        this: &Canvas,
        kind: &str,
        options: &Object,
    ) -> Result<Option<CanvasRenderingContext2d>, JsValue>;

    pub(crate) type OffscreenCanvas;

    #[wasm_bindgen(catch, constructor)]
    fn new(width: u32, height: u32) -> Result<OffscreenCanvas, JsValue>;

    /// The context of a canvas of either kind.
    pub(crate) type CanvasRenderingContext2d;

    #[cfg(feature = "frames")]
    #[wasm_bindgen(catch, method, js_name = drawImage)]
    fn draw_image_at(this: &CanvasRenderingContext2d, image: &JsValue, x: f64, y: f64)
    -> Result<(), JsValue>;

    #[cfg(feature = "video-source")]
    #[wasm_bindgen(catch, method, js_name = drawImage)]
    pub(crate) fn draw_image(
        this: &CanvasRenderingContext2d,
        image: &JsValue,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
    ) -> Result<(), JsValue>;

    #[cfg(feature = "video-source")]
    #[wasm_bindgen(catch, method, js_name = putImageData)]
    pub(crate) fn put_image_data(
        this: &CanvasRenderingContext2d,
        image: &web_sys::ImageData,
        x: u32,
        y: u32,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = getImageData)]
    pub(crate) fn get_image_data(
        this: &CanvasRenderingContext2d,
        x: u32,
        y: u32,
        width: u32,
        height: u32,
    ) -> Result<JsValue, JsValue>;
}

/// Creates a canvas whose pixels are read, and its context. Workers have such canvases, too. The context is `None` if there
/// is no memory.
pub(crate) fn readable_canvas(
    width: u32,
    height: u32,
) -> Result<(OffscreenCanvas, Option<CanvasRenderingContext2d>), JsValue> {
    let canvas = OffscreenCanvas::new(width, height)?;
    // Without it, browsers draw on the GPU and read back.
    let context = context_2d(&canvas, "willReadFrequently", true)?;
    Ok((canvas, context))
}

/// Draws an image to a new canvas of the document. `None` if there is no memory.
#[cfg(feature = "frames")]
pub(crate) fn drawn_canvas(image: &JsValue, (width, height): (u32, u32)) -> Result<Option<JsValue>, JsValue> {
    let canvas = create_element("canvas")?;
    canvas.set("width", &width.into());
    canvas.set("height", &height.into());
    let Some(context) = context_2d(&canvas, "willReadFrequently", true)? else {
        return Ok(None);
    };
    context.draw_image_at(image, 0.0, 0.0)?;
    Ok(Some(canvas.unchecked_into()))
}

#[cfg(feature = "frames")]
thread_local! {
    /// The last canvas of `read_pixels`, with its size. A new one for each frame would take its memory until the garbage
    /// collection.
    static REUSED: Cell<Option<ReusedCanvas>> = const { Cell::new(None) };
}

#[cfg(feature = "frames")]
struct ReusedCanvas {
    size: (u32, u32),
    _canvas: OffscreenCanvas,
    context: CanvasRenderingContext2d,
}

#[cfg(feature = "frames")]
impl ReusedCanvas {
    /// Creates a canvas. `None` if there is no memory.
    fn new(size: (u32, u32)) -> Result<Option<Self>, JsValue> {
        let (canvas, context) = readable_canvas(size.0, size.1)?;
        let Some(context) = context else {
            return Ok(None);
        };
        // Images replace the pixels of the image before, also by transparent ones.
        context
            .unchecked_ref::<Object>()
            .set("globalCompositeOperation", &"copy".into());
        Ok(Some(ReusedCanvas {
            size,
            _canvas: canvas,
            context,
        }))
    }
}

/// Frees the memory of the canvas that [`read_pixels`] reuses.
#[cfg(feature = "frames")]
pub(crate) fn drop_reused_canvas() {
    REUSED.take();
}

/// Draws a part of an image, and returns its pixels as RGBA. Reads them from a canvas without drawing. `None` if the browser
/// has no such canvas.
#[cfg(feature = "frames")]
pub(crate) fn read_pixels(
    image: &JsValue,
    (x, y): (u32, u32),
    size: (u32, u32),
) -> Result<Option<js_sys::Uint8ClampedArray>, JsValue> {
    let image_data = if super::object::has_property(image, "getContext") {
        let Some(context) = context_2d(image, "willReadFrequently", true)? else {
            return Ok(None);
        };
        context.get_image_data(x, y, size.0, size.1)?
    } else {
        let reused = REUSED.take().filter(|reused| reused.size == size);
        let canvas = match reused {
            Some(reused) => reused,
            None => match ReusedCanvas::new(size)? {
                Some(created) => created,
                None => return Ok(None),
            },
        };
        canvas
            .context
            .draw_image_at(image, -f64::from(x), -f64::from(y))?;
        let image_data = canvas.context.get_image_data(0, 0, size.0, size.1)?;
        REUSED.set(Some(canvas));
        image_data
    };
    let data = super::object::property(&image_data, "data");
    Ok(data.and_then(|data| data.dyn_into().ok()))
}

/// Returns the opaque 2D context of a canvas. `None` if the canvas has another one.
#[cfg(feature = "video-source")]
pub(crate) fn opaque_2d_context(canvas: &JsValue) -> Result<Option<CanvasRenderingContext2d>, JsValue> {
    context_2d(canvas, "alpha", false)
}

/// Returns the 2D context of a canvas, which is created with this option.
fn context_2d(
    canvas: &JsValue,
    option: &'static str,
    value: bool,
) -> Result<Option<CanvasRenderingContext2d>, JsValue> {
    let options = Object::new();
    options.set_bool(option, value);
    canvas.unchecked_ref::<Canvas>().get_context("2d", &options)
}
