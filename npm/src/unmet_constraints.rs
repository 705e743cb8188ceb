//! The constraints that a track does not meet.

use js_sys::Array;
use local_media_stream::{JsonObject, JsonValue, MediaStreamTrack, TrackRequest, UnmetConstraint};
use wasm_bindgen::prelude::*;

use crate::arguments;

/// Compares constraints with the settings of a track.
#[wasm_bindgen(js_name = unmetConstraints, skip_typescript)]
pub fn unmet_constraints(track: web_sys::MediaStreamTrack, constraints: &JsValue) -> Result<Array, JsValue> {
    Ok(match arguments::decode(constraints)? {
        TrackRequest::Constrained(constraints) => {
            let unmet = MediaStreamTrack::from(track).unmet_constraints(&constraints);
            unmet
                .into_iter()
                .map(|unmet| JsValue::from(&encode(unmet)))
                .collect()
        }
        TrackRequest::Off | TrackRequest::Any => Array::new(),
    })
}

fn encode(unmet: UnmetConstraint) -> JsonValue {
    let mut object = JsonObject::new();
    object.set("property", JsonValue::String(unmet.property.into()));
    object.set("strength", JsonValue::String(unmet.strength.as_str().into()));
    object.set("requested", unmet.requested);
    object.set("actual", unmet.actual.unwrap_or(JsonValue::Null));
    JsonValue::Object(object)
}
