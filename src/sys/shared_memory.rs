//! `SharedArrayBuffer` and `Atomics.waitAsync`. js-sys declares the constructor without `catch`: pages that are not
//! cross-origin isolated lack it.

use js_sys::Int32Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type SharedArrayBuffer;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(length: f64) -> Result<SharedArrayBuffer, JsValue>;

    /// Waits until another thread notifies this element, unless it has another value.
    #[wasm_bindgen(catch, js_namespace = Atomics, js_name = waitAsync)]
    pub(crate) fn wait_async(array: &Int32Array, index: u32, value: i32) -> Result<Wait, JsValue>;

    pub(crate) type Wait;

    /// Whether `value` is a promise.
    #[wasm_bindgen(method, getter, js_name = async)]
    pub(crate) fn is_async(this: &Wait) -> bool;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn value(this: &Wait) -> Notification;

    /// The promise of a notification. It does not reject.
    pub(crate) type Notification;

    #[wasm_bindgen(method)]
    pub(crate) fn then(this: &Notification, callback: &JsValue) -> JsValue;
}
