//! What no browser could make sense of, found before one is asked, and the same in every one of them: left to
//! themselves Chromium throws, Firefox ignores and WebKit rounds.

use std::borrow::Cow;
use std::fmt;

use super::key;
use crate::value::{FromValue, Record, Value};

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
    problem: Problem,
}

/// What is wrong with a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Neither audio nor video is asked for.
    NothingAsked,
    /// `min` is above `max`, or `exact` is outside of them.
    Contradiction,
    /// A number is NaN or infinite.
    NotFinite,
    /// A number is 0 or below where there can be no such thing.
    NotAboveZero,
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
    pub fn problem(&self) -> Problem {
        self.problem
    }

    /// What `Display` says, without the machinery of formatting.
    pub(crate) fn message(&self) -> Cow<'static, str> {
        let says = match self.problem {
            Problem::NothingAsked => return Cow::Borrowed(NOTHING_ASKED),
            Problem::Contradiction => " contradicts itself: min, max and exact cannot all be met",
            Problem::NotFinite => " is not a finite number",
            Problem::NotAboveZero => " must be above 0",
            Problem::TooLong => " is too long: at most 500 characters in a string and 100 strings in a list",
            Problem::Empty => " is an empty list, which nothing can meet",
        };
        let mut message = self.property.clone().into_owned();
        message.push_str(says);
        Cow::Owned(message)
    }

    pub(super) fn nothing_asked() -> Self {
        ConstraintError {
            property: Cow::Borrowed(""),
            problem: Problem::NothingAsked,
        }
    }
}

impl fmt::Display for ConstraintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for ConstraintError {}

/// Checks the constraint of one property.
pub(super) fn validate(name: &str, constraint: &Value) -> Result<(), ConstraintError> {
    let problem = match constraint {
        Value::Record(members) => members
            .iter()
            .find_map(|(member, value)| check(name, member, value))
            .or_else(|| check_bounds(members)),
        bare => check(name, "", bare),
    };
    match problem {
        None => Ok(()),
        Some(problem) => Err(ConstraintError {
            property: name.to_owned().into(),
            problem,
        }),
    }
}

fn check(name: &str, member: &str, value: &Value) -> Option<Problem> {
    match value {
        Value::Number(number) if !number.is_finite() => Some(Problem::NotFinite),
        // A `min` of 0 demands nothing, and programs that compute their bounds do come to it.
        Value::Number(number) if ABOVE_ZERO.contains(&name) => {
            (*number < 0.0 || (*number == 0.0 && member != "min")).then_some(Problem::NotAboveZero)
        }
        Value::Text(text) => check_text(text),
        Value::List(list) if list.is_empty() && member == "exact" => Some(Problem::Empty),
        Value::List(list) if list.len() > LONGEST_LIST => Some(Problem::TooLong),
        Value::List(list) => list.iter().find_map(|item| check(name, member, item)),
        // A point.
        Value::Record(record) => record.iter().find_map(|(_, side)| check("", "", side)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn check_text(text: &str) -> Option<Problem> {
    // Never fewer bytes than UTF-16 units: the common short string is not walked through.
    (text.len() > LONGEST_TEXT && utf16_units(text) > LONGEST_TEXT).then_some(Problem::TooLong)
}

/// One for the first byte of each character, and another where that begins a character of four bytes.
fn utf16_units(text: &str) -> usize {
    let units = |byte: u8| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0);
    text.bytes().map(units).sum()
}

fn check_bounds(members: &Record) -> Option<Problem> {
    let [min, exact, max] = ["min", "exact", "max"].map(|name| members.get(name).and_then(f64::from_value));
    let above =
        |low: Option<f64>, high: Option<f64>| matches!((low, high), (Some(low), Some(high)) if low > high);
    (above(min, max) || above(min, exact) || above(exact, max)).then_some(Problem::Contradiction)
}
