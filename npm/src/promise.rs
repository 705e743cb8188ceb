//! Promises of futures.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Converts a future to a promise.
pub fn from_future(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    from_boxed(Box::pin(future))
}

/// Not generic, to reduce the code size: all promises share one instance of `future_to_promise`.
fn from_boxed(future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    future_to_promise(future)
}
