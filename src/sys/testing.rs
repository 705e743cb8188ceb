//! The modules in `src/testing`. wasm-bindgen copies a JavaScript module only if it is bound here, and keeps its path, so
//! that the modules can import each other.

use wasm_bindgen::prelude::*;

use super::Object;

#[wasm_bindgen(module = "/src/testing/synthetic.js")]
extern "C" {
    pub(crate) type Camera;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(width: u32, height: u32, frame_rate: f64) -> Result<Camera, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn track(this: &Camera) -> Result<web_sys::MediaStreamTrack, JsValue>;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn frames(this: &Camera) -> f64;

    pub(crate) type Microphone;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(sound: &str, frequency: f64, volume: f64) -> Result<Microphone, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn track(this: &Microphone) -> Result<web_sys::MediaStreamTrack, JsValue>;

    #[wasm_bindgen(method)]
    pub(crate) fn close(this: &Microphone);
}

#[wasm_bindgen(module = "/src/testing/fake_device.js")]
extern "C" {
    pub(crate) type FakeDevice;

    #[wasm_bindgen(constructor)]
    pub(crate) fn new(options: &Object) -> FakeDevice;
}

#[wasm_bindgen(module = "/src/testing/fake_media_devices.js")]
extern "C" {
    #[derive(Clone)]
    pub(crate) type FakeMediaDevices;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new() -> Result<FakeMediaDevices, JsValue>;

    #[wasm_bindgen(method)]
    pub(crate) fn plug(this: &FakeMediaDevices, device: &FakeDevice);

    #[wasm_bindgen(method)]
    pub(crate) fn unplug(this: &FakeMediaDevices, device_id: &str) -> bool;

    #[wasm_bindgen(method, js_name = setMuted)]
    pub(crate) fn set_muted(this: &FakeMediaDevices, device_id: &str, muted: bool);

    #[wasm_bindgen(method)]
    pub(crate) fn end(this: &FakeMediaDevices, device_id: &str);

    #[wasm_bindgen(method, js_name = setPermission)]
    pub(crate) fn set_permission(this: &FakeMediaDevices, name: &str, state: &str);

    #[wasm_bindgen(method, setter, js_name = holdsPrompts)]
    pub(crate) fn set_holds_prompts(this: &FakeMediaDevices, holds: bool);

    #[wasm_bindgen(method, setter, js_name = exclusiveCamera)]
    pub(crate) fn set_exclusive_camera(this: &FakeMediaDevices, exclusive: bool);

    #[wasm_bindgen(method, getter, js_name = pendingPrompts)]
    pub(crate) fn pending_prompts(this: &FakeMediaDevices) -> u32;

    #[wasm_bindgen(method, js_name = respondNth)]
    pub(crate) fn respond_nth(
        this: &FakeMediaDevices,
        index: u32,
        response: &str,
        error_name: &str,
        constraint: &str,
    ) -> bool;

    #[wasm_bindgen(method, js_name = liveTracks)]
    pub(crate) fn live_tracks(this: &FakeMediaDevices) -> u32;

    #[wasm_bindgen(method)]
    pub(crate) fn install(this: &FakeMediaDevices) -> js_sys::Function;
}
