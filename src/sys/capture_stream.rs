//! `captureStream` of elements and `requestFrame`. web-sys lacks the former on media elements and Firefox's form of the latter.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A canvas, an `<audio>` or a `<video>`.
    pub(crate) type CapturedElement;

    // Media elements ignore the argument.
    #[wasm_bindgen(catch, method, js_name = captureStream)]
    pub(crate) fn capture_stream(this: &CapturedElement, frame_rate: Option<f64>)
    -> Result<JsValue, JsValue>;

    // Firefox before 149.
    #[wasm_bindgen(catch, method, js_name = mozCaptureStream)]
    pub(crate) fn moz_capture_stream(this: &CapturedElement) -> Result<JsValue, JsValue>;

    /// The track of a canvas, in Firefox its stream.
    pub(crate) type CanvasCapture;

    #[wasm_bindgen(catch, method, js_name = requestFrame)]
    pub(crate) fn request_frame(this: &CanvasCapture) -> Result<(), JsValue>;
}
