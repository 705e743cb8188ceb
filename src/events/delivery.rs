//! The calling of a callback, in a way that lets it do anything.

use std::cell::Cell;

use wasm_bindgen::JsValue;

pub(super) type Callback = Box<dyn FnMut(&JsValue)>;

/// A callback that is called by tasks, and so never within itself.
///
/// Cells that are emptied and filled again, rather than borrows: there is nothing to trip over when the callback
/// ends this while it runs.
pub(super) struct Delivery {
    /// Not here while it runs.
    callback: Cell<Option<Callback>>,
    ended: Cell<bool>,
}

impl Delivery {
    pub(super) fn new(callback: Callback) -> Self {
        Delivery {
            callback: Cell::new(Some(callback)),
            ended: Cell::new(false),
        }
    }

    /// Calls the callback, with nothing to tell it.
    pub(super) fn deliver(&self) {
        let Some(mut callback) = self.callback.take() else {
            return;
        };
        callback(&JsValue::UNDEFINED);
        if !self.ended.get() {
            self.callback.set(Some(callback));
        }
    }

    /// Lets go of the callback, now or when it has run.
    pub(super) fn end(&self) {
        self.ended.set(true);
        drop(self.callback.take());
    }
}
