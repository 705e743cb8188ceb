//! The executor of the tasks of a capture.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// One type for all tasks, so that the program contains one copy of the executor's code.
pub(super) type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Runs a task. Outside a browser nothing is pending: each result is an error that is known at once.
pub(super) fn run(mut task: Task) {
    if cfg!(target_family = "wasm") {
        spawn_local(task);
    } else {
        let _settled = task.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Ignores the result of a call that may return a promise. A rejection would be reported as unhandled otherwise.
pub(super) fn ignore(returned: Result<JsValue, JsValue>) {
    if let Ok(promise) = returned {
        let settled = JsFuture::from(Promise::resolve(&promise));
        run(Box::pin(async move { drop(settled.await) }));
    }
}
