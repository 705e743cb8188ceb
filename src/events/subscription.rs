//! A callback on an event of a browser's object.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};

use super::delivery::{Callback, Delivery};
use super::event_listener::{EventListener, Listening};
use crate::bindings;

struct Subscription {
    target: web_sys::EventTarget,
    name: &'static str,
    listener: Cell<Option<gloo_events::EventListener>>,
    delivery: Delivery,
}

/// Calls back for every event of this name, at once when it is dispatched.
///
/// Not generic, so that there is one of it however many events are listened to.
pub(crate) fn listen(target: &JsValue, name: &'static str, callback: Callback) -> EventListener {
    // Whatever a page has put in the place of a browser's object, and that tells nobody anything.
    if !bindings::has_property(target, "addEventListener") {
        return EventListener::never();
    }
    let subscription = Rc::new(Subscription {
        target: target.unchecked_ref::<web_sys::EventTarget>().clone(),
        name,
        listener: Cell::new(None),
        delivery: Delivery::new(callback),
    });
    subscription.arm();
    EventListener::new(subscription)
}

impl Subscription {
    /// Listens with a closure of JavaScript's that has not been called yet.
    fn arm(self: &Rc<Self>) {
        // The old one goes first, so that no event finds both.
        drop(self.listener.take());
        let this = Rc::downgrade(self);
        let listener = gloo_events::EventListener::new(&self.target, self.name, move |event| {
            if let Some(this) = this.upgrade() {
                // A closure throws when it is called within itself, which happens as soon as a callback dispatches
                // the event that it handles: by then another one listens. An event that is being dispatched does
                // not reach a listener that is new, so that nothing comes twice.
                this.arm();
                this.delivery.deliver(event.into());
            }
        });
        self.listener.set(Some(listener));
    }
}

impl Listening for Subscription {
    fn end(&self) {
        drop(self.listener.take());
        self.delivery.end();
    }
}
