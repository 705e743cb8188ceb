//! `EventStream`: events as a `Stream`.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures_core::Stream;

use super::listener::EventListener;

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
/// [`Capture`](crate::Capture) end when the capture is dropped. Others never end, also where no event can occur.
///
/// # Drop behavior
/// Dropping it removes the listener and discards queued events.
#[must_use = "it stops listening when it is dropped"]
pub struct EventStream<T> {
    events: UnboundedReceiver<T>,
    listener: EventListener,
    /// Keeps the channel open if no listener holds a sender.
    _sender: UnboundedSender<T>,
}

impl<T: 'static> EventStream<T> {
    /// Creates a stream of the events that a listener sends.
    pub(crate) fn new(listen: impl FnOnce(UnboundedSender<T>) -> EventListener) -> Self {
        let (sender, events) = unbounded();
        let listener = listen(sender.clone());
        EventStream {
            events,
            listener,
            _sender: sender,
        }
    }

    /// Waits for the next event. `None` if the stream has ended.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|context| Pin::new(&mut self.events).poll_next(context)).await
    }
}

impl<T> Stream for EventStream<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        Pin::new(&mut self.events).poll_next(context)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.listener).finish()
    }
}

/// Sends an event to the task, unless its stream was dropped.
pub(crate) fn push<T>(sender: &UnboundedSender<T>, event: T) {
    let _dropped = sender.unbounded_send(event);
}
