//! `PointsOfInterest`: points of the picture for exposure, white balance and focus.

use super::constrain::Constrainable;
use super::constraint_type::{ConstraintType, Typed};
use crate::json::{FromJson, IntoJson, JsonObject, JsonValue};

/// A point in the unit square. `(0, 0)` is the upper left corner of the picture and `(1, 1)` the lower right one.
///
/// [Spec](https://www.w3.org/TR/image-capture/#dictdef-point2d)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "JsonValue"))]
pub struct Point2D {
    /// The position from the left edge (0.0) to the right edge (1.0).
    pub x: f64,
    /// The position from the upper edge (0.0) to the lower edge (1.0).
    pub y: f64,
}

/// Points of the picture at which the camera measures, in no particular order.
///
/// [Spec](https://www.w3.org/TR/image-capture/#points-of-interest)
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PointsOfInterest(
    /// The points.
    pub Vec<Point2D>,
);

impl Constrainable for PointsOfInterest {}

impl Typed for PointsOfInterest {
    const TYPE: ConstraintType = ConstraintType::Points;
}

impl IntoJson for Point2D {
    fn into_json(self) -> JsonValue {
        let mut object = JsonObject::new();
        object.set("x", JsonValue::Number(self.x));
        object.set("y", JsonValue::Number(self.y));
        JsonValue::Object(object)
    }
}

impl From<Point2D> for JsonValue {
    fn from(point: Point2D) -> Self {
        point.into_json()
    }
}

impl FromJson for Point2D {
    fn from_json(value: &JsonValue) -> Option<Self> {
        let JsonValue::Object(object) = value else {
            return None;
        };
        let coordinate = |name| object.get(name).and_then(f64::from_json);
        // The spec's default of both is 0.
        Some(Point2D {
            x: coordinate("x").unwrap_or_default(),
            y: coordinate("y").unwrap_or_default(),
        })
    }
}

impl IntoJson for PointsOfInterest {
    fn into_json(self) -> JsonValue {
        self.0.into_json()
    }
}

impl FromJson for PointsOfInterest {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Array(_) => Vec::from_json(value).map(PointsOfInterest),
            _ => None,
        }
    }
}
