//! Promises of what the crate gives.

use std::future::Future;
use std::pin::Pin;

use js_sys::Promise;
use local_media_stream::MediaError;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// A promise of what comes of this.
pub fn of(future: impl Future<Output = Result<JsValue, MediaError>> + 'static) -> Promise {
    boxed(Box::pin(future))
}

/// Not generic, so that there is one of it however many promises are given.
fn boxed(future: Pin<Box<dyn Future<Output = Result<JsValue, MediaError>>>>) -> Promise {
    future_to_promise(async { future.await.map_err(JsValue::from) })
}
