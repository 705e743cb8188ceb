//! `navigator.permissions`, which may be absent.

use wasm_bindgen::prelude::*;

use super::{Navigator, global};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, method, getter)]
    fn permissions(this: &Navigator) -> Result<Option<Permissions>, JsValue>;

    pub(crate) type Permissions;

    // web-sys knows neither the camera nor the microphone.
    #[wasm_bindgen(catch, method)]
    pub(crate) fn query(this: &Permissions, descriptor: &JsValue) -> Result<JsValue, JsValue>;
}

/// `navigator.permissions`, if there is such a thing here.
pub(crate) fn permissions_of_page() -> Option<Permissions> {
    if !cfg!(target_family = "wasm") {
        return None;
    }
    global().navigator().ok()??.permissions().ok()?
}
