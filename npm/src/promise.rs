//! Promises of the crate's futures.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use local_media_stream::MediaError;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Converts a future to a promise. An error is converted to the JavaScript error.
pub fn from_future(future: impl Future<Output = Result<JsValue, MediaError>> + 'static) -> Promise {
    from_boxed(Box::pin(future))
}

/// Not generic, to reduce the code size: all promises share one instance of `future_to_promise`.
fn from_boxed(future: Pin<Box<dyn Future<Output = Result<JsValue, MediaError>>>>) -> Promise {
    future_to_promise(async { future.await.map_err(JsValue::from) })
}
