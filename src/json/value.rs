//! `JsonValue`: the values that JSON can express.

use std::borrow::Cow;

use super::object::JsonObject;

/// A JSON-like value, for members this version of the crate has no type for: the untyped form of every constraint,
/// setting and capability.
///
/// Every number is an `f64`, as in JavaScript. An `f64` holds every `u32` exactly.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonValue {
    /// `null`, and any value without a JSON form.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(Cow<'static, str>),
    /// An array.
    Array(Vec<JsonValue>),
    /// An object.
    Object(JsonObject),
}

/// Converts a number to `u32` if it is an integer in range.
pub(crate) fn to_u32_exact(number: f64) -> Option<u32> {
    // `as` saturates, so a fraction or a number out of range differs from the result.
    let integer = number as u32;
    (f64::from(integer) == number).then_some(integer)
}

/// A type that can be read from a [`JsonValue`].
pub trait FromJson: Sized {
    /// Reads the value. `None` if it has another type or is out of range.
    fn from_json(value: &JsonValue) -> Option<Self>;
}

impl FromJson for JsonValue {
    fn from_json(value: &JsonValue) -> Option<Self> {
        Some(value.clone())
    }
}

impl FromJson for bool {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Bool(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl FromJson for f64 {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl FromJson for u32 {
    fn from_json(value: &JsonValue) -> Option<Self> {
        to_u32_exact(f64::from_json(value)?)
    }
}

impl FromJson for String {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::String(text) => Some(text.to_string()),
            _ => None,
        }
    }
}

/// Reads the items of an array that fit the type, or a single value as a list of one. Browsers return a single value
/// where the spec has a list (`torch: true`).
impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Array(items) => Some(items.iter().filter_map(T::from_json).collect()),
            single => T::from_json(single).map(|item| vec![item]),
        }
    }
}
