//! Numbers as constraints: `.width(1280)`, `.height(480..=1080)`, `.frame_rate(24..)`.

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::constrain::{Constrain, Constrainable, Numeric};
use super::constraint_type::{ConstraintType, Typed};
use crate::json::JsonValue;

impl Constrainable for u32 {}

impl Numeric for u32 {}

impl Typed for u32 {
    const TYPE: ConstraintType = ConstraintType::Number;
}

impl Constrainable for i32 {}

impl Numeric for i32 {}

impl Constrainable for f64 {}

impl Numeric for f64 {}

impl Typed for f64 {
    const TYPE: ConstraintType = ConstraintType::Number;
}

/// A type of the bounds of a range that constrains a property of type `T`: every integer type, and `f64` for
/// properties that have fractions.
// Not exported, so that only this crate implements it.
pub trait Bound<T> {
    /// Converts the bound. A 64-bit integer above 2^53 is rounded.
    fn to_f64(self) -> f64;
}

impl Bound<f64> for f64 {
    fn to_f64(self) -> f64 {
        self
    }
}

/// `.height(480..=1080)`
impl<T: Numeric, N: Bound<T>> From<RangeInclusive<N>> for Constrain<T> {
    fn from(range: RangeInclusive<N>) -> Self {
        let (min, max) = range.into_inner();
        Constrain::<f64>::min(min.to_f64()).and_max(max.to_f64()).cast()
    }
}

/// `.frame_rate(24..)`
impl<T: Numeric, N: Bound<T>> From<RangeFrom<N>> for Constrain<T> {
    fn from(range: RangeFrom<N>) -> Self {
        Constrain::<f64>::min(range.start.to_f64()).cast()
    }
}

/// `.frame_rate(..=30)`
impl<T: Numeric, N: Bound<T>> From<RangeToInclusive<N>> for Constrain<T> {
    fn from(range: RangeToInclusive<N>) -> Self {
        Constrain::<f64>::max(range.end.to_f64()).cast()
    }
}

impl Constrain<f64> {
    /// Changes the type: every number is stored as an `f64`.
    fn cast<T>(self) -> Constrain<T> {
        JsonValue::from(self).into()
    }
}

macro_rules! bounds {
    ($($integer:ident)+) => { $(
        impl<T: Numeric> Bound<T> for $integer {
            // Lossless for all but the 64-bit types.
            #[allow(clippy::cast_lossless)]
            fn to_f64(self) -> f64 {
                self as f64
            }
        }
    )+ };
}

bounds!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

macro_rules! bare_values {
    ($($integer:ident)+) => { $(
        /// `.width(640)`. `validate` rejects a value that the property cannot have, such as a negative width.
        impl<T: Numeric> From<$integer> for Constrain<T> {
            fn from(number: $integer) -> Self {
                JsonValue::Number(Bound::<f64>::to_f64(number)).into()
            }
        }
    )+ };
}

// The types without `Constrainable`. The conversions of the others follow.
bare_values!(i8 u8 i16 u16 i64 u64 isize usize);

/// `.width(640)`. `validate` rejects a value that the property cannot have, such as a negative width.
impl From<i32> for Constrain<u32> {
    fn from(number: i32) -> Self {
        Constrain::<i32>::bare(number).into()
    }
}

/// `.width(Constrain::ideal(640))`
impl From<Constrain<i32>> for Constrain<u32> {
    fn from(constrain: Constrain<i32>) -> Self {
        JsonValue::from(constrain).into()
    }
}

/// `.frame_rate(30)`
impl From<i32> for Constrain<f64> {
    fn from(number: i32) -> Self {
        Constrain::<i32>::bare(number).into()
    }
}

/// `.frame_rate(30)`
impl From<u32> for Constrain<f64> {
    fn from(number: u32) -> Self {
        Constrain::<u32>::bare(number).into()
    }
}

/// `.frame_rate(Constrain::ideal(30))`
impl From<Constrain<i32>> for Constrain<f64> {
    fn from(constrain: Constrain<i32>) -> Self {
        JsonValue::from(constrain).into()
    }
}

/// `.frame_rate(Constrain::ideal(30))`
impl From<Constrain<u32>> for Constrain<f64> {
    fn from(constrain: Constrain<u32>) -> Self {
        JsonValue::from(constrain).into()
    }
}
