//! What no browser could make sense of, found before one is asked, and the same in every one of them: left to
//! themselves Chromium throws, Firefox ignores and WebKit rounds.

use std::borrow::Cow;
use std::fmt;

use super::key;
use crate::error::{MediaError, MediaErrorKind};
use crate::json::{FromJson, JsonObject, JsonValue};

pub(super) const NOTHING_ASKED: &str = "neither audio nor video is asked for";

/// A string longer than this is refused. It is Chromium's own limit; real ids have 64 characters at most.
const LONGEST_TEXT: usize = 500;

/// A list of more strings than this is refused. It is Chromium's own limit.
const LONGEST_LIST: usize = 100;

/// The properties of which there is none at 0: a picture without width, sound without samples.
const ABOVE_ZERO: [&str; 7] = [
    key::WIDTH.name(),
    key::HEIGHT.name(),
    key::ASPECT_RATIO.name(),
    key::FRAME_RATE.name(),
    key::SAMPLE_RATE.name(),
    key::SAMPLE_SIZE.name(),
    key::CHANNEL_COUNT.name(),
];

/// Constraints that contradict themselves or ask for what cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintError {
    property: Cow<'static, str>,
    kind: ConstraintErrorKind,
}

/// What is wrong with a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConstraintErrorKind {
    /// Neither audio nor video is asked for.
    NothingRequested,
    /// `min` is above `max`, or `exact` is outside of them.
    Contradiction,
    /// A number is NaN or infinite.
    NotFinite,
    /// A number is 0 or below where there can be no such thing.
    NotPositive,
    /// A string has more than 500 UTF-16 units, or a list more than 100 strings.
    TooLong,
    /// A list is empty where something is required: nothing could meet it.
    Empty,
}

impl ConstraintError {
    /// The property that it is about, by its name in JavaScript; empty where nothing was asked for at all.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// What is wrong with it.
    pub fn kind(&self) -> ConstraintErrorKind {
        self.kind
    }

    /// What `Display` says, without the machinery of formatting.
    pub(crate) fn message(&self) -> Cow<'static, str> {
        let says = match self.kind {
            ConstraintErrorKind::NothingRequested => return Cow::Borrowed(NOTHING_ASKED),
            ConstraintErrorKind::Contradiction => " contradicts itself: min, max and exact cannot all be met",
            ConstraintErrorKind::NotFinite => " is not a finite number",
            ConstraintErrorKind::NotPositive => " must be above 0",
            ConstraintErrorKind::TooLong => {
                " is too long: at most 500 characters in a string and 100 strings in a list"
            }
            ConstraintErrorKind::Empty => " is an empty list, which nothing can meet",
        };
        let mut message = self.property.clone().into_owned();
        message.push_str(says);
        Cow::Owned(message)
    }

    pub(super) fn nothing_asked() -> Self {
        ConstraintError {
            property: Cow::Borrowed(""),
            kind: ConstraintErrorKind::NothingRequested,
        }
    }
}

impl fmt::Display for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for ConstraintError {}

/// Converts to the error of a browser that receives the same constraints.
impl From<ConstraintError> for MediaError {
    fn from(error: ConstraintError) -> Self {
        let message = error.message();
        match error.kind {
            ConstraintErrorKind::Contradiction | ConstraintErrorKind::Empty => {
                MediaError::overconstrained(error.property, message)
            }
            _ => MediaError::new(MediaErrorKind::Type, message),
        }
    }
}

/// Checks the constraint of one property.
pub(super) fn validate(name: &str, constraint: &JsonValue) -> Result<(), ConstraintError> {
    let kind = match constraint {
        JsonValue::Object(members) => members
            .iter()
            .find_map(|(member, value)| check(name, member, value))
            .or_else(|| check_bounds(members)),
        bare => check(name, "", bare),
    };
    match kind {
        None => Ok(()),
        Some(kind) => Err(ConstraintError {
            property: name.to_owned().into(),
            kind,
        }),
    }
}

fn check(name: &str, member: &str, value: &JsonValue) -> Option<ConstraintErrorKind> {
    match value {
        JsonValue::Number(number) if !number.is_finite() => Some(ConstraintErrorKind::NotFinite),
        // A `min` of 0 demands nothing, and programs that compute their bounds do come to it.
        JsonValue::Number(number) if ABOVE_ZERO.contains(&name) => {
            (*number < 0.0 || (*number == 0.0 && member != "min")).then_some(ConstraintErrorKind::NotPositive)
        }
        JsonValue::String(text) => check_text(text),
        JsonValue::Array(list) if list.is_empty() && member == "exact" => Some(ConstraintErrorKind::Empty),
        JsonValue::Array(list) if list.len() > LONGEST_LIST => Some(ConstraintErrorKind::TooLong),
        JsonValue::Array(list) => list.iter().find_map(|item| check(name, member, item)),
        // A point.
        JsonValue::Object(record) => record.iter().find_map(|(_, side)| check("", "", side)),
        JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => None,
    }
}

fn check_text(text: &str) -> Option<ConstraintErrorKind> {
    // Never fewer bytes than UTF-16 units: the common short string is not walked through.
    (text.len() > LONGEST_TEXT && utf16_units(text) > LONGEST_TEXT).then_some(ConstraintErrorKind::TooLong)
}

/// One for the first byte of each character, and another where that begins a character of four bytes.
fn utf16_units(text: &str) -> usize {
    let units = |byte: u8| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0);
    text.bytes().map(units).sum()
}

fn check_bounds(members: &JsonObject) -> Option<ConstraintErrorKind> {
    let [min, exact, max] = ["min", "exact", "max"].map(|name| members.get(name).and_then(f64::from_json));
    let above =
        |low: Option<f64>, high: Option<f64>| matches!((low, high), (Some(low), Some(high)) if low > high);
    (above(min, max) || above(min, exact) || above(exact, max)).then_some(ConstraintErrorKind::Contradiction)
}
