//! `Constrain<T>`: the spec's `ConstrainULong`, `ConstrainDouble`, `ConstrainBoolean`, `ConstrainDOMString` and
//! `ConstrainBooleanOrDOMString` as one type.

use std::fmt;
use std::marker::PhantomData;

use super::constraint_type::{ConstraintType, Typed};
use crate::json::{FromJson, IntoJson, JsonObject, JsonValue};

/// A type of values that can be constrained.
///
/// The crate implements it for `bool`, every integer type, `f64`, `String`, `&str`, the enums of the spec such as
/// [`FacingMode`](super::FacingMode), [`EchoCancellation`](super::EchoCancellation), and
/// [`PointsOfInterest`](super::PointsOfInterest).
pub trait Constrainable: IntoJson {}

/// The number types. Only they have `min` and `max`.
pub trait Numeric: Constrainable {}

/// Strings and the string enums. Only they accept a list of alternatives.
pub trait Textual: Constrainable {}

/// A constraint on one property of a track.
///
/// ```
/// use local_media_stream::{Constrain, FacingMode, MediaTrackConstraints};
///
/// let video = MediaTrackConstraints::new()
///     .width(1280)                                         // width: 1280
///     .height(Constrain::ideal(720).and_min(480))          // height: { ideal: 720, min: 480 }
///     .frame_rate(24..=60)                                 // frameRate: { min: 24, max: 60 }
///     .facing_mode(Constrain::exact(FacingMode::User));    // facingMode: { exact: "user" }
/// ```
///
/// A bare value (`From<T>`) means `ideal`, except in an [`advanced`](super::MediaTrackConstraints::advanced) set, where
/// it means `exact`.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#constrainable-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints#constraints)
pub struct Constrain<T> {
    /// An object with members, or the bare value, which is never an object.
    value: JsonValue,
    of: PhantomData<T>,
}

const IDEAL: &str = "ideal";
const EXACT: &str = "exact";
const MIN: &str = "min";
const MAX: &str = "max";

impl<T> Constrain<T> {
    /// Returns the constraint as plain data: the bare value, or an object with any of `ideal`, `exact`, `min` and
    /// `max`.
    pub fn as_json(&self) -> &JsonValue {
        &self.value
    }

    fn with_member(member: &'static str, value: JsonValue) -> Self {
        let mut members = JsonObject::new();
        members.set(member, value);
        JsonValue::Object(members).into()
    }

    /// Sets a member. A bare value becomes `ideal`, its meaning outside of `advanced`.
    fn and(self, member: &'static str, value: JsonValue) -> Self {
        let mut members = match self.value {
            JsonValue::Object(members) => members,
            bare => {
                let mut members = JsonObject::new();
                members.set(IDEAL, bare);
                members
            }
        };
        members.set(member, value);
        JsonValue::Object(members).into()
    }

    fn bare_json(&self) -> Option<&JsonValue> {
        match &self.value {
            JsonValue::Object(_) => None,
            bare => Some(bare),
        }
    }

    fn member(&self, name: &str) -> Option<&JsonValue> {
        match &self.value {
            JsonValue::Object(members) => members.get(name),
            _ => None,
        }
    }
}

impl<T: Constrainable> Constrain<T> {
    /// Creates a bare value: `ideal`, or `exact` in an `advanced` set.
    pub fn bare(value: T) -> Self {
        value.into_json().into()
    }

    /// Prefers the supported value nearest to this one.
    pub fn ideal(value: T) -> Self {
        Self::with_member(IDEAL, value.into_json())
    }

    /// Requires this value. The call fails with [`Overconstrained`](crate::MediaErrorKind::Overconstrained) if no
    /// device supports it.
    pub fn exact(value: T) -> Self {
        Self::with_member(EXACT, value.into_json())
    }

    /// Sets `ideal`, replacing its previous value.
    pub fn and_ideal(self, value: T) -> Self {
        self.and(IDEAL, value.into_json())
    }

    /// Sets `exact`, replacing its previous value.
    pub fn and_exact(self, value: T) -> Self {
        self.and(EXACT, value.into_json())
    }
}

impl<T: FromJson> Constrain<T> {
    /// Returns the bare value. `None` if the constraint is not bare, is a list, or has another type.
    pub fn bare_value(&self) -> Option<T> {
        self.bare_json().and_then(T::from_json)
    }

