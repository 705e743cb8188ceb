//! Listeners of native events.

use wasm_bindgen::{JsCast, JsValue};

use super::callback::Callback;
use super::listener::EventListener;
use crate::sys;

/// Calls back synchronously for every dispatched event of this name.
///
/// Not generic, so that the program contains one copy.
pub(crate) fn listen(target: &JsValue, name: &'static str, mut callback: Callback) -> EventListener {
    // A page may have replaced an object of the browser by one that dispatches no events.
    if !sys::has_property(target, "addEventListener") {
        return EventListener::noop();
    }
    let target = target.unchecked_ref();
    EventListener::native(gloo_events::EventListener::new(target, name, move |event| {
        callback(event)
    }))
}
