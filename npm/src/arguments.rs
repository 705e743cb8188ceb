//! Conversion of arguments from JavaScript. js/arguments.js has checked that they are objects or booleans,
//! and have a JSON form.

use local_media_stream::{JsonValue, MediaError};
use wasm_bindgen::JsValue;

/// Decodes constraints or options.
pub fn decode<T>(js: &JsValue) -> Result<T, MediaError>
where
    T: TryFrom<JsonValue>,
    MediaError: From<T::Error>,
{
    Ok(T::try_from(JsonValue::from(js))?)
}
