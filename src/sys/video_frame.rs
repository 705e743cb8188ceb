//! `VideoFrame`. web-sys has its later members behind `web_sys_unstable_apis`, and declares most without `catch`.

use js_sys::{Uint8Array, WebAssembly};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    pub(crate) type VideoFrame;

    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn new(image: &JsValue, init: &Object) -> Result<VideoFrame, JsValue>;

    // The browser copies the pixels before the constructor returns.
    #[wasm_bindgen(catch, constructor)]
    pub(crate) fn from_pixels(pixels: &[u8], init: &Object) -> Result<VideoFrame, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn clone(this: &VideoFrame) -> Result<VideoFrame, JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn close(this: &VideoFrame) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, method)]
    pub(crate) fn metadata(this: &VideoFrame) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = allocationSize)]
    pub(crate) fn allocation_size(this: &VideoFrame, options: &Object) -> Result<f64, JsValue>;

    #[wasm_bindgen(catch, method, js_name = copyTo)]
    pub(crate) fn copy_to(
        this: &VideoFrame,
        target: &Uint8Array,
        options: &Object,
    ) -> Result<JsValue, JsValue>;
}

/// Returns a view of bytes in wasm memory. Growth of the memory detaches it: its length is 0 then.
///
/// JavaScript that writes to it later needs the bytes to stay where they are, and nothing else to use them.
pub(crate) fn memory_view(bytes: &mut [u8]) -> Uint8Array {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    // Exact: addresses of wasm have 32 bits.
    let address = bytes.as_mut_ptr().expose_provenance() as u32;
    Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), address, bytes.len() as u32)
}
