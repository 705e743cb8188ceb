//! Constraints, settings and capabilities as plain data: forms, validation, type checks and `serde`.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod plain_data;
#[cfg(feature = "serde")]
mod serde;
mod setters;
mod types;
mod unmet;
mod validation;

use local_media_stream::*;

fn names(constraints: &MediaTrackConstraints) -> Vec<&str> {
    constraints
        .basic
        .as_object()
        .iter()
        .map(|(name, _)| name)
        .collect()
}

fn object(members: impl IntoIterator<Item = (&'static str, JsonValue)>) -> JsonObject {
    let mut object = JsonObject::new();
    for (name, value) in members {
        object.set(name, value);
    }
    object
}

fn json(constraints: &MediaTrackConstraints, name: &str) -> Option<JsonValue> {
    constraints.basic.as_object().get(name).cloned()
}

fn number(number: f64) -> JsonValue {
    JsonValue::Number(number)
}

fn string(text: &'static str) -> JsonValue {
    JsonValue::String(text.into())
}
