//! The type of a constraint in Web IDL, for checks of untyped data.

use crate::json::JsonValue;

/// The Web IDL type of a constraint. Integers are numbers: browsers round a fraction.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum ConstraintType {
    /// `ConstrainBoolean`
    Boolean,
    /// `ConstrainULong` or `ConstrainDouble`
    Number,
    /// `ConstrainDOMString`
    String,
    /// `ConstrainBooleanOrDOMString`
    BooleanOrString,
    /// `(boolean or ConstrainDouble)`
    NumberOrBoolean,
    /// `ConstrainPoint2D`
    Points,
}

/// A type of a key in the table of properties.
pub(super) trait Typed {
    const TYPE: ConstraintType;
}

impl ConstraintType {
    /// Returns whether a constraint has this type.
    pub(super) fn accepts(self, constraint: &JsonValue) -> bool {
        match constraint {
            JsonValue::Object(members) => members.iter().all(|(name, value)| match name {
                "ideal" | "exact" => self.accepts_value(value),
                "min" | "max" => self.is_numeric() && matches!(value, JsonValue::Number(_)),
                _ => false,
            }),
            JsonValue::Bool(_) if self == ConstraintType::NumberOrBoolean => true,
            bare => self.accepts_value(bare),
        }
    }

    /// Returns the second sentence of the error message.
    pub(super) fn expected(self) -> &'static str {
        match self {
            ConstraintType::Boolean => "Pass a boolean, or an object with ideal or exact.",
            ConstraintType::Number => "Pass a number, or an object with ideal, exact, min or max.",
            ConstraintType::String => "Pass a string, an array of strings, or an object with ideal or exact.",
            ConstraintType::BooleanOrString => "Pass a boolean, a string, or an object with ideal or exact.",
            ConstraintType::NumberOrBoolean => {
                "Pass a number, a boolean, or an object with ideal, exact, min or max."
            }
            ConstraintType::Points => "Pass an array of points, or an object with ideal or exact.",
        }
    }

    fn is_numeric(self) -> bool {
        matches!(self, ConstraintType::Number | ConstraintType::NumberOrBoolean)
    }

    /// Checks a bare value, `ideal` or `exact`.
    fn accepts_value(self, value: &JsonValue) -> bool {
        match value {
            JsonValue::Bool(_) => matches!(self, ConstraintType::Boolean | ConstraintType::BooleanOrString),
            JsonValue::Number(_) => self.is_numeric(),
            JsonValue::String(_) => {
                matches!(self, ConstraintType::String | ConstraintType::BooleanOrString)
            }
            JsonValue::Array(items) => match self {
                ConstraintType::String => items.iter().all(|item| matches!(item, JsonValue::String(_))),
                ConstraintType::Points => items.iter().all(is_point),
                _ => false,
            },
            JsonValue::Null | JsonValue::Object(_) => false,
        }
    }
}

fn is_point(value: &JsonValue) -> bool {
    match value {
        JsonValue::Object(members) => members
            .iter()
            .all(|(name, value)| matches!((name, value), ("x" | "y", JsonValue::Number(_)))),
        _ => false,
    }
}
