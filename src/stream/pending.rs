//! `PendingMediaStream`: a request for a stream.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::error::MediaError;
use crate::events::{Topic, notify};
use crate::promise::Call;
use crate::stream::{LocalMediaStream, MediaStream};

/// The future of a requested stream, as [`get_user_media`](crate::get_user_media) and
/// [`get_display_media`](crate::get_display_media) return it.
///
/// The prompt opens when the function is called, not when the future is first polled. Call the function in the click
/// handler if the prompt requires a user gesture. Only the future may be awaited later.
///
/// # Drop behavior
/// No browser can withdraw a prompt. If the future is dropped while the prompt is open, a task waits for the response and
/// stops every track of the stream.
#[must_use = "dropping it stops the stream on arrival"]
pub struct PendingMediaStream {
    request: Request,
}

struct Request {
    call: Call,
    #[cfg(feature = "leak-check")]
    counted: Option<crate::leak_check::Counted>,
}

impl Request {
    /// Creates a request without a pending promise.
    fn without_promise(call: Call) -> Self {
        Request {
            call,
            #[cfg(feature = "leak-check")]
            counted: None,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<LocalMediaStream, MediaError>> {
        let stream = ready!(self.call.poll_with(context, adopt));
        #[cfg(feature = "leak-check")]
        drop(self.counted.take());
        Poll::Ready(stream)
    }
}

impl PendingMediaStream {
    /// Creates the future of a promise. A page may have replaced `getUserMedia` by a function that returns no promise,
    /// so any value is accepted.
    pub(crate) fn new(promise: &JsValue) -> Self {
        PendingMediaStream {
            request: Request {
                call: Call::Pending(JsFuture::from(js_sys::Promise::resolve(promise))),
                #[cfg(feature = "leak-check")]
                counted: Some(crate::leak_check::Counted::request()),
            },
        }
    }

    pub(crate) fn failed(error: MediaError) -> Self {
        PendingMediaStream {
            request: Request::without_promise(Call::Failed(error)),
        }
    }
}

impl Future for PendingMediaStream {
    type Output = Result<LocalMediaStream, MediaError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.request.poll(context)
    }
}

impl Drop for PendingMediaStream {
    fn drop(&mut self) {
        if matches!(self.request.call, Call::Pending(_)) {
            let request = mem::replace(&mut self.request, Request::without_promise(Call::Settled));
            spawn_local(StopOnArrival(request));
        }
    }
}

/// Stops the stream of a dropped request. A named future compiles to fewer bytes than an `async` block.
struct StopOnArrival(Request);

impl Future for StopOnArrival {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Drops the owner of the stream, which stops its tracks.
        self.0.poll(context).map(drop)
    }
}

impl fmt::Debug for PendingMediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PendingMediaStream")
            .field(&self.request.call)
            .finish()
    }
}

fn adopt(settled: Result<JsValue, JsValue>) -> Result<LocalMediaStream, MediaError> {
    let stream = MediaStream::try_from(settled?)?;
    notify(Topic::StreamOpened);
    Ok(LocalMediaStream::adopt(stream))
}
