//! `RecordingLock`: the lock of a recording in the origin-private file system.

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, MediaErrorKind, require_member};
use crate::promise::into_future;
use crate::sys;

/// A lock that one page of the origin has at a time. The browser releases it when the page is closed or crashes.
///
/// Every browser that writes to the origin-private file system has such locks.
///
/// # Drop behavior
/// Dropping it releases the lock. By the spec, a later request of the page is handled after that.
///
/// [Spec](https://w3c.github.io/web-locks/) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Web_Locks_API)
#[derive(Debug)]
pub(super) struct RecordingLock {
    /// Resolves the promise that holds the lock.
    release: Function,
}

impl RecordingLock {
    /// Requests the lock of a recording.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) if a recorder has it.
    pub(super) async fn request(name: &str) -> Result<Self, MediaError> {
        let locks = sys::navigator_member("locks").unwrap_or_default();
        require_member(&locks, "request", "There are no locks here. Use another sink.")?;
        let (held, release) = deferred();
        // Releases the lock if this future is dropped.
        let lock = RecordingLock { release };
        let (response, respond) = deferred();
        let callback = Closure::once_into_js(move |lock: JsValue| {
            // `resolve` of a promise does not throw.
            let _ = respond.call1(&JsValue::UNDEFINED, &lock);
            held
        });
        let options = sys::Object::new();
        options.set_bool("ifAvailable", true);
        let name = ["local-media-stream recording ", name].concat();
        let request = sys::call_method(&locks, "request", &[&name.into(), &options, &callback])?;
        // A request that fails has no response.
        let first = Promise::race(&sys::array(&[&response, &request]));
        if into_future(Ok(first.into()))?.await?.is_null() {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "A recorder writes the recording of this name. Stop it, or select another name.",
            ));
        }
        Ok(lock)
    }
}

impl Drop for RecordingLock {
    fn drop(&mut self) {
        // `resolve` of a promise does not throw.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

/// Creates a promise, and the function that resolves it.
fn deferred() -> (Promise, Function) {
    let mut resolve = JsValue::UNDEFINED;
    let promise = Promise::new(&mut |function, _| resolve = function.into());
    (promise, resolve.unchecked_into())
}
