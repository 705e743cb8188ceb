//! Listeners of native events.

use wasm_bindgen::prelude::*;

use super::callback::Callback;
use super::listener::{EventListener, NativeListener};
use crate::sys;

/// Calls back synchronously for every dispatched event of this name.
///
/// Not generic, so that the program contains one copy.
pub(crate) fn listen(target: &JsValue, name: &'static str, callback: Callback) -> EventListener {
    // A page may have replaced an object of the browser by one that dispatches no events.
    if sys::has_property(target, "addEventListener") {
        EventListener::native(NativeListener::new(target, name, callback))
    } else {
        EventListener::noop()
    }
}
