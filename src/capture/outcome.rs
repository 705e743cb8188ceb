//! How a call on a capture comes out.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use super::session::Session;
use crate::error::{MediaError, MediaErrorKind};
use crate::stream::MediaStream;

/// Where a session leaves how a call came out, and a future comes for it.
#[derive(Default)]
pub(super) struct Outcome {
    result: RefCell<Option<Result<(), MediaError>>>,
    waker: Cell<Option<Waker>>,
}

impl Outcome {
    pub(super) fn set(&self, result: Result<(), MediaError>) {
        self.result.replace(Some(result));
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// How a call on a [`Capture`](super::Capture) comes out, as a future of its stream.
///
/// What was called for is under way already: dropping this changes nothing. It does not keep the capture alive.
pub struct CaptureFuture {
    session: Weak<Session>,
    outcome: Result<Rc<Outcome>, MediaError>,
}

impl CaptureFuture {
    pub(super) fn new(session: &Session, outcome: Result<Rc<Outcome>, MediaError>) -> Self {
        CaptureFuture {
            session: session.downgrade(),
            outcome,
        }
    }
}

impl Future for CaptureFuture {
    type Output = Result<MediaStream, MediaError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = match &self.outcome {
            Ok(outcome) => outcome,
            Err(error) => return Poll::Ready(Err(error.clone())),
        };
        match &*outcome.result.borrow() {
            None => {
                outcome.waker.set(Some(context.waker().clone()));
                return Poll::Pending;
            }
            Some(Err(error)) => return Poll::Ready(Err(error.clone())),
            Some(Ok(())) => {}
        }
        // It may have been stopped since.
        let stream = self.session.upgrade().and_then(|session| session.stream());
        Poll::Ready(stream.ok_or_else(|| MediaError::new(MediaErrorKind::Abort, "the capture was stopped")))
    }
}

impl fmt::Debug for CaptureFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaptureFuture")
    }
}
