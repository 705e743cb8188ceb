//! The current state of a capture, and the notification of its changes.

use std::cell::{Cell, RefCell};

use web_sys::{Event, EventTarget};

use super::state::CaptureState;

/// The event that is dispatched when the state changes.
pub(super) const STATE_CHANGE: &str = "statechange";

pub(super) struct StateNotifier {
    state: RefCell<CaptureState>,
    /// Dispatches the event. `None` outside a browser.
    event_target: Option<EventTarget>,
    /// The number of changes to dispatch, including the one that is being dispatched.
    pending_notifications: Cell<u32>,
}

impl StateNotifier {
    pub(super) fn new() -> Self {
        let event_target = if cfg!(target_family = "wasm") {
            EventTarget::new().ok()
        } else {
            None
        };
        StateNotifier {
            state: RefCell::new(CaptureState::Idle),
            event_target,
            pending_notifications: Cell::new(0),
        }
    }

    pub(super) fn state(&self) -> CaptureState {
        self.state.borrow().clone()
    }

    pub(super) fn event_target(&self) -> Option<&EventTarget> {
        self.event_target.as_ref()
    }

    /// Sets the state, and notifies the listeners if it is another one.
    pub(super) fn set(&self, state: CaptureState) {
        let previous = self.state.replace(state);
        let is_same = {
            let current = self.state.borrow();
            matches!(
                (&previous, &*current),
                (CaptureState::Idle, CaptureState::Idle)
                    | (CaptureState::Prompting, CaptureState::Prompting)
                    | (CaptureState::Live, CaptureState::Live)
                    | (CaptureState::Switching, CaptureState::Switching)
            )
        };
        drop(previous);
        if is_same {
            return;
        }
        let pending = self.pending_notifications.get();
        self.pending_notifications.set(pending + 1);
        // If a callback sets another state, all listeners are called for the current one first.
        if pending == 0 {
            while self.pending_notifications.get() > 0 {
                self.dispatch();
                self.pending_notifications
                    .set(self.pending_notifications.get() - 1);
            }
        }
    }

    fn dispatch(&self) {
        if let Some(target) = &self.event_target
            && let Ok(event) = Event::new(STATE_CHANGE)
        {
            // Throws only for an event that is already being dispatched. This one is new.
            let _ = target.dispatch_event(&event);
        }
    }
}
