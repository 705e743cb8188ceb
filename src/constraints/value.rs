//! What a constraint holds once its type is forgotten: the form in which it is stored, compared and handed to the
//! browser. The typed face of it is [`Constrain`](super::Constrain).

use std::borrow::Cow;

/// A point in the unit square, `(0, 0)` being the upper left corner of the picture and `(1, 1)` the lower right one.
///
/// [Spec](https://www.w3.org/TR/image-capture/#points-of-interest)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Point2D {
    /// From the left edge (0.0) to the right edge (1.0).
    pub x: f64,
    /// From the upper edge (0.0) to the lower edge (1.0).
    pub y: f64,
}

/// One value inside a constraint, a setting or a capability, whatever its type.
///
/// Every number is an `f64`, as it is in JavaScript; every `u32` fits into one exactly.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A number; `unsigned long` and `double` alike.
    Number(f64),
    /// A string.
    Text(Cow<'static, str>),
    /// A list of strings, any of which will do.
    Texts(Vec<Cow<'static, str>>),
    /// A list of points.
    Points(Vec<Point2D>),
}

impl Value {
    /// The number in it, if it is one.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

/// A constraint whose type is forgotten: a bare value, or any of `ideal`, `exact`, `min` and `max`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum AnyConstraint {
    /// `width: 1280`
    Bare(Value),
    /// `width: { ideal: 1280, min: 640 }`
    Members(Members),
}

/// The members of a constraint that is not bare.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
pub struct Members {
    /// Wanted: the browser comes as near as it can.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub ideal: Option<Value>,
    /// Required: nothing else will do.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub exact: Option<Value>,
    /// Required: not less than this. Numbers only.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub min: Option<Value>,
    /// Required: not more than this. Numbers only.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub max: Option<Value>,
}

impl Members {
    /// The members that are there, each with its name in JavaScript.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        [
            ("ideal", &self.ideal),
            ("exact", &self.exact),
            ("min", &self.min),
            ("max", &self.max),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.as_ref().map(|value| (name, value)))
    }
}

impl AnyConstraint {
    /// The members to add to. A bare value becomes `ideal`, which is what it means everywhere but in `advanced`.
    pub(crate) fn into_members(self) -> Members {
        match self {
            AnyConstraint::Bare(value) => Members {
                ideal: Some(value),
                ..Members::default()
            },
            AnyConstraint::Members(members) => members,
        }
    }

    /// Every value in it, with the name of its member; a bare value has none.
    pub(crate) fn values(&self) -> impl Iterator<Item = (Option<&'static str>, &Value)> {
        let (bare, members) = match self {
            AnyConstraint::Bare(value) => (Some((None, value)), None),
            AnyConstraint::Members(members) => (None, Some(members)),
        };
        bare.into_iter().chain(
            members
                .into_iter()
                .flat_map(Members::iter)
                .map(|(name, value)| (Some(name), value)),
        )
    }
}
