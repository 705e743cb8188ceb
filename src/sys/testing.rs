//! What `devices.js` has.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/testing/devices.js")]
extern "C" {
    pub(crate) type Camera;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(width: u32, height: u32, rate: f64) -> Result<Camera, JsValue>;

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

    #[derive(Clone)]
    pub(crate) type FakeMediaDevices;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new() -> Result<FakeMediaDevices, JsValue>;

    #[wasm_bindgen(method)]
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn plug(
        this: &FakeMediaDevices,
        kind: &str,
        device_id: &str,
        group_id: &str,
        label: &str,
        facing_mode: Option<&str>,
        width: u32,
        height: u32,
        frame_rate: f64,
    );

    #[wasm_bindgen(method)]
    pub(crate) fn unplug(this: &FakeMediaDevices, device_id: &str) -> bool;

    #[wasm_bindgen(method)]
    pub(crate) fn mute(this: &FakeMediaDevices, device_id: &str, muted: bool);

    #[wasm_bindgen(method)]
    pub(crate) fn end(this: &FakeMediaDevices, device_id: &str);

    #[wasm_bindgen(method)]
    pub(crate) fn permit(this: &FakeMediaDevices, name: &str, state: &str);

    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_answer(this: &FakeMediaDevices, answer: &str);

    #[wasm_bindgen(method, setter, js_name = oneCamera)]
    pub(crate) fn set_exclusive_camera(this: &FakeMediaDevices, one: bool);

    #[wasm_bindgen(method, getter)]
    pub(crate) fn held(this: &FakeMediaDevices) -> js_sys::Array;

    #[wasm_bindgen(method)]
    pub(crate) fn next(
        this: &FakeMediaDevices,
        place: u32,
        answer: &str,
        name: &str,
        constraint: &str,
    ) -> bool;

    #[wasm_bindgen(method, js_name = liveTracks)]
    pub(crate) fn live_tracks(this: &FakeMediaDevices) -> u32;

    #[wasm_bindgen(method)]
    pub(crate) fn install(this: &FakeMediaDevices) -> js_sys::Function;
}
