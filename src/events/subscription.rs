//! A callback on an event of a browser's object.

use wasm_bindgen::{JsCast, JsValue};

use super::delivery::Callback;
use super::event_listener::EventListener;
use crate::bindings;

/// Calls back for every event of this name, at once when it is dispatched.
///
/// Not generic, so that there is one of it however many events are listened to.
pub(crate) fn listen(target: &JsValue, name: &'static str, mut callback: Callback) -> EventListener {
    // Whatever a page has put in the place of a browser's object, and that tells nobody anything.
    if !bindings::has_property(target, "addEventListener") {
        return EventListener::never();
    }
    let target = target.unchecked_ref();
    EventListener::to_browser(gloo_events::EventListener::new(target, name, move |event| {
        callback(event)
    }))
}
