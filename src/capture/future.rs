//! `CaptureFuture`, and the calls on a capture that it waits for.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use crate::error::{MediaError, MediaErrorKind};
use crate::stream::MediaStream;

/// The capture that a [`CaptureFuture`] belongs to.
pub(super) trait StreamSource {
    /// Returns the stream, if a track is live.
    fn stream(&self) -> Option<MediaStream>;
}

/// The result of a call on a [`Capture`](super::Capture), as a future of the stream.
///
/// # Drop behavior
/// Dropping it does not cancel the call. It does not keep the capture alive.
pub struct CaptureFuture {
    source: Weak<dyn StreamSource>,
    call: Result<Rc<Waiter>, MediaError>,
}

impl CaptureFuture {
    /// Returns the future of a call. An `Err` is an error that was found before the call.
    pub(super) fn new(source: Weak<dyn StreamSource>, call: Result<Rc<Waiter>, MediaError>) -> Self {
        CaptureFuture { source, call }
    }
}

impl Future for CaptureFuture {
    type Output = Result<MediaStream, MediaError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let waiter = match &self.call {
            Ok(waiter) => waiter,
            Err(error) => return Poll::Ready(Err(error.clone())),
        };
        match &*waiter.result.borrow() {
            None => {
                waiter.waker.set(Some(context.waker().clone()));
                return Poll::Pending;
            }
            Some(Err(error)) => return Poll::Ready(Err(error.clone())),
            Some(Ok(())) => {}
        }
        // The capture may have been stopped after the call settled.
        let stream = self.source.upgrade().and_then(|source| source.stream());
        Poll::Ready(stream.ok_or_else(|| MediaError::new(MediaErrorKind::Abort, "The capture was stopped.")))
    }
}

impl fmt::Debug for CaptureFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaptureFuture")
    }
}

/// The result of a call and the waker of its future.
#[derive(Default)]
pub(super) struct Waiter {
    result: RefCell<Option<Result<(), MediaError>>>,
    waker: Cell<Option<Waker>>,
}

impl Waiter {
    fn settle(&self, result: Result<(), MediaError>) {
        self.result.replace(Some(result));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// The calls that change the target of a capture. The latest one supersedes the earlier ones.
pub(super) struct Calls {
    /// The number of calls.
    generation: Cell<u64>,
    /// Whether the latest call has settled.
    settled: Cell<bool>,
    /// The futures that wait for the latest call.
    waiters: Cell<Vec<Rc<Waiter>>>,
}

impl Calls {
    pub(super) fn new() -> Self {
        Calls {
            generation: Cell::new(0),
            settled: Cell::new(true),
            waiters: Cell::default(),
        }
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation.get()
    }

    pub(super) fn is_settled(&self) -> bool {
        self.settled.get()
    }

    /// Begins a call. The pending one fails with [`Abort`](MediaErrorKind::Abort).
    pub(super) fn supersede(&self) {
        self.settle(Err(MediaError::new(
            MediaErrorKind::Abort,
            "A later call superseded this one.",
        )));
        self.generation.set(self.generation.get() + 1);
        self.settled.set(false);
    }

    /// Returns a waiter for the latest call.
    pub(super) fn wait(&self) -> Rc<Waiter> {
        let waiter = Rc::new(Waiter::default());
        let mut waiters = self.waiters.take();
        waiters.push(waiter.clone());
        self.waiters.set(waiters);
        waiter
    }

    /// Settles the latest call. A no-op if it has settled.
    pub(super) fn settle(&self, result: Result<(), MediaError>) {
        if !self.settled.replace(true) {
            for waiter in self.waiters.take() {
                waiter.settle(result.clone());
            }
        }
    }
}
