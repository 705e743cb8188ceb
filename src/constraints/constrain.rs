//! `Constrain<T>`: the spec's `ConstrainULong`, `ConstrainDouble`, `ConstrainBoolean`, `ConstrainDOMString` and
//! `ConstrainBooleanOrDOMString`, as one type that can say all they can say and nothing that they cannot.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::value::{AnyConstraint, Members, Point2D, Value};
use super::vocabulary::{EchoCancellation, PanTiltZoom};

/// A type that a constraint can be about.
///
/// The crate implements it for `bool`, `u32`, `f64`, `String`, `&'static str`, the enums of the spec such as
/// [`FacingMode`](super::FacingMode), and [`Points`].
pub trait Constrainable: Sized {
    /// Into the form that is stored.
    fn into_value(self) -> Value;
    /// Back out of it: `None` where the value is of another type or does not fit.
    fn from_value(value: &Value) -> Option<Self>;
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
    any: AnyConstraint,
    of: PhantomData<T>,
}

impl<T: Constrainable> Constrain<T> {
    /// The value and nothing about how much it matters: a wish, or in an `advanced` set a demand.
    pub fn bare(value: T) -> Self {
        AnyConstraint::Bare(value.into_value()).into()
    }

    /// As near to this as the device can come.
    pub fn ideal(value: T) -> Self {
        Members::default().with_ideal(value.into_value()).into()
    }

    /// This and nothing else, or the call fails with
    /// [`Overconstrained`](crate::MediaErrorKind::Overconstrained).
    pub fn exact(value: T) -> Self {
        Members::default().with_exact(value.into_value()).into()
    }

    /// Adds a wish, or replaces the one that is there.
    pub fn and_ideal(self, value: T) -> Self {
        self.any.into_members().with_ideal(value.into_value()).into()
    }

    /// Adds a demand, or replaces the one that is there.
    pub fn and_exact(self, value: T) -> Self {
        self.any.into_members().with_exact(value.into_value()).into()
    }

    /// The bare value, if it is one, not a list, and of this type.
    pub fn bare_value(&self) -> Option<T> {
        match &self.any {
            AnyConstraint::Bare(value) => T::from_value(value),
            AnyConstraint::Members(_) => None,
        }
    }

    /// The member `ideal`, if there is one, not a list, and of this type.
    pub fn ideal_value(&self) -> Option<T> {
        self.member(|members| &members.ideal)
    }

    /// The member `exact`, if there is one, not a list, and of this type.
    pub fn exact_value(&self) -> Option<T> {
        self.member(|members| &members.exact)
    }

    /// The same constraint with its type forgotten, down to every list in it.
    pub fn as_any(&self) -> &AnyConstraint {
        &self.any
    }

    fn member(&self, which: impl Fn(&Members) -> &Option<Value>) -> Option<T> {
        match &self.any {
            AnyConstraint::Bare(_) => None,
            AnyConstraint::Members(members) => which(members).as_ref().and_then(T::from_value),
        }
    }
}

impl<T: Numeric> Constrain<T> {
    /// Not less than this.
    pub fn min(value: T) -> Self {
        Members::default().with_min(value.into_value()).into()
    }

    /// Not more than this.
    pub fn max(value: T) -> Self {
        Members::default().with_max(value.into_value()).into()
    }

    /// Adds a lower bound, or replaces the one that is there.
    pub fn and_min(self, value: T) -> Self {
        self.any.into_members().with_min(value.into_value()).into()
    }

    /// Adds an upper bound, or replaces the one that is there.
    pub fn and_max(self, value: T) -> Self {
        self.any.into_members().with_max(value.into_value()).into()
    }

    /// The member `min`, if there is one.
    pub fn min_value(&self) -> Option<T> {
        self.member(|members| &members.min)
    }

    /// The member `max`, if there is one.
    pub fn max_value(&self) -> Option<T> {
        self.member(|members| &members.max)
    }
}

impl<T: Textual> Constrain<T> {
    /// Any of these, as bare values.
    pub fn bare_any(values: impl IntoIterator<Item = T>) -> Self {
        AnyConstraint::Bare(texts(values)).into()
    }

    /// Preferably one of these.
    pub fn ideal_any(values: impl IntoIterator<Item = T>) -> Self {
        Members::default().with_ideal(texts(values)).into()
    }

    /// One of these and nothing else.
    pub fn exact_any(values: impl IntoIterator<Item = T>) -> Self {
        Members::default().with_exact(texts(values)).into()
    }

    /// Adds a wish for one of these, or replaces the one that is there.
    pub fn and_ideal_any(self, values: impl IntoIterator<Item = T>) -> Self {
        self.any.into_members().with_ideal(texts(values)).into()
    }

    /// Adds a demand for one of these, or replaces the one that is there.
    pub fn and_exact_any(self, values: impl IntoIterator<Item = T>) -> Self {
        self.any.into_members().with_exact(texts(values)).into()
    }

