//! Ranges of numbers that a device offers.

use crate::value::{FromValue, Value};

/// What a device offers of a whole number.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-ulongrange)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ULongRange {
    /// The least.
    pub min: Option<u32>,
    /// The most. More than a `u32` holds is the most that it holds.
    pub max: Option<u32>,
}

/// What a device offers of a number.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-doublerange) ·
/// [with a step](https://www.w3.org/TR/image-capture/#mediasettingsrange-section)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct DoubleRange {
    /// The least.
    pub min: Option<f64>,
    /// The most.
    pub max: Option<f64>,
    /// From one value to the next; only the properties of Image Capture have it.
    pub step: Option<f64>,
}

impl ULongRange {
    /// Whether it has this value.
    pub fn contains(&self, value: u32) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }
}

impl DoubleRange {
    /// Whether it has this value, steps aside.
    pub fn contains(&self, value: f64) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }
}

fn side(value: &Value, name: &str) -> Option<f64> {
    match value {
        Value::Record(record) => record.get(name).and_then(f64::from_value),
        _ => None,
    }
}

impl FromValue for ULongRange {
    fn from_value(value: &Value) -> Option<Self> {
        let range = ULongRange {
            // `as` saturates: a camera with more pixels than that is wide enough.
            min: side(value, "min").map(|min| min as u32),
            max: side(value, "max").map(|max| max as u32),
        };
        (range != ULongRange::default()).then_some(range)
    }
}

impl FromValue for DoubleRange {
    fn from_value(value: &Value) -> Option<Self> {
        let range = DoubleRange {
            min: side(value, "min"),
            max: side(value, "max"),
            step: side(value, "step"),
        };
        (range != DoubleRange::default()).then_some(range)
    }
}
