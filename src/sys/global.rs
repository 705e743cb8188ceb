//! The global object and `navigator`. Each member may be absent: in a worker, on a server, on an insecure page.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::object::{call_method, has_property, property};

#[wasm_bindgen]
extern "C" {
    type Global;

    #[wasm_bindgen(catch, method, getter)]
    fn navigator(this: &Global) -> Result<Option<Navigator>, JsValue>;

    #[wasm_bindgen(catch, method, getter, js_name = isSecureContext)]
    fn is_secure_context(this: &Global) -> Result<Option<bool>, JsValue>;

    pub(super) type Navigator;

    // The page may have replaced it by a function that throws.
    #[wasm_bindgen(catch, js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &JsValue, milliseconds: u32) -> Result<JsValue, JsValue>;

    #[cfg(any(feature = "recorder", feature = "frames", feature = "audio"))]
    #[wasm_bindgen(catch, js_namespace = performance, js_name = now)]
    fn performance_now() -> Result<f64, JsValue>;
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

/// Returns a member of `navigator`, such as `storage`.
#[cfg(feature = "recorder")]
pub(crate) fn navigator_member(name: &str) -> Option<JsValue> {
    let navigator = navigator()?;
    property(&navigator, name)
}

/// Returns whether the browser reports the page as an insecure context.
pub(crate) fn is_insecure_page() -> bool {
    cfg!(target_family = "wasm") && matches!(global().is_secure_context(), Ok(Some(false)))
}

/// Returns whether the permissions policy of the page and of the pages that embed it allows a feature, such as `camera`. `None`
/// where the browser does not expose it (Firefox, Safari).
pub(crate) fn policy_allows(feature: &str) -> Option<bool> {
    if !cfg!(target_family = "wasm") {
        return None;
    }
    let policy = property(&property(&global(), "document")?, "featurePolicy")?;
    let allows = call_method(&policy, "allowsFeature", &[&JsValue::from_str(feature)]);
    allows.ok()?.as_bool()
}

/// Returns whether another page embeds the page.
pub(crate) fn is_embedded() -> bool {
    cfg!(target_family = "wasm")
        && property(&global(), "parent").is_some_and(|parent| parent != JsValue::from(global()))
}

/// Returns a promise that resolves after this time. Must be called on wasm only.
pub(crate) fn timeout(milliseconds: u32) -> Promise {
    // A longer time would overflow, and the browser would call back at once.
    let milliseconds = milliseconds.min(i32::MAX as u32);
    Promise::new_typed::<JsValue>(&mut |resolve, _| {
        let _ = set_timeout(&resolve, milliseconds);
    })
}

/// Returns a time in milliseconds that never goes back. 0 outside a browser.
#[cfg(any(feature = "recorder", feature = "frames", feature = "audio"))]
pub(crate) fn now() -> f64 {
    if cfg!(target_family = "wasm") {
        performance_now().unwrap_or_default()
    } else {
        0.0
    }
}

/// Returns whether a global of this name exists. Evaluating an absent global throws, and `catch` could not distinguish
/// that error from others.
pub(crate) fn has_global(name: &str) -> bool {
    cfg!(target_family = "wasm") && has_property(&global(), name)
}

/// Returns whether this is the `addEventListener` of the browser, and not a method of the page.
pub(crate) fn is_native_add_event_listener(method: &JsValue) -> bool {
    let prototype = property(&global(), "EventTarget").and_then(|class| property(&class, "prototype"));
    prototype
        .and_then(|prototype| property(&prototype, "addEventListener"))
        .as_ref()
        == Some(method)
}
