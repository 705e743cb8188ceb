//! `CropTarget` and `RestrictionTarget`. web-sys lacks both.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(crate) type CropTarget;

    #[wasm_bindgen(catch, static_method_of = CropTarget, js_name = fromElement)]
    pub(crate) fn from_element(element: &web_sys::Element) -> Result<JsValue, JsValue>;

    pub(crate) type RestrictionTarget;

    #[wasm_bindgen(catch, static_method_of = RestrictionTarget, js_name = fromElement)]
    pub(crate) fn from_element(element: &web_sys::Element) -> Result<JsValue, JsValue>;
}
