//! The calling of a callback, in a way that lets it do anything.

use std::cell::Cell;

use wasm_bindgen::JsValue;

pub(super) type Callback = Box<dyn FnMut(&JsValue)>;

/// A callback, and the events that wait for it.
///
/// Cells that are emptied and filled again, rather than borrows: there is nothing to trip over when the callback
/// comes back here while it runs.
pub(super) struct Delivery {
    /// Not here while it runs.
    callback: Cell<Option<Callback>>,
    waiting: Cell<Vec<JsValue>>,
    ended: Cell<bool>,
}

impl Delivery {
    pub(super) fn new(callback: Callback) -> Self {
        Delivery {
            callback: Cell::new(Some(callback)),
            waiting: Cell::default(),
            ended: Cell::new(false),
        }
    }

    /// Calls the callback with this event; or leaves it to the call that is under way.
    pub(super) fn deliver(&self, event: &JsValue) {
        let Some(mut callback) = self.callback.take() else {
            let mut waiting = self.waiting.take();
            waiting.push(event.clone());
            self.waiting.set(waiting);
            return;
        };
        callback(event);
        loop {
            let events = self.waiting.take();
            if events.is_empty() {
                break;
            }
            for event in events {
                // An earlier one may have been the last that was wanted.
                if self.ended.get() {
                    return;
                }
                callback(&event);
            }
        }
        if !self.ended.get() {
            self.callback.set(Some(callback));
        }
    }

    /// Lets go of the callback, now or when it has run.
    pub(super) fn end(&self) {
        self.ended.set(true);
        drop(self.waiting.take());
        drop(self.callback.take());
    }
}
