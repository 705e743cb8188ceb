//! `navigator.permissions`, which may be absent.

use wasm_bindgen::prelude::*;

use super::global::{self, Navigator};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, method, getter)]
    fn permissions(this: &Navigator) -> Result<Option<Permissions>, JsValue>;

    pub(crate) type Permissions;

    // The `PermissionName` of web-sys has neither the camera nor the microphone.
    #[wasm_bindgen(catch, method)]
    pub(crate) fn query(this: &Permissions, descriptor: &JsValue) -> Result<JsValue, JsValue>;
}

/// Returns `navigator.permissions`, or `None` where it is absent.
pub(crate) fn navigator_permissions() -> Option<Permissions> {
    global::navigator()?.permissions().ok()?
}
