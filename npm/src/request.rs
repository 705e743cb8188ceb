//! What is asked of the user, and can be taken back by an `AbortSignal`.

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
    // A class of JavaScript's: only there can one extend MediaStream. It is declared as a function because only the
    // re-export of a function can leave its type to types.d.ts.
    #[allow(dead_code)]
    #[wasm_bindgen(reexport, skip_typescript, js_name = LocalMediaStream)]
    fn local_media_stream();

    fn adopt(stream: JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// The second argument of what asks.
    pub type Options;

    #[wasm_bindgen(method, getter)]
    fn signal(this: &Options) -> Option<AbortSignal>;
}

/// The `LocalMediaStream` that comes of a question, which is not asked when the signal has been given already.
pub fn respond(
    ask: impl FnOnce() -> Result<PendingMediaStream, JsValue>,
    options: Option<Options>,
) -> Promise {
    let signal = options.and_then(|options| options.signal());
    let request = match aborted(signal.as_ref()) {
        Some(reason) => Err(reason),
        None => ask(),
    };
    // Apart from what asks, so that there is one of it however many do.
    future_to_promise(wait(request, signal))
}

async fn wait(
    request: Result<PendingMediaStream, JsValue>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let mut request = request?;
    let waker = Rc::new(Cell::new(None::<Waker>));
    let _listener = signal.as_ref().map(|signal| {
        let waker = waker.clone();
        EventListener::once(signal, "abort", move |_| {
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        })
    });
    // Dropping the request, as an abort does here, is what stops a stream that comes after all.
    let stream = poll_fn(|context| match aborted(signal.as_ref()) {
        Some(reason) => Poll::Ready(Err(reason)),
        None => {
            waker.set(Some(context.waker().clone()));
            Pin::new(&mut request).poll(context).map_err(JsValue::from)
        }
    })
    .await?;
    // From here on it is the JavaScript object that ends the tracks.
    Ok(adopt(MediaStream::into(stream.into_media_stream())))
}

/// The reason, once the signal has been given.
fn aborted(signal: Option<&AbortSignal>) -> Option<JsValue> {
    signal.filter(|signal| signal.aborted()).map(AbortSignal::reason)
}
