//! `FromJson` and `IntoJson`: conversion between Rust types and [`JsonValue`].

use super::value::JsonValue;

/// A type that can be read from a [`JsonValue`].
pub trait FromJson: Sized {
    /// Reads the value. `None` if it has another type or is out of range.
    fn from_json(value: &JsonValue) -> Option<Self>;
}

/// A type that converts to a [`JsonValue`].
pub trait IntoJson {
    /// Converts the value.
    fn into_json(self) -> JsonValue;
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
        let number = f64::from_json(value)?;
        // `as` saturates, so a fraction or a number out of range differs from the result.
        let integer = number as u32;
        (f64::from(integer) == number).then_some(integer)
    }
}

impl FromJson for i32 {
    fn from_json(value: &JsonValue) -> Option<Self> {
        let number = f64::from_json(value)?;
        let integer = number as i32;
        (f64::from(integer) == number).then_some(integer)
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

impl IntoJson for JsonValue {
    fn into_json(self) -> JsonValue {
        self
    }
}

impl IntoJson for bool {
    fn into_json(self) -> JsonValue {
        JsonValue::Bool(self)
    }
}

impl IntoJson for f64 {
    fn into_json(self) -> JsonValue {
        JsonValue::Number(self)
    }
}

macro_rules! integers_into_json {
    ($($integer:ident)+) => { $(
        /// Rounds a 64-bit integer above 2^53.
        impl IntoJson for $integer {
            // Lossless for all but the 64-bit types.
            #[allow(clippy::cast_lossless)]
            fn into_json(self) -> JsonValue {
                JsonValue::Number(self as f64)
            }
        }
    )+ };
}

integers_into_json!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

impl IntoJson for String {
    fn into_json(self) -> JsonValue {
        JsonValue::String(self.into())
    }
}

impl IntoJson for &str {
    fn into_json(self) -> JsonValue {
        JsonValue::String(self.to_owned().into())
    }
}

impl IntoJson for &String {
    fn into_json(self) -> JsonValue {
        self.as_str().into_json()
    }
}

impl<T: IntoJson> IntoJson for Vec<T> {
    fn into_json(self) -> JsonValue {
        JsonValue::Array(self.into_iter().map(T::into_json).collect())
    }
}
