//! `Constrain<T>`: the spec's `ConstrainULong`, `ConstrainDouble`, `ConstrainBoolean`, `ConstrainDOMString` and
//! `ConstrainBooleanOrDOMString`, as one type that can say all they can say and nothing that they cannot.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::vocabulary::{EchoCancellation, PanTiltZoom};
use crate::json::{FromJson, JsonObject, JsonValue};

/// A type that a constraint can be about.
///
/// The crate implements it for `bool`, `u32`, `f64`, `String`, `&str`, the enums of the spec such as
/// [`FacingMode`](super::FacingMode), and [`PointsOfInterest`](super::PointsOfInterest).
pub trait Constrainable: FromJson {
    /// As plain data.
    fn into_json(self) -> JsonValue;
}

/// Numbers: they alone have `min` and `max`.
pub trait Numeric: Constrainable {}

/// Strings and the enums of strings: they alone take a list, any of which will do.
pub trait Textual: Constrainable {}

/// What is wanted of one property of a track.
///
/// ```
/// use local_media_stream::{Constrain, FacingMode, MediaTrackConstraints};
///
/// let video = MediaTrackConstraints::new()
///     .width(1280)                                         // width: 1280
///     .height(Constrain::ideal(720).and_min(480))          // height: { ideal: 720, min: 480 }
///     .frame_rate(24.0..=60.0)                             // frameRate: { min: 24, max: 60 }
///     .facing_mode(Constrain::exact(FacingMode::User));    // facingMode: { exact: "user" }
/// ```
///
/// A bare value (`From<T>`) is a wish, as `ideal` is, except in an
/// [`advanced`](super::MediaTrackConstraints::advanced) set, where it is a demand, as `exact` is.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#constrainable-interface) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints#constraints)
pub struct Constrain<T> {
    /// A record of members, or the bare value, which is never a record.
    value: JsonValue,
    of: PhantomData<T>,
}

const IDEAL: &str = "ideal";
const EXACT: &str = "exact";
const MIN: &str = "min";
const MAX: &str = "max";

impl<T> Constrain<T> {
    /// The same constraint as plain data: the bare value, or a record with any of `ideal`, `exact`, `min` and `max`.
    pub fn as_json(&self) -> &JsonValue {
        &self.value
    }

    fn one(member: &'static str, value: JsonValue) -> Self {
        let mut members = JsonObject::new();
        members.set_static(member, value);
        JsonValue::Object(members).into()
    }

    /// A bare value becomes `ideal`, which is what it means everywhere but in `advanced`.
    fn and(self, member: &'static str, value: JsonValue) -> Self {
        let mut members = match self.value {
            JsonValue::Object(members) => members,
            bare => {
                let mut members = JsonObject::new();
                members.set_static(IDEAL, bare);
                members
            }
        };
        members.set_static(member, value);
        JsonValue::Object(members).into()
    }

    fn bare_part(&self) -> Option<&JsonValue> {
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
    /// The value and nothing about how much it matters: a wish, or in an `advanced` set a demand.
    pub fn bare(value: T) -> Self {
        value.into_json().into()
    }

    /// As near to this as the device can come.
    pub fn ideal(value: T) -> Self {
        Self::one(IDEAL, value.into_json())
    }

    /// This and nothing else, or the call fails with
    /// [`Overconstrained`](crate::MediaErrorKind::Overconstrained).
    pub fn exact(value: T) -> Self {
        Self::one(EXACT, value.into_json())
    }

    /// Adds a wish, or replaces the one that is there.
    pub fn and_ideal(self, value: T) -> Self {
        self.and(IDEAL, value.into_json())
    }

    /// Adds a demand, or replaces the one that is there.
    pub fn and_exact(self, value: T) -> Self {
        self.and(EXACT, value.into_json())
    }

    /// The bare value, if it is one, not a list, and of this type.
    pub fn bare_value(&self) -> Option<T> {
        self.bare_part().and_then(T::from_json)
    }

    /// The member `ideal`, if there is one, not a list, and of this type.
    pub fn ideal_value(&self) -> Option<T> {
        self.member(IDEAL).and_then(T::from_json)
    }

    /// The member `exact`, if there is one, not a list, and of this type.
    pub fn exact_value(&self) -> Option<T> {
        self.member(EXACT).and_then(T::from_json)
    }
}

impl<T: Numeric> Constrain<T> {
    /// Not less than this.
    pub fn min(value: T) -> Self {
        Self::one(MIN, value.into_json())
    }

    /// Not more than this.
    pub fn max(value: T) -> Self {
        Self::one(MAX, value.into_json())
    }

    /// Adds a lower bound, or replaces the one that is there.
    pub fn and_min(self, value: T) -> Self {
        self.and(MIN, value.into_json())
    }

    /// Adds an upper bound, or replaces the one that is there.
    pub fn and_max(self, value: T) -> Self {
        self.and(MAX, value.into_json())
    }

    /// The member `min`, if there is one.
    pub fn min_value(&self) -> Option<T> {
        self.member(MIN).and_then(T::from_json)
    }

    /// The member `max`, if there is one.
    pub fn max_value(&self) -> Option<T> {
        self.member(MAX).and_then(T::from_json)
    }
}

impl<T: Textual> Constrain<T> {
    /// Any of these, as bare values.
    pub fn bare_any(values: impl IntoIterator<Item = T>) -> Self {
        list(values).into()
    }

    /// Preferably one of these.
    pub fn ideal_any(values: impl IntoIterator<Item = T>) -> Self {
        Self::one(IDEAL, list(values))
    }

