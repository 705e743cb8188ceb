//! A callback that may do anything while it runs.

use std::cell::Cell;

use wasm_bindgen::JsValue;

/// A listener's callback. It receives the event.
pub(crate) type Callback = Box<dyn FnMut(&JsValue)>;

/// A callback for synthetic events. It is called from tasks, so it never runs within itself.
///
/// The callback is taken out of a cell and put back, so no borrow is held while it runs: it may drop its own listener.
pub(super) struct CallbackCell {
    /// Empty while the callback runs.
    callback: Cell<Option<Callback>>,
    cancelled: Cell<bool>,
}

impl CallbackCell {
    pub(super) fn new(callback: Callback) -> Self {
        CallbackCell {
            callback: Cell::new(Some(callback)),
            cancelled: Cell::new(false),
        }
    }

    /// Calls the callback without an event.
    pub(super) fn call(&self) {
        let Some(mut callback) = self.callback.take() else {
            return;
        };
        callback(&JsValue::UNDEFINED);
        if !self.cancelled.get() {
            self.callback.set(Some(callback));
        }
    }

    /// Prevents further calls, and drops the callback now or after its current run.
    pub(super) fn cancel(&self) {
        self.cancelled.set(true);
        drop(self.callback.take());
    }
}
