//! The observers of a recording: listeners of its state, and streams of its data.

use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::mpsc::UnboundedSender;
use wasm_bindgen::JsValue;
use web_sys::{Event, EventTarget};

use crate::error::MediaError;
use crate::events::{EventListener, listen, push};
use crate::recorder::machine::RecorderState;
use crate::recorder::recording::Chunk;

const STATE_CHANGE: &str = "statechange";

/// The observers of a recording. A program without them links neither events nor channels, because the first observer
/// sets the functions that reach it.
#[derive(Default)]
pub(super) struct Observers {
    states: OnceCell<Rc<StateTarget>>,
    chunks: RefCell<Vec<Rc<dyn ChunkObserver>>>,
}

/// The target of the event of state changes, and the function that dispatches it.
struct StateTarget {
    target: EventTarget,
    /// The states to dispatch, including the one that is being dispatched.
    pending: RefCell<VecDeque<RecorderState>>,
    dispatch: fn(&StateTarget, RecorderState),
}

/// A stream of the data.
pub(in crate::recorder) trait ChunkObserver {
    fn send(&self, chunk: Result<Chunk, MediaError>);
    fn close(&self);
    fn is_closed(&self) -> bool;
}

impl ChunkObserver for UnboundedSender<Result<Chunk, MediaError>> {
    fn send(&self, chunk: Result<Chunk, MediaError>) {
        push(self, chunk);
    }

    fn close(&self) {
        self.close_channel();
    }

    fn is_closed(&self) -> bool {
        UnboundedSender::is_closed(self)
    }
}

impl Observers {
    /// Calls back with every new state. A no-op outside a browser.
    pub(super) fn listen(&self, mut callback: impl FnMut(RecorderState) + 'static) -> EventListener {
        if self.states.get().is_none()
            && cfg!(target_family = "wasm")
            && let Ok(target) = EventTarget::new()
        {
            // Empty: checked above.
            let _ = self.states.set(Rc::new(StateTarget {
                target,
                pending: RefCell::default(),
                dispatch,
            }));
        }
        let Some(states) = self.states.get().cloned() else {
            return EventListener::noop();
        };
        let target = states.target.clone();
        let callback = move |_: &JsValue| {
            if let Some(state) = states.dispatched() {
                callback(state);
            }
        };
        listen(target.as_ref(), STATE_CHANGE, Box::new(callback))
    }

    pub(super) fn state_changed(&self, state: RecorderState) {
        if let Some(states) = self.states.get() {
            (states.dispatch)(states, state);
        }
    }

    pub(super) fn add_chunks(&self, observer: Rc<dyn ChunkObserver>) {
        self.chunks.borrow_mut().push(observer);
    }

    pub(super) fn written(&self, chunk: &Chunk) {
        let observers = {
            let mut chunks = self.chunks.borrow_mut();
            chunks.retain(|observer| !observer.is_closed());
            chunks.clone()
        };
        for observer in observers {
            observer.send(Ok(chunk.clone()));
        }
    }

    /// Ends the streams of the data.
    pub(super) fn close(&self, error: Option<&MediaError>) {
        for observer in self.chunks.take() {
            if let Some(error) = error {
                observer.send(Err(error.clone()));
            }
            observer.close();
        }
    }
}

impl StateTarget {
    /// Returns the state that is being dispatched.
    fn dispatched(&self) -> Option<RecorderState> {
        self.pending.borrow().front().copied()
    }
}

/// Calls the listeners. If a callback causes another change, all listeners are called with the current state first.
fn dispatch(states: &StateTarget, state: RecorderState) {
    let is_dispatching = states.dispatched().is_some();
    states.pending.borrow_mut().push_back(state);
    if is_dispatching {
        return;
    }
    while states.dispatched().is_some() {
        if let Ok(event) = Event::new(STATE_CHANGE) {
            // Throws only for an event that is already being dispatched. This one is new.
            let _ = states.target.dispatch_event(&event);
        }
        states.pending.borrow_mut().pop_front();
    }
}
