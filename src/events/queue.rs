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
}

impl<T> EventQueue<T> {
    pub(crate) fn new() -> Self {
        EventQueue(Rc::new(Inner {
            events: Cell::default(),
            waker: Cell::new(None),
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

    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<T> {
        let mut events = self.0.events.take();
        let first = events.pop_front();
        self.0.events.set(events);
        match first {
            Some(event) => Poll::Ready(event),
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
