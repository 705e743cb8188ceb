//! Listeners of objects that the page made, such as the doubles of a test.

use wasm_bindgen::prelude::*;
use web_sys::Event;

use crate::sys;

/// A registered listener. Not that of gloo-events, which panics where the object throws.
pub(super) struct PageListener {
    target: JsValue,
    name: &'static str,
    /// The type of the closures of gloo-events, so that both share their glue code.
    closure: Closure<dyn FnMut(&Event)>,
}

impl PageListener {
    pub(super) fn new(target: &JsValue, name: &'static str, callback: Box<dyn FnMut(&Event)>) -> Self {
        let listener = PageListener {
            target: target.clone(),
            name,
            closure: Closure::wrap(callback),
        };
        listener.call("addEventListener");
        listener
    }

    fn call(&self, method: &str) {
        let arguments = [&JsValue::from_str(self.name), self.closure.as_ref()];
        // An object that throws dispatches no events.
        let _ = sys::call_method(&self.target, method, &arguments);
    }
}

impl Drop for PageListener {
    fn drop(&mut self) {
        self.call("removeEventListener");
    }
}
