//! Validation of constraints before the browser receives them. Without it browsers differ: Chromium throws, Firefox
//! ignores and WebKit rounds.

use super::constraint_error::{ConstraintError, ConstraintErrorKind};
use super::key;
use crate::json::{FromJson, JsonObject, JsonValue};

/// The longest string, in UTF-16 units. It is Chromium's limit; real ids have at most 64.
const MAX_STRING: usize = 500;

/// The longest list. It is Chromium's limit.
const MAX_LIST: usize = 100;

/// The properties that cannot be 0 or negative.
const POSITIVE: [&str; 7] = [
    key::WIDTH.name(),
    key::HEIGHT.name(),
    key::ASPECT_RATIO.name(),
    key::FRAME_RATE.name(),
    key::SAMPLE_RATE.name(),
    key::SAMPLE_SIZE.name(),
    key::CHANNEL_COUNT.name(),
];

type Problem = (ConstraintErrorKind, &'static str);

const NOT_FINITE: Problem = (
    ConstraintErrorKind::NotFinite,
    "the number is NaN or infinite. Pass a finite number.",
);
const NOT_POSITIVE: Problem = (
    ConstraintErrorKind::NotPositive,
    "the number is 0 or negative. Pass a positive number.",
);
const LONG_STRING: Problem = (
    ConstraintErrorKind::TooLong,
    "a string is longer than 500 UTF-16 units. Pass a shorter one.",
);
const LONG_LIST: Problem = (
    ConstraintErrorKind::TooLong,
    "a list has more than 100 items. Pass fewer.",
);
const EMPTY: Problem = (
    ConstraintErrorKind::Empty,
    "exact is an empty list, which no device satisfies. Add a value or remove exact.",
);
const MIN_ABOVE_MAX: Problem = (
    ConstraintErrorKind::Contradiction,
    "min is above max. Lower min or raise max.",
);
const EXACT_BELOW_MIN: Problem = (
    ConstraintErrorKind::Contradiction,
    "exact is below min. Raise exact or remove min.",
);
const EXACT_ABOVE_MAX: Problem = (
    ConstraintErrorKind::Contradiction,
    "exact is above max. Lower exact or remove max.",
);

/// Validates the constraints of one set.
pub(super) fn validate_set(set: &JsonObject) -> Result<(), ConstraintError> {
    for (name, constraint) in set.iter() {
        validate(name, constraint)?;
    }
    Ok(())
}

/// Validates the constraint of one property.
fn validate(name: &str, constraint: &JsonValue) -> Result<(), ConstraintError> {
    let problem = match constraint {
        JsonValue::Object(members) => members
            .iter()
            .find_map(|(member, value)| check_value(name, member, value))
            .or_else(|| check_bounds(members)),
        bare => check_value(name, "", bare),
    };
    match problem {
        None => Ok(()),
        Some((kind, text)) => Err(ConstraintError::new(name, kind, text)),
    }
}

fn check_value(name: &str, member: &str, value: &JsonValue) -> Option<Problem> {
    match value {
        JsonValue::Number(number) if !number.is_finite() => Some(NOT_FINITE),
        // A `min` of 0 requires nothing, and pages that compute their bounds pass it.
        JsonValue::Number(number) if POSITIVE.contains(&name) => {
            (*number < 0.0 || (*number == 0.0 && member != "min")).then_some(NOT_POSITIVE)
        }
        JsonValue::String(text) => check_string(text),
        JsonValue::Array(items) if items.is_empty() && member == "exact" => Some(EMPTY),
        JsonValue::Array(items) if items.len() > MAX_LIST => Some(LONG_LIST),
        JsonValue::Array(items) => items.iter().find_map(|item| check_value(name, member, item)),
        // A point.
        JsonValue::Object(point) => point
            .iter()
            .find_map(|(_, coordinate)| check_value("", "", coordinate)),
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => None,
    }
}

fn check_string(text: &str) -> Option<Problem> {
    (utf16_len(text) > MAX_STRING).then_some(LONG_STRING)
}

/// Counts one unit for the first byte of each character, and another one if the character has four bytes.
fn utf16_len(text: &str) -> usize {
    let units = |byte: u8| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0);
    text.bytes().map(units).sum()
}

fn check_bounds(members: &JsonObject) -> Option<Problem> {
    let [min, exact, max] = ["min", "exact", "max"].map(|name| members.get(name).and_then(f64::from_json));
    let is_above =
        |low: Option<f64>, high: Option<f64>| matches!((low, high), (Some(low), Some(high)) if low > high);
    if is_above(min, max) {
        Some(MIN_ABOVE_MAX)
    } else if is_above(min, exact) {
        Some(EXACT_BELOW_MIN)
    } else if is_above(exact, max) {
        Some(EXACT_ABOVE_MAX)
    } else {
        None
    }
}