    /// Every bare value: one, several, or none where it is not bare.
    pub fn bare_values(&self) -> Vec<T> {
        match &self.any {
            AnyConstraint::Bare(value) => list(value),
            AnyConstraint::Members(_) => Vec::new(),
        }
    }

    /// Every value in `ideal`.
    pub fn ideal_values(&self) -> Vec<T> {
        self.members_list(|members| &members.ideal)
    }

    /// Every value in `exact`.
    pub fn exact_values(&self) -> Vec<T> {
        self.members_list(|members| &members.exact)
    }

    fn members_list(&self, which: impl Fn(&Members) -> &Option<Value>) -> Vec<T> {
        match &self.any {
            AnyConstraint::Bare(_) => Vec::new(),
            AnyConstraint::Members(members) => which(members).as_ref().map(list).unwrap_or_default(),
        }
    }
}

/// A list of one is that one: the spec gives both the same meaning, and so a constraint that went through JavaScript
/// comes back equal to what it was.
fn texts<T: Textual>(values: impl IntoIterator<Item = T>) -> Value {
    let mut values: Vec<_> = values
        .into_iter()
        .filter_map(|value| match value.into_value() {
            Value::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    match values.len() {
        1 => Value::Text(values.remove(0)),
        _ => Value::Texts(values),
    }
}

fn list<T: Textual>(value: &Value) -> Vec<T> {
    match value {
        Value::Texts(texts) => texts
            .iter()
            .filter_map(|text| T::from_value(&Value::Text(text.clone())))
            .collect(),
        one => T::from_value(one).into_iter().collect(),
    }
}

impl Members {
    fn with_ideal(mut self, value: Value) -> Self {
        self.ideal = Some(value);
        self
    }

    fn with_exact(mut self, value: Value) -> Self {
        self.exact = Some(value);
        self
    }

    fn with_min(mut self, value: Value) -> Self {
        self.min = Some(value);
        self
    }

    fn with_max(mut self, value: Value) -> Self {
        self.max = Some(value);
        self
    }
}

// Written out because a derive would ask the same of `T`, which is only a name here.
impl<T> Clone for Constrain<T> {
    fn clone(&self) -> Self {
        self.any.clone().into()
    }
}

impl<T> PartialEq for Constrain<T> {
    fn eq(&self, other: &Self) -> bool {
        self.any == other.any
    }
}

impl<T> fmt::Debug for Constrain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.any.fmt(f)
    }
}

/// Takes any constraint for one of this type; what does not fit the type is still there, in
/// [`as_any`](Constrain::as_any).
impl<T> From<AnyConstraint> for Constrain<T> {
    fn from(any: AnyConstraint) -> Self {
        Constrain { any, of: PhantomData }
    }
}

impl<T> From<Members> for Constrain<T> {
    fn from(members: Members) -> Self {
        AnyConstraint::Members(members).into()
    }
}

impl<T> From<Constrain<T>> for AnyConstraint {
    fn from(constrain: Constrain<T>) -> Self {
        constrain.any
    }
}

impl Constrainable for bool {
    fn into_value(self) -> Value {
        Value::Bool(self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl Constrainable for u32 {
    fn into_value(self) -> Value {
        Value::Number(self.into())
    }

    fn from_value(value: &Value) -> Option<Self> {
        let number = value.as_number()?;
        // `as` saturates, so that whatever was out of range or not whole differs from what it came from.
        let whole = number as u32;
        (f64::from(whole) == number).then_some(whole)
    }
}

impl Numeric for u32 {}

impl Constrainable for f64 {
    fn into_value(self) -> Value {
        Value::Number(self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.as_number()
    }
}

impl Numeric for f64 {}

impl Constrainable for String {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }
}

impl Textual for String {}

/// For [`Constrain::exact("…")`](Constrain::exact) without a `to_owned`.
impl Constrainable for &str {
    fn into_value(self) -> Value {
        Value::Text(self.to_owned().into())
    }

    /// Always `None`: a borrowed string can be put into a constraint, but what comes out of one is a `String`.
    fn from_value(_: &Value) -> Option<Self> {
        None
    }
}

impl Textual for &str {}

/// Points of the picture to measure by, for `pointsOfInterest`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points(
    /// In no particular order.
    pub Vec<Point2D>,
);

impl Constrainable for Points {
    fn into_value(self) -> Value {
        Value::Points(self.0)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Points(points) => Some(Points(points.clone())),
            // An empty list says nothing of what it would hold.
            Value::Texts(texts) if texts.is_empty() => Some(Points::default()),
            _ => None,
        }
    }
}

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
        constrain.any.into()
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
        constrain.any.into()
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
        constrain.any.into()
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
        Constrain::bare(PanTiltZoom::Wanted(wanted))
    }
}

/// `zoom(2.0)`
impl From<f64> for Constrain<PanTiltZoom> {
    fn from(position: f64) -> Self {
        Constrain::bare(PanTiltZoom::At(position))
    }
}

/// `zoom(Constrain::ideal(2.0))`
impl From<Constrain<f64>> for Constrain<PanTiltZoom> {
    fn from(constrain: Constrain<f64>) -> Self {
        constrain.any.into()
    }
}
