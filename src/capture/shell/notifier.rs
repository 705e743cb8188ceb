//! The listeners of a capture.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::{Event, EventTarget};

use crate::events::{EventListener, listen};

/// Dispatched when the overall state changes.
pub(in crate::capture) const STATE_CHANGE: &str = "statechange";
/// Dispatched when anything changes: the state, a track, a loss or an error.
pub(in crate::capture) const CHANGE: &str = "change";

pub(super) struct Notifier {
    /// Dispatches the events. `None` outside a browser.
    target: Option<EventTarget>,
    /// The number of changes to dispatch, including the one that is being dispatched.
    pending: Cell<u32>,
    /// Whether the overall state is among the pending changes.
    has_new_state: Cell<bool>,
}

impl Notifier {
    pub(super) fn new() -> Self {
        let target = if cfg!(target_family = "wasm") {
            EventTarget::new().ok()
        } else {
            None
        };
        Notifier {
            target,
            pending: Cell::new(0),
            has_new_state: Cell::new(false),
        }
    }

    pub(super) fn listen(&self, name: &'static str, callback: Box<dyn FnMut(&JsValue)>) -> EventListener {
        match &self.target {
            Some(target) => listen(target.as_ref(), name, callback),
            None => EventListener::noop(),
        }
    }

    /// Calls the listeners. If a callback causes another change, all listeners are called for the current one first.
    pub(super) fn notify(&self, state: bool) {
        self.has_new_state.set(self.has_new_state.get() || state);
        let pending = self.pending.get();
        self.pending.set(pending + 1);
        if pending == 0 {
            while self.pending.get() > 0 {
                if self.has_new_state.take() {
                    self.dispatch(STATE_CHANGE);
                }
                self.dispatch(CHANGE);
                self.pending.set(self.pending.get() - 1);
            }
        }
    }

    fn dispatch(&self, name: &str) {
        if let Some(target) = &self.target
            && let Ok(event) = Event::new(name)
        {
            // Throws only for an event that is already being dispatched. This one is new.
            let _ = target.dispatch_event(&event);
        }
    }
}
