//! `HTMLVideoElement`: an element to read frames from, and `requestVideoFrameCallback`, which web-sys lacks.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> Result<HtmlVideoElement, JsValue>;

    #[wasm_bindgen(js_name = HTMLVideoElement)]
    pub(crate) type HtmlVideoElement;

    #[cfg(feature = "frames")]
    #[wasm_bindgen(catch, static_method_of = HtmlVideoElement, getter, js_class = "HTMLVideoElement")]
    fn prototype() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = requestVideoFrameCallback)]
    pub(crate) fn request_video_frame_callback(
        this: &HtmlVideoElement,
        callback: &Function,
    ) -> Result<u32, JsValue>;

    #[cfg(feature = "frames")]
    #[wasm_bindgen(catch, method, js_name = cancelVideoFrameCallback)]
    pub(crate) fn cancel_video_frame_callback(this: &HtmlVideoElement, handle: u32) -> Result<(), JsValue>;

    #[cfg(feature = "frames")]
    #[wasm_bindgen(catch, method)]
    pub(crate) fn play(this: &HtmlVideoElement) -> Result<JsValue, JsValue>;
}

/// Returns a muted `<video>` element outside the document.
pub(crate) fn muted_video() -> Result<HtmlVideoElement, JsValue> {
    let video = create_element("video")?;
    let object: &Object = video.unchecked_ref();
    // Browsers play without a user gesture what has no sound. iOS opens a full screen without the second.
    object.set_bool("muted", true);
    object.set_bool("playsInline", true);
    Ok(video)
}

/// Returns whether video elements report their frames.
#[cfg(feature = "frames")]
pub(crate) fn has_video_frame_callback() -> bool {
    super::global::has_global("HTMLVideoElement")
        && HtmlVideoElement::prototype()
            .is_ok_and(|prototype| super::object::has_property(&prototype, "requestVideoFrameCallback"))
}
