//! Listeners of native events. Not those of gloo-events, which panic where a target throws.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::callback::Callback;
use super::listener::EventListener;
use crate::sys;

/// A registered listener.
pub(super) struct NativeListener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(&JsValue)>,
}

/// Calls back synchronously for every dispatched event of this name.
///
/// Not generic, so that the program contains one copy.
pub(crate) fn listen(target: &JsValue, name: &'static str, callback: Callback) -> EventListener {
    // A page may have replaced an object of the browser by one that dispatches no events.
    if !sys::has_property(target, "addEventListener") {
        return EventListener::noop();
    }
    let target: EventTarget = target.clone().unchecked_into();
    let closure = Closure::wrap(callback);
    let function = closure.as_ref().unchecked_ref();
    // An object of the page that throws dispatches no events.
    let _ = target.add_event_listener_with_callback(name, function);
    EventListener::native(NativeListener {
        target,
        name,
        closure,
    })
}

impl Drop for NativeListener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, function);
    }
}
