//! `ConstraintError`: the result of a failed check of constraints.

use std::borrow::Cow;
use std::fmt;

use crate::error::{MediaError, MediaErrorKind};

/// The message for a request of neither audio nor video.
pub(super) const NOTHING_REQUESTED: &str =
    "Neither audio nor video is requested. Request at least one of them.";

/// Constraints that are contradictory, impossible, or of the wrong type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintError {
    property: Cow<'static, str>,
    kind: ConstraintErrorKind,
    /// The problem, then the fix.
    text: &'static str,
    /// A further fix, or empty.
    advice: &'static str,
}

/// The kind of a [`ConstraintError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConstraintErrorKind {
    /// Neither audio nor video is requested.
    NothingRequested,
    /// `min` is above `max`, or `exact` is outside of them.
    Contradiction,
    /// A number is NaN or infinite.
    NotFinite,
    /// A number is 0 or negative, and the property cannot be.
    NotPositive,
    /// A string has more than 500 UTF-16 units, or a list more than 100 strings.
    TooLong,
    /// A required list is empty: no device satisfies it.
    Empty,
    /// A value has another type than the property. Only conversions from untyped data fail with it.
    WrongType,
}

impl ConstraintError {
    /// Returns the JavaScript name of the property. Empty if the error is not about one.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ConstraintErrorKind {
        self.kind
    }

    pub(super) fn new(property: &str, kind: ConstraintErrorKind, text: &'static str) -> Self {
        ConstraintError {
            property: property.to_owned().into(),
            kind,
            text,
            advice: "",
        }
    }

    pub(super) fn nothing_requested() -> Self {
        ConstraintError::new("", ConstraintErrorKind::NothingRequested, NOTHING_REQUESTED)
    }

    /// Creates an error for a value of the wrong type. `advice` names the right ones.
    pub(crate) fn wrong_type(property: &str, advice: &'static str) -> Self {
        let text = match property {
            "" => "The value has the wrong type. ",
            _ => "the value has the wrong type. ",
        };
        ConstraintError {
            advice,
            ..ConstraintError::new(property, ConstraintErrorKind::WrongType, text)
        }
    }

    /// Returns the text of `Display`. A program that calls only this does not link `fmt`.
    pub(crate) fn message(&self) -> Cow<'static, str> {
        if self.property.is_empty() && self.advice.is_empty() {
            return Cow::Borrowed(self.text);
        }
        let mut message = self.property.clone().into_owned();
        if !message.is_empty() {
            message.push_str(": ");
        }
        message.push_str(self.text);
        message.push_str(self.advice);
        Cow::Owned(message)
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
