//! Was it honoured?

use js_sys::Array;
use local_media_stream::{Demand, MediaStreamTrack, Record, TrackRequest, Unmet, Value};
use wasm_bindgen::prelude::*;

/// What of some constraints the settings of a track do not meet.
#[wasm_bindgen(js_name = unmetConstraints, skip_typescript)]
pub fn unmet_constraints(track: web_sys::MediaStreamTrack, constraints: JsValue) -> Array {
    match TrackRequest::from(Value::from(&constraints)) {
        TrackRequest::Like(constraints) => {
            let unmet = MediaStreamTrack::from(track).unmet(&constraints);
            unmet
                .into_iter()
                .map(|unmet| JsValue::from(&value(unmet)))
                .collect()
        }
        _ => Array::new(),
    }
}

fn value(unmet: Unmet) -> Value {
    let demand = match unmet.demand {
        Demand::Required => "required",
        Demand::Wished => "wished",
    };
    let mut record = Record::new();
    record.set("property", Value::Text(unmet.property.into()));
    record.set("demand", Value::Text(demand.into()));
    record.set("actual", unmet.actual.unwrap_or(Value::Null));
    Value::Record(record)
}
