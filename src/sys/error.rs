//! `DOMException` and `TypeError`, created by this crate.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::Object;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = DOMException)]
    type DomException;

    #[wasm_bindgen(catch, constructor, js_class = "DOMException")]
    fn new(message: &str, name: &str) -> Result<DomException, JsValue>;
}

/// Creates a JavaScript error of this name: a `TypeError`, or a `DOMException` with an optional `constraint`.
pub(crate) fn new_error(name: &str, message: &str, constraint: Option<&str>) -> JsValue {
    if !cfg!(target_family = "wasm") {
        return JsValue::UNDEFINED;
    }
    if name == "TypeError" {
        return js_sys::TypeError::new(message).into();
    }
    // Every engine that loads this wasm has DOMException. If the page has deleted it, the thrown error is used.
    let error: JsValue = DomException::new(message, name).map_or_else(|thrown| thrown, Into::into);
    if let Some(constraint) = constraint {
        error
            .unchecked_ref::<Object>()
            .set_string("constraint", constraint);
    }
    error
}
