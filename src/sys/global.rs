//! The global object and `navigator`. Each member may be absent: in a worker, on a server, on an insecure page.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::has_property;

#[wasm_bindgen]
extern "C" {
    type Global;

    #[wasm_bindgen(catch, method, getter)]
    fn navigator(this: &Global) -> Result<Option<Navigator>, JsValue>;

    #[wasm_bindgen(catch, method, getter, js_name = isSecureContext)]
    fn is_secure_context(this: &Global) -> Result<Option<bool>, JsValue>;

    pub(super) type Navigator;
}

/// Returns the global object. Must be called on wasm only.
fn global() -> Global {
    // The executor of futures has already looked it up.
    js_sys::global().unchecked_into()
}

/// Returns `navigator`, or `None` where there is none.
pub(super) fn navigator() -> Option<Navigator> {
    // A native build has no JavaScript to call.
    if !cfg!(target_family = "wasm") {
        return None;
    }
    global().navigator().ok()?
}

/// Returns whether the browser reports the page as an insecure context.
pub(crate) fn is_insecure_page() -> bool {
    cfg!(target_family = "wasm") && matches!(global().is_secure_context(), Ok(Some(false)))
}

/// Returns whether a global of this name exists. Evaluating an absent global throws, and `catch` could not distinguish
/// that error from others.
pub(crate) fn has_global(name: &str) -> bool {
    cfg!(target_family = "wasm") && has_property(&global(), name)
}
