//! `EventStream`: events as a `Stream`.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::listener::EventListener;
use super::queue::EventQueue;

/// Events as a [`Stream`], as the `…_events` methods return them.
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
/// It listens from its creation and queues every event until it is polled. The streams of a
/// [`Capture`](crate::Capture) end when the capture is dropped; others never end.
///
/// # Drop behavior
/// Dropping it removes the listener and discards queued events.
#[must_use = "it stops listening when it is dropped"]
pub struct EventStream<T> {
    queue: EventQueue<T>,
    listener: EventListener,
}

impl<T: 'static> EventStream<T> {
    /// Creates a stream of the events that a listener pushes into the queue.
    pub(crate) fn new(listen: impl FnOnce(EventQueue<T>) -> EventListener) -> Self {
        let queue = EventQueue::new();
        let listener = listen(queue.clone());
        EventStream { queue, listener }
    }

    /// Waits for the next event. `None` if the stream has ended.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|context| self.queue.poll(context)).await
    }
}

impl<T> Stream for EventStream<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        self.queue.poll(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.listener).finish()
    }
}
