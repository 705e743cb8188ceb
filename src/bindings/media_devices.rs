//! `MediaDevices`: what web-sys lacks, and what it has in a form that would throw past us.

use wasm_bindgen::prelude::*;

use super::MediaDevices;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, method, js_name = enumerateDevices)]
    pub(crate) fn enumerate_devices(this: &MediaDevices) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = selectAudioOutput)]
    pub(crate) fn select_audio_output(this: &MediaDevices, options: &JsValue) -> Result<JsValue, JsValue>;

    /// What `enumerateDevices` lists of a camera or a microphone.
    pub(crate) type InputDeviceInfo;

    #[wasm_bindgen(catch, method, js_name = getCapabilities)]
    pub(crate) fn get_capabilities(this: &InputDeviceInfo) -> Result<JsValue, JsValue>;
}
