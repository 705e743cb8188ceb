//! What a call to the browser has promised.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::error::MediaError;

/// What a call gave, to be waited for. Whatever it is: a page may have put something in the place of the browser's
/// function that promises nothing.
pub(crate) fn promised(answer: Result<JsValue, JsValue>) -> Result<JsFuture, MediaError> {
    Ok(JsFuture::from(js_sys::Promise::resolve(&answer?)))
}

/// Waits until what was asked for is done.
pub(crate) async fn done(asked: Result<JsFuture, MediaError>) -> Result<(), MediaError> {
    asked?.await?;
    Ok(())
}
