//! Listeners of objects that the page made, such as the doubles of a test.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

use super::callback::Callback;

/// A registered listener. Not that of gloo-events, which panics where the object throws.
pub(super) struct PageListener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(&JsValue)>,
}

impl PageListener {
    pub(super) fn new(target: EventTarget, name: &'static str, callback: Callback) -> Self {
        let closure = Closure::wrap(callback);
        let function = closure.as_ref().unchecked_ref();
        // An object that throws dispatches no events.
        let _ = target.add_event_listener_with_callback(name, function);
        PageListener {
            target,
            name,
            closure,
        }
    }
}

impl Drop for PageListener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, function);
    }
}
