//! `UnmetConstraint`: a constraint that the settings of a track do not satisfy. Firefox resolves `applyConstraints`
//! also for constraints that it ignores, and every browser does for an ideal value that the device lacks.

use std::fmt;

use crate::constraints::MediaTrackConstraints;
use crate::json::{self, FromJson, JsonObject, JsonValue};

/// The relative difference below which two numbers are equal: Chromium reports 30.00003 for 30 frames per second.
const TOLERANCE: f64 = 1e-3;

/// A constraint that the settings of a track do not satisfy.
///
/// `Display` writes it as `width: required 1920, actual 640`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize))]
pub struct UnmetConstraint {
    /// The JavaScript name of the property.
    pub property: String,
    /// Whether the unmet part is required or ideal.
    pub strength: Strength,
    /// The unmet part: a value, a list of alternatives, or an object with `min`, `max` or both.
    pub requested: JsonValue,
    /// The setting of the property. `None` if the browser does not expose it, as for a property that it does not
    /// support.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub actual: Option<JsonValue>,
}

/// The strength of a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Strength {
    /// `exact`, `min` or `max`.
    Required,
    /// `ideal`, or a bare value.
    Ideal,
}

impl Strength {
    /// Returns `"required"` or `"ideal"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Required => "required",
            Strength::Ideal => "ideal",
        }
    }
}

impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for UnmetConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let actual = match &self.actual {
            Some(actual) => json::describe(actual),
            None => String::from("unknown"),
        };
        for text in [
            &*self.property,
            ": ",
            self.strength.as_str(),
            " ",
            &json::describe(&self.requested),
            ", actual ",
            &actual,
        ] {
            f.write_str(text)?;
        }
        Ok(())
    }
}

impl MediaTrackConstraints {
    /// Returns the constraints that the settings of a track do not satisfy, required ones first. `advanced` sets are
    /// excluded: the browser may skip them.
    pub fn unmet_constraints(&self, settings: &JsonObject) -> Vec<UnmetConstraint> {
        let mut all = Vec::new();
        // Sorting would add more bytes than the rest of this function.
        for strength in [Strength::Required, Strength::Ideal] {
            for (name, constraint) in self.basic.as_object().iter() {
                let actual = settings.get(name);
                match unmet_part(constraint, actual) {
                    Some((of, requested)) if of == strength => all.push(UnmetConstraint {
                        property: name.to_owned(),
                        strength,
                        requested,
                        actual: actual.cloned(),
                    }),
                    _ => {}
                }
            }
        }
        all
    }
}

fn unmet_part(constraint: &JsonValue, actual: Option<&JsonValue>) -> Option<(Strength, JsonValue)> {
    let unmet = |value: Option<&JsonValue>| value.filter(|value| !is_met(value, actual)).cloned();
    let JsonValue::Object(members) = constraint else {
        return unmet(Some(constraint)).map(|value| (Strength::Ideal, value));
    };
    if let Some(exact) = unmet(members.get("exact")) {
        return Some((Strength::Required, exact));
    }
    let number = actual.and_then(f64::from_json);
    let is_within = |name: &str, holds: fn(f64, f64) -> bool| match (
        members.get(name).and_then(f64::from_json),
        number,
    ) {
        (Some(bound), Some(number)) => holds(number, bound) || is_near(number, bound),
        (bound, _) => bound.is_none(),
    };
    if !is_within("min", |number, min| number >= min) || !is_within("max", |number, max| number <= max) {
        let mut bounds = JsonObject::new();
        for name in ["min", "max"] {
            if let Some(bound) = members.get(name) {
                bounds.set(name, bound.clone());
            }
        }
        return Some((Strength::Required, JsonValue::Object(bounds)));
    }
    unmet(members.get("ideal")).map(|value| (Strength::Ideal, value))
}

fn is_met(requested: &JsonValue, actual: Option<&JsonValue>) -> bool {
    let Some(actual) = actual else {
        return false;
    };
    match (requested, actual) {
        (JsonValue::Number(requested), JsonValue::Number(actual)) => is_near(*requested, *actual),
        // `true` accepts any mode of echo cancellation, and any position of pan, tilt or zoom.
        (JsonValue::Bool(requested), JsonValue::String(_) | JsonValue::Number(_)) => *requested,
        (JsonValue::Array(_), JsonValue::Array(_)) => requested == actual,
        (JsonValue::Array(any), actual) => any.iter().any(|requested| is_met(requested, Some(actual))),
        (requested, actual) => requested == actual,
    }
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= TOLERANCE * one.abs().max(other.abs())
}

#[cfg(feature = "serde")]
mod serde {
    use ::serde::de::{Deserialize, Deserializer, Error};

    use super::{Strength, UnmetConstraint};
    use crate::json::{JsonObject, member, required_member};

    impl<'de> Deserialize<'de> for UnmetConstraint {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let object = JsonObject::deserialize(deserializer)?;
            let strength: String = required_member(&object, "strength")?;
            Ok(UnmetConstraint {
                property: required_member(&object, "property")?,
                strength: [Strength::Required, Strength::Ideal]
                    .into_iter()
                    .find(|known| known.as_str() == strength)
                    .ok_or_else(|| D::Error::unknown_variant(&strength, &["required", "ideal"]))?,
                requested: required_member(&object, "requested")?,
                actual: member(&object, "actual")?,
            })
        }
    }
}
