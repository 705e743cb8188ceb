//! `EventStream`: events, one after the other.

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;

use super::event_listener::EventListener;

/// Events as a [`Stream`]: what the methods `…_events` give.
///
/// ```no_run
/// # async fn example(track: &local_media_stream::MediaStreamTrack) {
/// let mut mutes = track.mute_events();
/// while let Some(()) = mutes.next().await {
///     // …
/// }
/// # }
/// ```
///
/// It listens from the moment it is made, and keeps every event until it is taken. It never ends by itself.
///
/// # Drop behavior
/// Dropping it stops listening, and drops the events that nobody took.
#[must_use = "it listens only for as long as it is kept"]
pub struct EventStream<T> {
    inbox: Inbox<T>,
    listener: EventListener,
}

impl<T: 'static> EventStream<T> {
    /// A stream of what a listener puts into the inbox that it is given.
    pub(crate) fn new(listen: impl FnOnce(Inbox<T>) -> EventListener) -> Self {
        let inbox = Inbox::new();
        let listener = listen(inbox.clone());
        EventStream { inbox, listener }
    }

    /// The next event. Never `None`; it is the signature that every stream has.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|context| self.inbox.poll(context)).await.into()
    }
}

impl<T> Stream for EventStream<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.inbox.poll(context).map(Some)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.listener).finish()
    }
}

/// Where a callback leaves what a task comes for.
pub(crate) struct Inbox<T>(Rc<Contents<T>>);

struct Contents<T> {
    events: Cell<VecDeque<T>>,
    waker: Cell<Option<Waker>>,
}

impl<T> Inbox<T> {
    pub(crate) fn new() -> Self {
        Inbox(Rc::new(Contents {
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

    /// Forgets what is there, and says whether there was any.
    pub(crate) fn clear(&self) -> bool {
        !self.0.events.take().is_empty()
    }
}

impl<T> Clone for Inbox<T> {
    fn clone(&self) -> Self {
        Inbox(Rc::clone(&self.0))
    }
}