    /// One of these and nothing else.
    pub fn exact_any(values: impl IntoIterator<Item = T>) -> Self {
        Self::one(EXACT, list(values))
    }

    /// Adds a wish for one of these, or replaces the one that is there.
    pub fn and_ideal_any(self, values: impl IntoIterator<Item = T>) -> Self {
        self.and(IDEAL, list(values))
    }

    /// Adds a demand for one of these, or replaces the one that is there.
    pub fn and_exact_any(self, values: impl IntoIterator<Item = T>) -> Self {
        self.and(EXACT, list(values))
    }

    /// Every bare value: one, several, or none where it is not bare.
    pub fn bare_values(&self) -> Vec<T> {
        self.bare_part().and_then(Vec::from_json).unwrap_or_default()
    }

    /// Every value in `ideal`.
    pub fn ideal_values(&self) -> Vec<T> {
        self.member(IDEAL).and_then(Vec::from_json).unwrap_or_default()
    }

    /// Every value in `exact`.
    pub fn exact_values(&self) -> Vec<T> {
        self.member(EXACT).and_then(Vec::from_json).unwrap_or_default()
    }
}

fn list<T: Textual>(values: impl IntoIterator<Item = T>) -> JsonValue {
    JsonValue::Array(values.into_iter().map(T::into_json).collect())
}

// Written out because a derive would ask the same of `T`, which is only a name here.
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

/// Takes any data for a constraint of this type; what does not fit the type is still there, in
/// [`as_json`](Constrain::as_json).
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

impl Constrainable for bool {
    fn into_json(self) -> JsonValue {
        JsonValue::Bool(self)
    }
}

impl Constrainable for u32 {
    fn into_json(self) -> JsonValue {
        JsonValue::Number(self.into())
    }
}

impl Numeric for u32 {}

impl Constrainable for f64 {
    fn into_json(self) -> JsonValue {
        JsonValue::Number(self)
    }
}

impl Numeric for f64 {}

impl Constrainable for String {
    fn into_json(self) -> JsonValue {
        JsonValue::String(self.into())
    }
}

impl Textual for String {}

/// For [`Constrain::exact("…")`](Constrain::exact) without a `to_owned`.
impl Constrainable for &str {
    fn into_json(self) -> JsonValue {
        JsonValue::String(self.to_owned().into())
    }
}

/// Never: a borrowed string can be put into a constraint, but what comes out of one is a `String`.
impl FromJson for &str {
    fn from_json(_: &JsonValue) -> Option<Self> {
        None
    }
}

impl Textual for &str {}

// What follows lets ordinary code be short: `.width(1280)`, `.height(480..=1080)`, `.device_id("…")`.

impl<T: Constrainable> From<T> for Constrain<T> {
    fn from(value: T) -> Self {
        Constrain::bare(value)
    }
}

impl<T: Numeric> From<RangeInclusive<T>> for Constrain<T> {
    fn from(range: RangeInclusive<T>) -> Self {
        let (min, max) = range.into_inner();
        Constrain::min(min).and_max(max)
    }
}

impl<T: Numeric> From<RangeFrom<T>> for Constrain<T> {
    fn from(range: RangeFrom<T>) -> Self {
        Constrain::min(range.start)
    }
}

impl<T: Numeric> From<RangeToInclusive<T>> for Constrain<T> {
    fn from(range: RangeToInclusive<T>) -> Self {
        Constrain::max(range.end)
    }
}

impl From<&str> for Constrain<String> {
    fn from(text: &str) -> Self {
        Constrain::bare(text.to_owned())
    }
}

impl From<Constrain<&str>> for Constrain<String> {
    fn from(constrain: Constrain<&str>) -> Self {
        constrain.value.into()
    }
}

/// `frame_rate(30)`
impl From<u32> for Constrain<f64> {
    fn from(number: u32) -> Self {
        Constrain::bare(number.into())
    }
}

/// `frame_rate(Constrain::ideal(30))`
impl From<Constrain<u32>> for Constrain<f64> {
    fn from(constrain: Constrain<u32>) -> Self {
        constrain.value.into()
    }
}

/// `echo_cancellation(true)`
impl From<bool> for Constrain<EchoCancellation> {
    fn from(on: bool) -> Self {
        Constrain::bare(on.into())
    }
}

/// `echo_cancellation(Constrain::exact(false))`
impl From<Constrain<bool>> for Constrain<EchoCancellation> {
    fn from(constrain: Constrain<bool>) -> Self {
        constrain.value.into()
    }
}

/// `frame_rate(24..=60)`
impl From<RangeInclusive<u32>> for Constrain<f64> {
    fn from(range: RangeInclusive<u32>) -> Self {
        Constrain::<u32>::from(range).into()
    }
}

/// `pan(true)`: any camera that can pan.
impl From<bool> for Constrain<PanTiltZoom> {
    fn from(wanted: bool) -> Self {
        JsonValue::Bool(wanted).into()
    }
}

/// `zoom(2.0)`
impl From<f64> for Constrain<PanTiltZoom> {
    fn from(position: f64) -> Self {
        Constrain::bare(PanTiltZoom(position))
    }
}

/// `zoom(Constrain::ideal(2.0))`
impl From<Constrain<f64>> for Constrain<PanTiltZoom> {
    fn from(constrain: Constrain<f64>) -> Self {
        constrain.value.into()
    }
}

/// `pan(-3600.0..=3600.0)`
impl From<RangeInclusive<f64>> for Constrain<PanTiltZoom> {
    fn from(range: RangeInclusive<f64>) -> Self {
        Constrain::<f64>::from(range).into()
    }
}
