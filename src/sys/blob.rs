//! `Blob`, and the bytes of an `ArrayBuffer`. web-sys has one constructor for each type of part.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::object::{Object, array};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Blob)]
    type BlobBinding;

    #[wasm_bindgen(catch, constructor, js_class = "Blob")]
    fn new(parts: &js_sys::Array, options: &Object) -> Result<BlobBinding, JsValue>;

    #[wasm_bindgen(js_name = Uint8Array)]
    type Bytes;

    // Throws for what a page's `arrayBuffer` may return.
    #[wasm_bindgen(catch, constructor)]
    fn new(buffer: &JsValue) -> Result<Bytes, JsValue>;

    // The whole array, which the glue copies. `Uint8Array::to_vec` would link the formatting of numbers for a panic:
    // 500 bytes gzip.
    #[wasm_bindgen(catch, method)]
    fn subarray(this: &Bytes) -> Result<Vec<u8>, JsValue>;
}

/// Calls `new Blob(parts, { type })`.
pub(crate) fn new_blob(parts: &js_sys::Array, mime_type: &str) -> Result<Blob, JsValue> {
    let options = Object::new();
    options.set_string("type", mime_type);
    Ok(BlobBinding::new(parts, &options)?.unchecked_into())
}

/// Returns the bytes from `start` to `end`, which must not be after the end of the blob.
pub(crate) fn slice_blob(blob: &Blob, start: f64, end: f64) -> Result<Blob, JsValue> {
    blob.slice_with_f64_and_f64(start, end)
}

/// Creates a blob of bytes.
pub(crate) fn blob_of_bytes(bytes: &[u8], mime_type: &str) -> Result<Blob, JsValue> {
    new_blob(&array(&[&Uint8Array::from(bytes)]), mime_type)
}

/// Copies the bytes of an `ArrayBuffer` into the memory of wasm.
pub(crate) fn read_bytes(buffer: &JsValue) -> Result<Vec<u8>, JsValue> {
    Bytes::new(buffer)?.subarray()
}
