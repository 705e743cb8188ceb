//! `MediaDevices` and `InputDeviceInfo`.

use wasm_bindgen::prelude::*;

use super::global::{self, Navigator};

#[wasm_bindgen]
extern "C" {
    // web-sys declares this getter without `Option`, so an absent object would become an invalid `MediaDevices`.
    #[wasm_bindgen(catch, method, getter, js_name = mediaDevices)]
    fn media_devices(this: &Navigator) -> Result<Option<MediaDevices>, JsValue>;

    pub(crate) type MediaDevices;

    #[wasm_bindgen(catch, method, js_name = getUserMedia)]
    pub(crate) fn get_user_media(this: &MediaDevices, constraints: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getSupportedConstraints)]
    pub(crate) fn get_supported_constraints(this: &MediaDevices) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = enumerateDevices)]
    pub(crate) fn enumerate_devices(this: &MediaDevices) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = selectAudioOutput)]
    pub(crate) fn select_audio_output(this: &MediaDevices, options: &JsValue) -> Result<JsValue, JsValue>;

    // web-sys has only some of the options.
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

    /// An entry of `enumerateDevices` for a camera or a microphone.
    pub(crate) type InputDeviceInfo;

    #[wasm_bindgen(catch, method, js_name = getCapabilities)]
    pub(crate) fn get_capabilities(this: &InputDeviceInfo) -> Result<JsValue, JsValue>;
}

/// Returns `navigator.mediaDevices`, or `None` where it is absent.
pub(crate) fn navigator_media_devices() -> Option<MediaDevices> {
    global::navigator()?.media_devices().ok()?
}
