//! Conversion of arguments from JavaScript.

use local_media_stream::JsonValue;
use wasm_bindgen::JsValue;

/// Decodes constraints or options. `undefined` and `null` are an empty dictionary, as in Web IDL.
pub fn decode<T: From<JsonValue>>(js: &JsValue) -> T {
    let value = if js.is_undefined() || js.is_null() {
        JsonValue::Object(Default::default())
    } else {
        JsonValue::from(js)
    };
    T::from(value)
}
