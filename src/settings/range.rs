//! Ranges of numbers that a device offers.

use crate::json::{FromJson, JsonValue};
use crate::json::{ParseJson, Reader};

/// What a device offers of a to_u32_exact number.
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

impl From<DoubleRange> for ULongRange {
    fn from(range: DoubleRange) -> Self {
        ULongRange {
            // `as` saturates: a camera with more pixels than that is wide enough.
            min: range.min.map(|min| min as u32),
            max: range.max.map(|max| max as u32),
        }
    }
}

impl FromJson for DoubleRange {
    fn from_json(value: &JsonValue) -> Option<Self> {
        let JsonValue::Object(record) = value else {
            return None;
        };
        let side = |name| record.get(name).and_then(f64::from_json);
        let range = DoubleRange {
            min: side("min"),
            max: side("max"),
            step: side("step"),
        };
        (range != DoubleRange::default()).then_some(range)
    }
}

impl FromJson for ULongRange {
    fn from_json(value: &JsonValue) -> Option<Self> {
        DoubleRange::from_json(value).map(ULongRange::from)
    }
}

impl ParseJson for DoubleRange {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        let mut range = DoubleRange::default();
        reader.object(&mut |reader, name| {
            let side = match name {
                "min" => &mut range.min,
                "max" => &mut range.max,
                "step" => &mut range.step,
                _ => &mut None,
            };
            let begin = reader.at();
            *side = f64::parse_json(reader);
            if side.is_none() {
                reader.value_at(begin)?;
            }
            Some(())
        })?;
        (range != DoubleRange::default()).then_some(range)
    }
}

impl ParseJson for ULongRange {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        DoubleRange::parse_json(reader).map(ULongRange::from)
    }
}
