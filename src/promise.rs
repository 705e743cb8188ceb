//! Futures of the promises that browser calls return.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, MediaErrorKind};

/// The future of a browser call that returns a promise.
///
/// The browser is called when the function that returns this is called, not when the future is first polled. A prompt
/// that requires a user gesture is therefore requested within the gesture.
///
/// # Drop behavior
/// Dropping it discards the result. The browser completes the operation anyway: no browser can cancel one.
#[must_use = "the browser was called, but a failure is only reported to the code that awaits this"]
pub struct MediaFuture<T> {
    call: Call,
    convert: fn(JsValue) -> Result<T, MediaError>,
}

impl<T> MediaFuture<T> {
    /// Creates the future of a call whose resolved value `convert` converts.
    pub(crate) fn new(
        call: Result<JsFuture, MediaError>,
        convert: fn(JsValue) -> Result<T, MediaError>,
    ) -> Self {
        MediaFuture {
            call: Call::new(call),
            convert,
        }
    }
}

impl<T> Future for MediaFuture<T> {
    type Output = Result<T, MediaError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let settled = ready!(self.call.poll(context));
        Poll::Ready(settled.and_then(self.convert))
    }
}

impl<T> fmt::Debug for MediaFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MediaFuture").field(&self.call).finish()
    }
}

/// A browser call that fails at once or returns a promise.
pub(crate) enum Call {
    /// The call failed before the browser returned a promise. The future reports it.
    Failed(MediaError),
    Pending(JsFuture),
    Settled,
}

impl Call {
    pub(crate) fn new(call: Result<JsFuture, MediaError>) -> Self {
        match call {
            Ok(future) => Call::Pending(future),
            Err(error) => Call::Failed(error),
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<JsValue, MediaError>> {
        self.poll_with(context, |settled| Ok(settled?))
    }

    /// Converts the settled value in place: a further `Result` with a `MediaError` would cost bytes.
    pub(crate) fn poll_with<T>(
        &mut self,
        context: &mut Context<'_>,
        convert: impl FnOnce(Result<JsValue, JsValue>) -> Result<T, MediaError>,
    ) -> Poll<Result<T, MediaError>> {
        if let Call::Pending(future) = self {
            let settled = ready!(Pin::new(future).poll(context));
            *self = Call::Settled;
            return Poll::Ready(convert(settled));
        }
        Poll::Ready(Err(match mem::replace(self, Call::Settled) {
            Call::Failed(error) => error,
            Call::Pending(_) | Call::Settled => MediaError::new(
                MediaErrorKind::InvalidState,
                "The future has already returned its result. Await it only once.",
            ),
        }))
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Call::Failed(_) => "failed",
            Call::Pending(_) => "pending",
            Call::Settled => "settled",
        })
    }
}

/// Converts the result of a browser call into a future. A page may have replaced the method by one that returns no
/// promise, so any value is accepted.
pub(crate) fn into_future(returned: Result<JsValue, JsValue>) -> Result<JsFuture, MediaError> {
    Ok(JsFuture::from(js_sys::Promise::resolve(&returned?)))
}

/// Returns the future of a call whose resolved value is not needed.
pub(crate) fn settled(call: Result<JsFuture, MediaError>) -> MediaFuture<()> {
    MediaFuture::new(call, |_| Ok(()))
}
