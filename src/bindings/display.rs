//! The capture of displays: web-sys has `getDisplayMedia` with less than its options, and nothing of the rest.

use wasm_bindgen::prelude::*;

use super::{MediaDevices, MediaStreamTrack};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, method, js_name = getDisplayMedia)]
    pub(crate) fn get_display_media(this: &MediaDevices, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getViewportMedia)]
    pub(crate) fn get_viewport_media(this: &MediaDevices, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = setCaptureHandleConfig)]
    pub(crate) fn set_capture_handle_config(this: &MediaDevices, config: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method, js_name = setSupportedCaptureActions)]
    pub(crate) fn set_supported_capture_actions(
        this: &MediaDevices,
        actions: Vec<String>,
    ) -> Result<(), JsValue>;

    // --- CaptureController ---

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

    // --- CropTarget and RestrictionTarget ---

    pub(crate) type CropTarget;

    #[wasm_bindgen(catch, static_method_of = CropTarget, js_name = fromElement)]
    pub(crate) fn from_element(element: &web_sys::Element) -> Result<JsValue, JsValue>;

    pub(crate) type RestrictionTarget;

    #[wasm_bindgen(catch, static_method_of = RestrictionTarget, js_name = fromElement)]
    pub(crate) fn from_element(element: &web_sys::Element) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = cropTo)]
    pub(crate) fn crop_to(this: &MediaStreamTrack, target: Option<&CropTarget>) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = restrictTo)]
    pub(crate) fn restrict_to(
        this: &MediaStreamTrack,
        target: Option<&RestrictionTarget>,
    ) -> Result<JsValue, JsValue>;

    // --- What a captured page says of itself, and does for who captures it ---

    #[wasm_bindgen(catch, method, js_name = getCaptureHandle)]
    pub(crate) fn get_capture_handle(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getSupportedCaptureActions)]
    pub(crate) fn get_supported_capture_actions(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = sendCaptureAction)]
    pub(crate) fn send_capture_action(this: &MediaStreamTrack, action: &str) -> Result<JsValue, JsValue>;
}

/// Whether there is a global of this name. To name one that is absent throws, which `catch` would make an error that
/// looks like others.
pub(crate) fn has_global(name: &str) -> bool {
    cfg!(target_family = "wasm") && super::has_property(&super::global(), name)
}
