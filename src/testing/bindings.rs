//! What `devices.js` has.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/testing/devices.js")]
extern "C" {
    pub(super) type Camera;

    #[wasm_bindgen(catch, constructor)]
    pub(super) fn new(width: u32, height: u32, rate: f64) -> Result<Camera, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(super) fn track(this: &Camera) -> Result<web_sys::MediaStreamTrack, JsValue>;

    #[wasm_bindgen(method, getter)]
    pub(super) fn frames(this: &Camera) -> f64;

    pub(super) type Microphone;

    #[wasm_bindgen(catch, constructor)]
    pub(super) fn new(sound: &str, frequency: f64, volume: f64) -> Result<Microphone, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(super) fn track(this: &Microphone) -> Result<web_sys::MediaStreamTrack, JsValue>;

    #[wasm_bindgen(method)]
    pub(super) fn close(this: &Microphone);

    #[derive(Clone)]
    pub(super) type FakeMediaDevices;

    #[wasm_bindgen(catch, constructor)]
    pub(super) fn new() -> Result<FakeMediaDevices, JsValue>;

    #[wasm_bindgen(method)]
    #[allow(clippy::too_many_arguments)]
    pub(super) fn plug(
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
    pub(super) fn unplug(this: &FakeMediaDevices, device_id: &str) -> bool;

    #[wasm_bindgen(method)]
    pub(super) fn mute(this: &FakeMediaDevices, device_id: &str, muted: bool);

    #[wasm_bindgen(method)]
    pub(super) fn end(this: &FakeMediaDevices, device_id: &str);

    #[wasm_bindgen(method)]
    pub(super) fn permit(this: &FakeMediaDevices, name: &str, state: &str);

    #[wasm_bindgen(method, setter)]
    pub(super) fn set_answer(this: &FakeMediaDevices, answer: &str);

    #[wasm_bindgen(method, setter, js_name = oneCamera)]
    pub(super) fn set_one_camera(this: &FakeMediaDevices, one: bool);

    #[wasm_bindgen(method, getter)]
    pub(super) fn held(this: &FakeMediaDevices) -> js_sys::Array;

    #[wasm_bindgen(method)]
    pub(super) fn next(
        this: &FakeMediaDevices,
        place: u32,
        answer: &str,
        name: &str,
        constraint: &str,
    ) -> bool;

    #[wasm_bindgen(method, js_name = liveTracks)]
    pub(super) fn live_tracks(this: &FakeMediaDevices) -> u32;

    #[wasm_bindgen(method)]
    pub(super) fn install(this: &FakeMediaDevices) -> js_sys::Function;
}
