//! `EventQueue`: events from a callback to a task.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// An unbounded queue that a callback fills and one task drains.
pub(crate) struct EventQueue<T>(Rc<Inner<T>>);

struct Inner<T> {
    events: Cell<VecDeque<T>>,
    waker: Cell<Option<Waker>>,
    is_closed: Cell<bool>,
}

impl<T> EventQueue<T> {
    pub(crate) fn new() -> Self {
        EventQueue(Rc::new(Inner {
            events: Cell::default(),
            waker: Cell::new(None),
            is_closed: Cell::new(false),
        }))
    }

    pub(crate) fn push(&self, event: T) {
        let mut events = self.0.events.take();
        events.push_back(event);
        self.0.events.set(events);
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }

    /// Ends the stream after the queued events.
    pub(crate) fn close(&self) {
        self.0.is_closed.set(true);
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }

    /// Returns the next event. `None` after the last event of a closed queue.
    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<Option<T>> {
        let mut events = self.0.events.take();
        let first = events.pop_front();
        self.0.events.set(events);
        match first {
            Some(event) => Poll::Ready(Some(event)),
            None if self.0.is_closed.get() => Poll::Ready(None),
            None => {
                self.0.waker.set(Some(context.waker().clone()));
                Poll::Pending
            }
        }
    }

    /// Discards the events, and returns whether there were any.
    pub(crate) fn clear(&self) -> bool {
        !self.0.events.take().is_empty()
    }
}

impl<T> Clone for EventQueue<T> {
    fn clone(&self) -> Self {
        EventQueue(Rc::clone(&self.0))
    }
}
