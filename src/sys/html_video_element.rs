//! `HTMLVideoElement.requestVideoFrameCallback`. web-sys lacks it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type HtmlVideoElement;

    #[wasm_bindgen(catch, method, js_name = requestVideoFrameCallback)]
    pub(crate) fn request_video_frame_callback(
        this: &HtmlVideoElement,
        callback: &JsValue,
    ) -> Result<u32, JsValue>;
}