    /// Returns `ideal`. `None` if it is absent, is a list, or has another type.
    pub fn ideal_value(&self) -> Option<T> {
        self.member(IDEAL).and_then(T::from_json)
    }

    /// Returns `exact`. `None` if it is absent, is a list, or has another type.
    pub fn exact_value(&self) -> Option<T> {
        self.member(EXACT).and_then(T::from_json)
    }
}

impl<T: Numeric> Constrain<T> {
    /// Requires at least this value.
    pub fn min(value: T) -> Self {
        Self::with_member(MIN, value.into_json())
    }

    /// Requires at most this value.
    pub fn max(value: T) -> Self {
        Self::with_member(MAX, value.into_json())
    }

    /// Sets `min`, replacing its previous value.
    pub fn and_min(self, value: T) -> Self {
        self.and(MIN, value.into_json())
    }

    /// Sets `max`, replacing its previous value.
    pub fn and_max(self, value: T) -> Self {
        self.and(MAX, value.into_json())
    }
}

impl<T: Numeric + FromJson> Constrain<T> {
    /// Returns `min`. `None` if it is absent or has another type.
    pub fn min_value(&self) -> Option<T> {
        self.member(MIN).and_then(T::from_json)
    }

    /// Returns `max`. `None` if it is absent or has another type.
    pub fn max_value(&self) -> Option<T> {
        self.member(MAX).and_then(T::from_json)
    }
}

impl<T: Textual> Constrain<T> {
    /// Creates a bare list of alternatives.
    pub fn bare_any(values: impl IntoIterator<Item = T>) -> Self {
        list(values).into()
    }

    /// Prefers one of these values.
    pub fn ideal_any(values: impl IntoIterator<Item = T>) -> Self {
        Self::with_member(IDEAL, list(values))
    }

    /// Requires one of these values.
    pub fn exact_any(values: impl IntoIterator<Item = T>) -> Self {
        Self::with_member(EXACT, list(values))
    }

    /// Sets `ideal` to a list of alternatives, replacing its previous value.
    pub fn and_ideal_any(self, values: impl IntoIterator<Item = T>) -> Self {
        self.and(IDEAL, list(values))
    }

    /// Sets `exact` to a list of alternatives, replacing its previous value.
    pub fn and_exact_any(self, values: impl IntoIterator<Item = T>) -> Self {
        self.and(EXACT, list(values))
    }
}

impl<T: Textual + FromJson> Constrain<T> {
    /// Returns the bare values. Empty if the constraint is not bare.
    pub fn bare_values(&self) -> Vec<T> {
        self.bare_json().and_then(Vec::from_json).unwrap_or_default()
    }

    /// Returns the values of `ideal`.
    pub fn ideal_values(&self) -> Vec<T> {
        self.member(IDEAL).and_then(Vec::from_json).unwrap_or_default()
    }

    /// Returns the values of `exact`.
    pub fn exact_values(&self) -> Vec<T> {
        self.member(EXACT).and_then(Vec::from_json).unwrap_or_default()
    }
}

fn list<T: Textual>(values: impl IntoIterator<Item = T>) -> JsonValue {
    JsonValue::Array(values.into_iter().map(T::into_json).collect())
}

// Not derived: a derive would require the same trait of `T`, which is never stored.
impl<T> Clone for Constrain<T> {
    fn clone(&self) -> Self {
        self.value.clone().into()
    }
}

impl<T> PartialEq for Constrain<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> fmt::Debug for Constrain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Wraps a value without a check. [`as_json`](Constrain::as_json) also returns a value of another type.
impl<T> From<JsonValue> for Constrain<T> {
    fn from(value: JsonValue) -> Self {
        Constrain {
            value,
            of: PhantomData,
        }
    }
}

impl<T> From<Constrain<T>> for JsonValue {
    fn from(constrain: Constrain<T>) -> Self {
        constrain.value
    }
}

/// `.width(1280)`, `.facing_mode(FacingMode::User)`
impl<T: Constrainable> From<T> for Constrain<T> {
    fn from(value: T) -> Self {
        Constrain::bare(value)
    }
}

impl Constrainable for bool {}

impl Typed for bool {
    const TYPE: ConstraintType = ConstraintType::Boolean;
}
