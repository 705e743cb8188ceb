//! `CaptureFuture`, and the waiter that settles it.

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
    waiter: Rc<Waiter>,
}

impl CaptureFuture {
    pub(super) fn new(source: Weak<dyn StreamSource>, waiter: Rc<Waiter>) -> Self {
        CaptureFuture { source, waiter }
    }

    /// Returns whether a later call of the page ended this one.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.waiter.is_interrupted.get()
    }
}

impl Future for CaptureFuture {
    type Output = Result<MediaStream, MediaError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &*self.waiter.result.borrow() {
            None => {
                self.waiter.waker.set(Some(context.waker().clone()));
                return Poll::Pending;
            }
            Some(Err(error)) => return Poll::Ready(Err(error.clone())),
            Some(Ok(())) => {}
        }
        // The capture may have been stopped after the call settled.
        let stream = self.source.upgrade().and_then(|source| source.stream());
        self.waiter.is_interrupted.set(stream.is_none());
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
    is_interrupted: Cell<bool>,
}

impl Waiter {
    /// Creates the waiter of a call that fails at once.
    pub(super) fn failed(error: MediaError) -> Rc<Self> {
        let waiter = Waiter::default();
        waiter.settle(Err(error));
        Rc::new(waiter)
    }

    pub(super) fn interrupt(&self) {
        self.is_interrupted.set(true);
    }

    pub(super) fn settle(&self, result: Result<(), MediaError>) {
        self.result.replace(Some(result));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}
