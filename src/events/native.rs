//! Listeners of events that are dispatched by JavaScript objects.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::callback::Callback;
use super::listener::EventListener;
use super::page_listener::PageListener;
use crate::sys;

/// Calls back synchronously for every dispatched event of this name.
///
/// Not generic, so that the program contains one copy.
pub(crate) fn listen(target: &JsValue, name: &'static str, mut callback: Callback) -> EventListener {
    // A page may have replaced an object of the browser by one that dispatches no events.
    let Some(method) = sys::property(target, "addEventListener") else {
        return EventListener::noop();
    };
    let callback = move |event: &Event| callback(event);
    if sys::is_native_add_event_listener(&method) {
        EventListener::native(gloo_events::EventListener::new(
            target.unchecked_ref(),
            name,
            callback,
        ))
    } else {
        EventListener::page(PageListener::new(target, name, Box::new(callback)))
    }
}
