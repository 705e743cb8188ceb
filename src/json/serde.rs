//! `serde` for JSON-like values.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use super::convert::FromJson;
use super::value::{JsonObject, JsonValue};

/// Implements `Deserialize` for a struct, with a function that reads each field: `field: member "name"`. It accepts
/// objects only: a derived implementation also accepts an array of the fields.
macro_rules! deserialize_object {
    ($struct:ident { $($field:ident: $read:ident $name:literal),+ $(,)? }) => {
        impl<'de> ::serde::Deserialize<'de> for $struct {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let object = <$crate::json::JsonObject as ::serde::Deserialize>::deserialize(deserializer)?;
                Ok($struct { $( $field: $crate::json::$read(&object, $name)?, )+ })
            }
        }
    };
}
pub(crate) use deserialize_object;

/// Reads a member. `None` if it is absent or `null`.
pub(crate) fn member<T: FromJson, E: Error>(object: &JsonObject, name: &str) -> Result<Option<T>, E> {
    match object.get(name) {
        None | Some(JsonValue::Null) => Ok(None),
        Some(value) => match T::from_json(value) {
            Some(value) => Ok(Some(value)),
            None => Err(E::custom([name, ": the value has the wrong type."].concat())),
        },
    }
}

/// Reads a member that has a default.
pub(crate) fn member_or_default<T: FromJson + Default, E: Error>(
    object: &JsonObject,
    name: &str,
) -> Result<T, E> {
    Ok(member(object, name)?.unwrap_or_default())
}

/// Reads a member that must be present.
pub(crate) fn required_member<T: FromJson, E: Error>(
    object: &JsonObject,
    name: &'static str,
) -> Result<T, E> {
    member(object, name)?.ok_or_else(|| E::missing_field(name))
}

impl Serialize for JsonObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// Writes integers without a fraction, as `JSON.stringify` does.
impl Serialize for JsonValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            JsonValue::Null => serializer.serialize_unit(),
            JsonValue::Bool(flag) => serializer.serialize_bool(*flag),
            JsonValue::Number(number) => match to_safe_integer(*number) {
                Some(integer) => serializer.serialize_i64(integer),
                None => serializer.serialize_f64(*number),
            },
            JsonValue::String(text) => serializer.serialize_str(text),
            JsonValue::Array(items) => items.serialize(serializer),
            JsonValue::Object(object) => object.serialize(serializer),
        }
    }
}

/// Converts a number that is an integer with at most 53 bits. -0 is none: an integer loses its sign.
fn to_safe_integer(number: f64) -> Option<i64> {
    const MAX: i64 = (1 << 53) - 1;

    let integer = number as i64;
    let is_exact = integer as f64 == number && (-MAX..=MAX).contains(&integer);
    (is_exact && !(integer == 0 && number.is_sign_negative())).then_some(integer)
}

impl<'de> Deserialize<'de> for JsonObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match JsonValue::deserialize(deserializer)? {
            JsonValue::Object(object) => Ok(object),
            _ => Err(D::Error::custom("The value has the wrong type. Pass an object.")),
        }
    }
}

impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = JsonValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_none<E>(self) -> Result<JsonValue, E> {
        Ok(JsonValue::Null)
    }

    fn visit_unit<E>(self) -> Result<JsonValue, E> {
        Ok(JsonValue::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<JsonValue, E> {
        Ok(JsonValue::Bool(flag))
    }

    fn visit_f64<E>(self, number: f64) -> Result<JsonValue, E> {
        Ok(JsonValue::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<JsonValue, E> {
        Ok(JsonValue::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<JsonValue, E> {
        Ok(JsonValue::Number(number as f64))
    }

    fn visit_str<E>(self, text: &str) -> Result<JsonValue, E> {
        Ok(JsonValue::String(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<JsonValue, A::Error> {
        let mut items = Vec::new();
        while let Some(value) = seq.next_element()? {
            items.push(value);
        }
        Ok(JsonValue::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonValue, A::Error> {
        let mut object = JsonObject::new();
        while let Some((name, value)) = map.next_entry::<String, JsonValue>()? {
            object.set(name, value);
        }
        Ok(JsonValue::Object(object))
    }
}
