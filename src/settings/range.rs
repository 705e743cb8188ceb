//! Ranges of numbers that a device supports.

#[cfg(feature = "serde")]
use crate::json;
use crate::json::{FromJson, IntoJson, JsonObject, JsonValue};

/// A range of integers that a device supports.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-ulongrange)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "JsonValue"))]
pub struct ULongRange {
    /// The minimum.
    pub min: Option<u32>,
    /// The maximum, at most `u32::MAX`.
    pub max: Option<u32>,
}

/// A range of numbers that a device supports.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-doublerange) ·
/// [with a step](https://www.w3.org/TR/image-capture/#mediasettingsrange-section)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "JsonValue"))]
pub struct DoubleRange {
    /// The minimum.
    pub min: Option<f64>,
    /// The maximum.
    pub max: Option<f64>,
    /// The distance between two supported values. Only properties of Image Capture have it.
    pub step: Option<f64>,
}

impl ULongRange {
    /// Returns whether the value is in the range.
    pub fn contains(&self, value: u32) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }
}

impl DoubleRange {
    /// Returns whether the value is in the range. The step is ignored.
    pub fn contains(&self, value: f64) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }
}

impl ULongRange {
    /// Converts a range of any numbers. `None` if it has no bound.
    fn from_double_range(range: DoubleRange) -> Option<Self> {
        // `as` saturates: no device reaches `u32::MAX`.
        let (min, max) = (range.min.map(|min| min as u32), range.max.map(|max| max as u32));
        (min.is_some() || max.is_some()).then_some(ULongRange { min, max })
    }
}

impl FromJson for DoubleRange {
    fn from_json(value: &JsonValue) -> Option<Self> {
        let JsonValue::Object(object) = value else {
            return None;
        };
        let member = |name| object.get(name).and_then(f64::from_json);
        let range = DoubleRange {
            min: member("min"),
            max: member("max"),
            step: member("step"),
        };
        (range != DoubleRange::default()).then_some(range)
    }
}

impl FromJson for ULongRange {
    fn from_json(value: &JsonValue) -> Option<Self> {
        DoubleRange::from_json(value).and_then(ULongRange::from_double_range)
    }
}

impl IntoJson for DoubleRange {
    fn into_json(self) -> JsonValue {
        let mut object = JsonObject::new();
        for (name, number) in [("min", self.min), ("max", self.max), ("step", self.step)] {
            if let Some(number) = number {
                object.set(name, JsonValue::Number(number));
            }
        }
        JsonValue::Object(object)
    }
}

impl IntoJson for ULongRange {
    fn into_json(self) -> JsonValue {
        DoubleRange {
            min: self.min.map(f64::from),
            max: self.max.map(f64::from),
            step: None,
        }
        .into_json()
    }
}

impl From<DoubleRange> for JsonValue {
    fn from(range: DoubleRange) -> Self {
        range.into_json()
    }
}

impl From<ULongRange> for JsonValue {
    fn from(range: ULongRange) -> Self {
        range.into_json()
    }
}

#[cfg(feature = "serde")]
json::deserialize_object!(ULongRange {
    min: member "min",
    max: member "max",
});

#[cfg(feature = "serde")]
json::deserialize_object!(DoubleRange {
    min: member "min",
    max: member "max",
    step: member "step",
});
