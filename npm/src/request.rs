//! Requests for streams.

use js_sys::Promise;
use local_media_stream::{MediaDevices, MediaError, MediaStream, PendingMediaStream};
use wasm_bindgen::prelude::*;

use crate::promise;

/// Starts a request. The JavaScript object of the stream owns its tracks.
// Not generic, to reduce the code size: all requests share this future.
pub fn request(pending: fn(&MediaDevices, &JsValue) -> PendingMediaStream, argument: &JsValue) -> Promise {
    let pending = MediaDevices::from_navigator().map(|devices| pending(&devices, argument));
    promise::from_future(open(pending))
}

async fn open(pending: Result<PendingMediaStream, MediaError>) -> Result<JsValue, JsValue> {
    Ok(MediaStream::into(pending?.await?.into_media_stream()))
}
