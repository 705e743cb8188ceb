//! Events that scripts dispatch, and counts of listeners.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::object;

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = dispatch)]
    fn dispatch_js(target: &JsValue, name: &str) -> bool;

    #[wasm_bindgen(js_name = stopBrowserEvents)]
    fn stop_browser_events_js(target: &JsValue, name: &str);

    #[wasm_bindgen(js_name = dispatchWith)]
    fn dispatch_with_js(target: &JsValue, name: &str, members: &JsValue) -> bool;

    #[wasm_bindgen(js_name = countListeners)]
    fn count_listeners_js(target: &JsValue) -> Function;
}

/// Dispatches an event from a script, without its cause.
pub fn dispatch(target: impl AsRef<JsValue>, name: &str) {
    dispatch_js(target.as_ref(), name);
}

/// Stops events that the browser dispatches before they reach listeners that are added later, for the life of the page.
pub fn stop_browser_events(target: impl AsRef<JsValue>, name: &str) {
    stop_browser_events_js(target.as_ref(), name);
}

/// Dispatches an event with these members.
pub fn dispatch_with(target: impl AsRef<JsValue>, name: &str, members: &[(&str, JsValue)]) {
    dispatch_with_js(target.as_ref(), name, &object(members));
}

/// Returns a function that counts the current listeners of an object, of those added after this call.
pub fn count_listeners(target: impl AsRef<JsValue>) -> impl Fn() -> u32 {
    let count = count_listeners_js(target.as_ref());
    move || {
        let live = count.call0(&JsValue::UNDEFINED).expect("a count");
        live.as_f64().expect("a number") as u32
    }
}
