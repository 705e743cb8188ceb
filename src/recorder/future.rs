//! `RecordingFuture`: the result of a recorder.

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::recording::Recording;
use crate::error::MediaError;
use crate::wakers::Wakers;

/// The result of a recorder and the wakers of its futures.
#[derive(Default)]
pub(super) struct Outcome {
    result: RefCell<Option<Result<Recording, MediaError>>>,
    wakers: Wakers,
}

impl Outcome {
    pub(super) fn settle(&self, result: Result<Recording, MediaError>) {
        self.result.replace(Some(result));
        self.wakers.wake();
    }
}

/// The future of a complete recording, as [`Recorder::stop`](super::Recorder::stop) returns it.
///
/// # Drop behavior
/// Dropping it does not cancel the stop: the last data still reaches the sink.
#[must_use = "the recording is in the result"]
pub struct RecordingFuture {
    outcome: Result<Rc<Outcome>, MediaError>,
}

impl RecordingFuture {
    /// Returns the future of an outcome. An `Err` is an error that was found before.
    pub(super) fn new(outcome: Result<Rc<Outcome>, MediaError>) -> Self {
        RecordingFuture { outcome }
    }
}

impl Future for RecordingFuture {
    type Output = Result<Recording, MediaError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = match &self.outcome {
            Ok(outcome) => outcome,
            Err(error) => return Poll::Ready(Err(error.clone())),
        };
        if let Some(result) = &*outcome.result.borrow() {
            return Poll::Ready(result.clone());
        }
        outcome.wakers.add(context.waker());
        Poll::Pending
    }
}

impl fmt::Debug for RecordingFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordingFuture")
    }
}
