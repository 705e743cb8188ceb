//! Futures of the promises that browser calls return.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::error::MediaError;

/// Converts the result of a browser call into a future. A page may have replaced the method by one that returns no
/// promise, so any value is accepted.
pub(crate) fn into_future(returned: Result<JsValue, JsValue>) -> Result<JsFuture, MediaError> {
    Ok(JsFuture::from(js_sys::Promise::resolve(&returned?)))
}

/// Waits for a call whose resolved value is not needed.
pub(crate) async fn settled(call: Result<JsFuture, MediaError>) -> Result<(), MediaError> {
    call?.await?;
    Ok(())
}
