//! Requests to the user that an `AbortSignal` can cancel.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use js_sys::Promise;
use local_media_stream::{MediaStream, PendingMediaStream};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::promise;

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

    // A promise in JavaScript: the listener of gloo-events would add 5 % to the entry `/`.
    #[wasm_bindgen(extends = Promise)]
    type AbortPromise;

    #[wasm_bindgen(js_name = abortPromise)]
    fn abort_promise(signal: &AbortSignal) -> AbortPromise;

    #[wasm_bindgen(method, js_name = removeListener)]
    fn remove_listener(this: &AbortPromise);
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
    promise::from_future(wait(pending, signal))
}

async fn wait(
    pending: Result<PendingMediaStream, JsValue>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let mut pending = pending?;
    let abort_promise = signal.as_ref().map(abort_promise);
    let mut abort = abort_promise
        .as_ref()
        .map(|promise| JsFuture::from(Promise::clone(promise)));
    let settled = poll_fn(|context| {
        // The promise only wakes this future: the signal has the reason.
        if let Some(promise) = &mut abort
            && Pin::new(promise).poll(context).is_ready()
        {
            abort = None;
        }
        match abort_reason(signal.as_ref()) {
            Some(reason) => Poll::Ready(Err(reason)),
            None => Pin::new(&mut pending).poll(context).map_err(JsValue::from),
        }
    })
    .await;
    if let Some(promise) = &abort_promise {
        promise.remove_listener();
    }
    // After an abort, the pending request is dropped here, which stops a stream that arrives later.
    let stream = settled?;
    // From here on, the JavaScript object owns the tracks.
    Ok(adopt(MediaStream::into(stream.into_media_stream())))
}

/// Returns the reason of an aborted signal.
fn abort_reason(signal: Option<&AbortSignal>) -> Option<JsValue> {
    signal.filter(|signal| signal.aborted()).map(AbortSignal::reason)
}
