//! The observers of a recording: listeners of its state, and streams of its data.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use futures_channel::mpsc::UnboundedSender;
use web_sys::{Event, EventTarget};

use crate::error::MediaError;
use crate::events::{EventListener, listen, push};
use crate::recorder::recording::Chunk;

const STATE_CHANGE: &str = "statechange";

/// The observers of a recording. A program without them links neither events nor channels, because the first observer
/// sets the functions that reach it.
#[derive(Default)]
pub(super) struct Observers {
    states: OnceCell<StateTarget>,
    chunks: RefCell<Vec<Rc<dyn ChunkObserver>>>,
}

/// The target of the event of state changes, and the function that dispatches it.
struct StateTarget {
    target: EventTarget,
    dispatch: fn(&EventTarget),
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
    pub(super) fn listen(&self, mut callback: impl FnMut() + 'static) -> EventListener {
        if self.states.get().is_none()
            && cfg!(target_family = "wasm")
            && let Ok(target) = EventTarget::new()
        {
            // Empty: checked above.
            let _ = self.states.set(StateTarget { target, dispatch });
        }
        match self.states.get() {
            Some(states) => listen(
                states.target.as_ref(),
                STATE_CHANGE,
                Box::new(move |_| callback()),
            ),
            None => EventListener::noop(),
        }
    }

    pub(super) fn state_changed(&self) {
        if let Some(states) = self.states.get() {
            (states.dispatch)(&states.target);
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

fn dispatch(target: &EventTarget) {
    if let Ok(event) = Event::new(STATE_CHANGE) {
        // Throws only for an event that is already being dispatched. This one is new.
        let _ = target.dispatch_event(&event);
    }
}
