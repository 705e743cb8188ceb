//! JSON-like values in error messages.

use super::value::JsonValue;
use crate::sys;

/// Describes a value, a range or a list: "640", "1 to 1920" or "user, environment".
pub(crate) fn describe(value: &JsonValue) -> String {
    match value {
        JsonValue::Object(range) => {
            let bound = |name| range.get(name).map(describe);
            match (bound("min"), bound("max")) {
                (Some(min), Some(max)) => [&*min, " to ", &*max].concat(),
                (Some(min), None) => ["at least ", &*min].concat(),
                (None, Some(max)) => ["at most ", &*max].concat(),
                (None, None) => String::new(),
            }
        }
        JsonValue::Array(items) => items.iter().map(describe).collect::<Vec<_>>().join(", "),
        JsonValue::String(text) => text.to_string(),
        JsonValue::Bool(flag) => String::from(if *flag { "true" } else { "false" }),
        JsonValue::Number(number) => sys::number_to_string(*number),
        JsonValue::Null => String::from("nothing"),
    }
}
