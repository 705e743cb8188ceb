//! Was it honoured? Firefox resolves what it ignores, and every browser resolves a wish that it could not fulfil.

use crate::constraints::MediaTrackConstraints;
use crate::json::{FromJson, JsonObject, JsonValue};

/// How far apart, in parts of the larger, two numbers may be that count as the same: Chromium's 30 frames a second
/// are 30.00003.
const NEAR: f64 = 1e-3;

/// A constraint that a track's settings do not meet.
#[derive(Clone, Debug, PartialEq)]
pub struct UnmetConstraint {
    /// The property, by its name in JavaScript.
    pub property: String,
    /// How much it matters.
    pub demand: Strength,
    /// What the property is set to instead; `None` where the browser does not tell, as of what it does not
    /// understand.
    pub actual: Option<JsonValue>,
}

/// How much a constraint matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// It is required: `exact`, `min` or `max`.
    Required,
    /// It is a wish: `ideal`, or a bare value.
    Ideal,
}

impl MediaTrackConstraints {
    /// What of these constraints the settings of a track do not meet, what is required first. `advanced` sets are no
    /// part of it: passing over one is what they are for.
    pub fn unmet_constraints(&self, settings: &JsonObject) -> Vec<UnmetConstraint> {
        let unmet = self.basic.as_object().iter().filter_map(|(name, constraint)| {
            let actual = settings.get(name);
            let demand = unmet_demand(constraint, actual)?;
            Some(UnmetConstraint {
                property: name.to_owned(),
                demand,
                actual: actual.cloned(),
            })
        });
        // Sorting would bring more bytes than all of this.
        let (mut required, wished): (Vec<_>, Vec<_>) =
            unmet.partition(|unmet| unmet.demand == Strength::Required);
        required.extend(wished);
        required
    }
}

fn unmet_demand(constraint: &JsonValue, actual: Option<&JsonValue>) -> Option<Strength> {
    let JsonValue::Object(members) = constraint else {
        return (!meets(constraint, actual)).then_some(Strength::Ideal);
    };
    let number = actual.and_then(f64::from_json);
    let bound = |name| members.get(name).and_then(f64::from_json);
    let within = |bound: Option<f64>, holds: fn(f64, f64) -> bool| match (bound, number) {
        (Some(bound), Some(number)) => holds(number, bound) || near(number, bound),
        (bound, _) => bound.is_none(),
    };
    let required = members.get("exact").is_none_or(|exact| meets(exact, actual))
        && within(bound("min"), |number, min| number >= min)
        && within(bound("max"), |number, max| number <= max);
    if !required {
        Some(Strength::Required)
    } else if members.get("ideal").is_none_or(|ideal| meets(ideal, actual)) {
        None
    } else {
        Some(Strength::Ideal)
    }
}

fn meets(wanted: &JsonValue, actual: Option<&JsonValue>) -> bool {
    let Some(actual) = actual else {
        return false;
    };
    match (wanted, actual) {
        (JsonValue::Number(wanted), JsonValue::Number(actual)) => near(*wanted, *actual),
        // `true` is any way of it: a mode of echo cancellation, a position of pan, tilt or zoom.
        (JsonValue::Bool(wanted), JsonValue::String(_) | JsonValue::Number(_)) => *wanted,
        (JsonValue::Array(_), JsonValue::Array(_)) => wanted == actual,
        (JsonValue::Array(any), actual) => any.iter().any(|wanted| meets(wanted, Some(actual))),
        (wanted, actual) => wanted == actual,
    }
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= NEAR * one.abs().max(other.abs())
}
