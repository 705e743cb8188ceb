//! A stream that was asked for and is not there yet.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::error::{MediaError, MediaErrorKind};
use crate::events::{STREAM_OPENED, notify};
use crate::stream::LocalMediaStream;
use crate::sys;

/// The future of a stream that was asked for.
///
/// The question is put to the user when the future is made, not when it is first polled: a prompt that needs a click
/// must be opened within it.
///
/// # Drop behavior
/// No browser can take a question back. Dropped before the answer, it leaves a task behind that waits for it and stops
/// every track of a stream that comes after all.
#[must_use = "dropping it at once stops the stream as soon as it comes"]
pub struct PendingMediaStream {
    state: State,
}

enum State {
    Failed(MediaError),
    Pending(Pending),
    Settled,
}

/// A question that the user has not answered.
struct Pending {
    answer: JsFuture,
    #[cfg(feature = "leak-check")]
    _counted: crate::leak_check::Counted,
}

impl Pending {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<LocalMediaStream, MediaError>> {
        Pin::new(&mut self.answer).poll(context).map(own)
    }
}

impl PendingMediaStream {
    pub(crate) fn new(promise: &JsValue) -> Self {
        // `resolve` hands a promise back as it is, and makes one of whatever else a page put in getUserMedia's place.
        let promise = js_sys::Promise::resolve(promise);
        PendingMediaStream {
            state: State::Pending(Pending {
                answer: JsFuture::from(promise),
                #[cfg(feature = "leak-check")]
                _counted: crate::leak_check::Counted::request(),
            }),
        }
    }

    pub(crate) fn failed(error: MediaError) -> Self {
        PendingMediaStream {
            state: State::Failed(error),
        }
    }
}

impl Future for PendingMediaStream {
    type Output = Result<LocalMediaStream, MediaError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::Pending(asked) = &mut self.state {
            let stream = std::task::ready!(asked.poll(context));
            self.state = State::Settled;
            return Poll::Ready(stream);
        }
        Poll::Ready(Err(match std::mem::replace(&mut self.state, State::Settled) {
            State::Failed(error) => error,
            State::Pending(_) | State::Settled => {
                MediaError::new(MediaErrorKind::InvalidState, "answered already")
            }
        }))
    }
}

impl Drop for PendingMediaStream {
    fn drop(&mut self) {
        if let State::Pending(asked) = std::mem::replace(&mut self.state, State::Settled) {
            spawn_local(Unwanted(asked));
        }
    }
}

/// Waits for an answer that nobody wants any more. A future by hand is smaller than an `async` block.
struct Unwanted(Pending);

impl Future for Unwanted {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // The owner that this makes is dropped there and then, and stops the stream.
        self.0.poll(context).map(drop)
    }
}

impl fmt::Debug for PendingMediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            State::Failed(_) => "PendingMediaStream(failed)",
            State::Pending(_) => "PendingMediaStream(asked)",
            State::Settled => "PendingMediaStream(answered)",
        })
    }
}

fn own(answer: Result<JsValue, JsValue>) -> Result<LocalMediaStream, MediaError> {
    let stream = answer?;
    if sys::is_media_stream(&stream) {
        notify(&STREAM_OPENED);
        Ok(LocalMediaStream::adopt(
            stream.unchecked_into::<web_sys::MediaStream>(),
        ))
    } else {
        Err(MediaError::new(
            MediaErrorKind::Type,
            "what was given is no MediaStream",
        ))
    }
}
