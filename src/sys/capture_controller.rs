//! `CaptureController`. web-sys lacks it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type CaptureController;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new() -> Result<CaptureController, JsValue>;

    #[wasm_bindgen(catch, method, js_name = setFocusBehavior)]
    pub(crate) fn set_focus_behavior(this: &CaptureController, behavior: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = getSupportedZoomLevels)]
    pub(crate) fn get_supported_zoom_levels(this: &CaptureController) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = increaseZoomLevel)]
    pub(crate) fn increase_zoom_level(this: &CaptureController) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = decreaseZoomLevel)]
    pub(crate) fn decrease_zoom_level(this: &CaptureController) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = resetZoomLevel)]
    pub(crate) fn reset_zoom_level(this: &CaptureController) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = forwardWheel)]
    pub(crate) fn forward_wheel(
        this: &CaptureController,
        element: Option<&web_sys::HtmlElement>,
    ) -> Result<JsValue, JsValue>;
}
