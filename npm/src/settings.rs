//! Was it honoured?

use js_sys::Array;
use local_media_stream::{JsonObject, JsonValue, MediaStreamTrack, Strength, TrackRequest, UnmetConstraint};
use wasm_bindgen::prelude::*;

/// What of some constraints the settings of a track do not meet.
#[wasm_bindgen(js_name = unmetConstraints, skip_typescript)]
pub fn unmet_constraints(track: web_sys::MediaStreamTrack, constraints: JsValue) -> Array {
    match TrackRequest::from(Value::from(&constraints)) {
        TrackRequest::Constrained(constraints) => {
            let unmet = MediaStreamTrack::from(track).unmet_constraints(&constraints);
            unmet
                .into_iter()
                .map(|unmet| JsValue::from(&value(unmet)))
                .collect()
        }
        _ => Array::new(),
    }
}

fn value(unmet: UnmetConstraint) -> JsonValue {
    let demand = match unmet.demand {
        Strength::Required => "required",
        Strength::Ideal => "wished",
    };
    let mut record = JsonObject::new();
    record.set("property", JsonValue::String(unmet.property.into()));
    record.set("demand", JsonValue::String(demand.into()));
    record.set("actual", unmet.actual.unwrap_or(JsonValue::Null));
    JsonValue::Object(record)
}
