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

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use std::fmt::Debug;

    use proptest::prelude::*;

    use super::*;

    fn assert_round_trip<T: IntoJson + FromJson + Clone + PartialEq + Debug>(value: T) {
        assert_eq!(T::from_json(&value.clone().into_json()), Some(value));
    }

    proptest! {
        #[test]
        fn values_are_read_as_written(
            flag: bool, integer: i32, unsigned: u32, number in -1e9..1e9_f64, text: String, list: Vec<u32>,
        ) {
            assert_round_trip(flag);
            assert_round_trip(integer);
            assert_round_trip(unsigned);
            assert_round_trip(number);
            assert_round_trip(list);
            assert_round_trip(JsonValue::String(text.clone().into()));
            assert_eq!(text.as_str().into_json(), text.clone().into_json());
            assert_eq!((&text).into_json(), text.clone().into_json());
            assert_round_trip(text);
        }

        #[test]
        fn integers_are_exact(number in any::<f64>(), integer: i32) {
            let is_integer = number.fract() == 0.0;
            let read = JsonValue::Number(number);
            prop_assert_eq!(
                i32::from_json(&read),
                (is_integer && (-2_147_483_648.0..=2_147_483_647.0).contains(&number)).then_some(number as i32)
            );
            prop_assert_eq!(
                u32::from_json(&read),
                (is_integer && (0.0..=4_294_967_295.0).contains(&number)).then_some(number as u32)
            );
            prop_assert_eq!(i32::from_json(&JsonValue::Number(f64::from(integer) + 0.5)), None);
        }
    }

    #[test]
    fn a_single_value_is_a_list_of_one() {
        assert_eq!(Vec::from_json(&JsonValue::Number(3.0)), Some(vec![3_u32]));
        assert_eq!(Vec::<u32>::from_json(&JsonValue::Bool(true)), None);
        let mixed = JsonValue::Array(vec![JsonValue::Bool(true), JsonValue::Number(1.0)]);
        assert_eq!(Vec::<u32>::from_json(&mixed), Some(vec![1]));
    }
}
