//! Conversion between JSON-like values and values of JavaScript.

use wasm_bindgen::{JsCast, JsValue};

use super::reader;
use super::value::{JsonObject, JsonValue};
use crate::sys::{self, with_js_string};

/// Creates an object of JavaScript.
fn encode_object(object: &JsonObject) -> sys::Object {
    let js = sys::Object::new();
    set_members(&js, object);
    js
}

/// Sets members of an object of JavaScript.
pub(crate) fn set_members(js: &sys::Object, members: &JsonObject) {
    for (name, value) in members.members() {
        with_js_string(name, |name| match value {
            // These values cross without becoming a JsValue first.
            JsonValue::Bool(flag) => js.set_member(name, &JsValue::from_bool(*flag)),
            JsonValue::Number(number) => js.set_number(name, *number),
            JsonValue::String(text) => with_js_string(text, |text| js.set_member(name, text)),
            other => js.set_member(name, &encode(other)),
        });
    }
}

/// Creates an object of JavaScript with a further member, an array of objects. An empty array is omitted.
pub(crate) fn encode_with_list<'a>(
    object: &JsonObject,
    list_name: &'static str,
    list: impl ExactSizeIterator<Item = &'a JsonObject>,
) -> JsValue {
    let js = encode_object(object);
    if list.len() > 0 {
        let array = js_sys::Array::new();
        for item in list {
            array.push(&encode_object(item));
        }
        js.set(list_name, &array);
    }
    js.unchecked_into()
}

/// Creates an object of JavaScript without members.
pub(crate) fn empty_object() -> JsValue {
    sys::Object::new().unchecked_into()
}

/// Creates a value of JavaScript.
pub(crate) fn encode(value: &JsonValue) -> JsValue {
    match value {
        JsonValue::Null => JsValue::NULL,
        JsonValue::Bool(flag) => (*flag).into(),
        JsonValue::Number(number) => (*number).into(),
        JsonValue::String(text) => with_js_string(text, JsValue::clone),
        JsonValue::Array(items) => {
            let array = js_sys::Array::new();
            for item in items {
                array.push(&encode(item));
            }
            array.into()
        }
        JsonValue::Object(object) => encode_object(object).unchecked_into(),
    }
}

/// Reads a value of JavaScript in one call. Members without a JSON form are omitted, as by `JSON.stringify`. A value
/// without one is `Null`.
pub(crate) fn decode(js: &JsValue) -> JsonValue {
    let text = sys::stringify(js).ok().flatten().unwrap_or_default();
    reader::parse(&text)
}

/// Reads an object of JavaScript in one call. A value of another type has no members.
pub(crate) fn decode_object(js: &JsValue) -> JsonObject {
    match decode(js) {
        JsonValue::Object(object) => object,
        _ => JsonObject::new(),
    }
}

/// Reads the object that a call returned. If the call threw, the result has no members.
pub(crate) fn decode_returned(returned: Result<JsValue, JsValue>) -> JsonObject {
    returned.map(|object| decode_object(&object)).unwrap_or_default()
}

/// Reads a value of JavaScript. Members without a JSON form are omitted, as by `JSON.stringify`. A value without one
/// is [`Null`](JsonValue::Null).
impl From<&JsValue> for JsonValue {
    fn from(js: &JsValue) -> Self {
        decode(js)
    }
}

/// Creates a value of JavaScript.
impl From<&JsonValue> for JsValue {
    fn from(value: &JsonValue) -> Self {
        encode(value)
    }
}
