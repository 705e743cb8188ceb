//! The constraints that a track does not meet.

use js_sys::Array;
use local_media_stream::{MediaStreamTrack, TrackRequest, UnmetConstraint};
use wasm_bindgen::prelude::*;

use crate::arguments;
use crate::object::object;

/// Compares constraints with the settings of a track.
#[wasm_bindgen(js_name = unmetConstraints, skip_typescript)]
pub fn unmet_constraints(track: web_sys::MediaStreamTrack, constraints: &JsValue) -> Result<Array, JsValue> {
    Ok(match arguments::decode(constraints)? {
        TrackRequest::Constrained(constraints) => MediaStreamTrack::from(track)
            .unmet_constraints(&constraints)
            .iter()
            .map(encode)
            .collect(),
        TrackRequest::Off | TrackRequest::Any => Array::new(),
    })
}

fn encode(unmet: &UnmetConstraint) -> JsValue {
    object(&[
        ("property", (*unmet.property).into()),
        ("strength", unmet.strength.as_str().into()),
        ("requested", JsValue::from(&unmet.requested)),
        (
            "actual",
            unmet.actual.as_ref().map_or(JsValue::NULL, JsValue::from),
        ),
    ])
}
