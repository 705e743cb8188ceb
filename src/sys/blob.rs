//! `Blob`. web-sys has one constructor for each type of part.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Blob)]
    type BlobBinding;

    #[wasm_bindgen(catch, constructor, js_class = "Blob")]
    fn new(parts: &js_sys::Array, options: &Object) -> Result<BlobBinding, JsValue>;
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
