//! Numbers as constraints: `.width(1280)`, `.height(480..=1080)`, `.frame_rate(24..)`.

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::constrain::{Constrain, Constrainable, Numeric};
use super::constraint_type::{ConstraintType, Typed};
use crate::json::JsonValue;

impl Typed for u32 {
    const TYPE: ConstraintType = ConstraintType::Number;
}

impl Typed for f64 {
    const TYPE: ConstraintType = ConstraintType::Number;
}

impl Constrainable for f64 {}

impl Numeric for f64 {}

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

macro_rules! integers {
    ($($integer:ident)+) => { $(
        impl Constrainable for $integer {}

        impl Numeric for $integer {}

        impl<T: Numeric> Bound<T> for $integer {
            // Lossless for all but the 64-bit types.
            #[allow(clippy::cast_lossless)]
            fn to_f64(self) -> f64 {
                self as f64
            }
        }
    )+ };
}

integers!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

/// Makes constraints of other number types constraints of this one.
macro_rules! from_numbers {
    ($kind:ident: $($number:ident)+) => { $(
        /// `.width(640)`. `validate` rejects a value that the property cannot have, such as a negative width.
        impl From<$number> for Constrain<$kind> {
            fn from(number: $number) -> Self {
                Constrain::bare(number).into()
            }
        }

        /// `.width(Constrain::ideal(640))`
        impl From<Constrain<$number>> for Constrain<$kind> {
            fn from(constrain: Constrain<$number>) -> Self {
                $crate::json::JsonValue::from(constrain).into()
            }
        }
    )+ };
}
pub(super) use from_numbers;

from_numbers!(u32: i8 u8 i16 u16 i32 i64 u64 isize usize);
from_numbers!(f64: i8 u8 i16 u16 i32 u32 i64 u64 isize usize);
