//! Requests to the user that an `AbortSignal` can cancel.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_events::EventListener;
use js_sys::Promise;
use local_media_stream::{MediaStream, PendingMediaStream};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/src/local_media_stream.js")]
extern "C" {
    // Only a JavaScript class can extend MediaStream. It is declared as a function: only a re-exported function can
    // leave its type to types.d.ts.
    #[allow(dead_code)]
    #[wasm_bindgen(reexport, skip_typescript, js_name = LocalMediaStream)]
    fn local_media_stream();

    fn adopt(stream: JsValue) -> JsValue;

    #[wasm_bindgen(catch, js_name = abortSignal)]
    fn abort_signal(options: &JsValue) -> Result<Option<AbortSignal>, JsValue>;
}

/// Starts a request, unless the signal is aborted already. Resolves with a `LocalMediaStream`.
pub fn request(start: impl FnOnce() -> Result<PendingMediaStream, JsValue>, options: &JsValue) -> Promise {
    let (signal, rejected) = match abort_signal(options) {
        Ok(signal) => {
            let reason = abort_reason(signal.as_ref());
            (signal, reason)
        }
        Err(invalid) => (None, Some(invalid)),
    };
    let pending = rejected.map_or_else(start, Err);
    // Not generic, to reduce the code size: all requests share this future.
    future_to_promise(wait(pending, signal))
}

async fn wait(
    pending: Result<PendingMediaStream, JsValue>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let mut pending = pending?;
    let waker = Rc::new(Cell::new(None::<Waker>));
    let _listener = signal.as_ref().map(|signal| {
        let waker = waker.clone();
        EventListener::once(signal, "abort", move |_| {
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        })
    });
    // An abort drops the pending request, which stops a stream that arrives later.
    let stream = poll_fn(|context| match abort_reason(signal.as_ref()) {
        Some(reason) => Poll::Ready(Err(reason)),
        None => {
            waker.set(Some(context.waker().clone()));
            Pin::new(&mut pending).poll(context).map_err(JsValue::from)
        }
    })
    .await?;
    // From here on, the JavaScript object owns the tracks.
    Ok(adopt(MediaStream::into(stream.into_media_stream())))
}

/// Returns the reason of an aborted signal.
fn abort_reason(signal: Option<&AbortSignal>) -> Option<JsValue> {
    signal.filter(|signal| signal.aborted()).map(AbortSignal::reason)
}
