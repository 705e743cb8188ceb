//! Constraints, from Rust into JavaScript.

use wasm_bindgen::{JsCast, JsValue};

use crate::bindings::Record;
use crate::constraints::{
    AnyConstraint, MediaStreamConstraints, MediaTrackConstraintSet, MediaTrackConstraints, TrackRequest,
    Value,
};

/// The object that `getUserMedia` takes.
pub(crate) fn stream_constraints(constraints: &MediaStreamConstraints) -> JsValue {
    let record = Record::new();
    for (name, request) in [("audio", &constraints.audio), ("video", &constraints.video)] {
        match request {
            // Absent means no; nothing to say.
            TrackRequest::No => {}
            TrackRequest::Any => record.set_bool(name, true),
            TrackRequest::Like(constraints) => record.set(name, &track_constraints(constraints)),
        }
    }
    record.unchecked_into()
}

/// The object that `applyConstraints` takes.
pub(crate) fn track_constraints(constraints: &MediaTrackConstraints) -> JsValue {
    let record = constraint_set(&constraints.basic);
    if !constraints.advanced.is_empty() {
        let advanced = js_sys::Array::new();
        for set in &constraints.advanced {
            advanced.push(&constraint_set(set));
        }
        record.set("advanced", &advanced);
    }
    record.unchecked_into()
}

fn constraint_set(set: &MediaTrackConstraintSet) -> Record {
    let record = Record::new();
    for (name, any) in set.iter() {
        match any {
            AnyConstraint::Bare(value) => set_value(&record, name, value),
            AnyConstraint::Members(members) => {
                let inner = Record::new();
                for (member, value) in members.iter() {
                    set_value(&inner, member, value);
                }
                record.set(name, &inner);
            }
        }
    }
    record
}

fn set_value(record: &Record, name: &str, value: &Value) {
    match value {
        Value::Bool(flag) => record.set_bool(name, *flag),
        Value::Number(number) => record.set_number(name, *number),
        Value::Text(text) => record.set_string(name, text),
        Value::Texts(texts) => {
            let list = js_sys::Array::new();
            for text in texts {
                list.push(&JsValue::from_str(text));
            }
            record.set(name, &list);
        }
        Value::Points(points) => {
            let list = js_sys::Array::new();
            for point in points {
                let inner = Record::new();
                inner.set_number("x", point.x);
                inner.set_number("y", point.y);
                list.push(&inner);
            }
            record.set(name, &list);
        }
    }
}
