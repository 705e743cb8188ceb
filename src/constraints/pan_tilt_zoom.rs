//! `PanTiltZoom`: a position of a camera's pan, tilt or zoom.

use super::constrain::{Constrain, Constrainable, Numeric};
use super::constraint_type::{ConstraintType, Typed};
use super::numbers::{Bound, from_numbers};
use crate::json::{FromJson, IntoJson, JsonValue};

/// A position of a camera's pan, tilt or zoom. Pan and tilt are in arc seconds, zoom is in the camera's own unit.
///
/// Only constraints on these three also accept a bare `true`: any camera with the property, at any position. It also
/// requests the user's permission to move the camera.
///
/// [Spec](https://www.w3.org/TR/image-capture/#dom-mediatrackconstraintset-pan)
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanTiltZoom(
    /// The position.
    pub f64,
);

impl Constrainable for PanTiltZoom {}

impl Numeric for PanTiltZoom {}

impl Typed for PanTiltZoom {
    const TYPE: ConstraintType = ConstraintType::NumberOrBoolean;
}

impl Bound<PanTiltZoom> for f64 {
    fn to_f64(self) -> f64 {
        self
    }
}

impl Bound<PanTiltZoom> for PanTiltZoom {
    fn to_f64(self) -> f64 {
        self.0
    }
}

/// `.pan(true)`: any camera that can pan.
impl From<bool> for Constrain<PanTiltZoom> {
    fn from(enabled: bool) -> Self {
        JsonValue::Bool(enabled).into()
    }
}

from_numbers!(PanTiltZoom: f64 i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

impl IntoJson for PanTiltZoom {
    fn into_json(self) -> JsonValue {
        JsonValue::Number(self.0)
    }
}

impl FromJson for PanTiltZoom {
    fn from_json(value: &JsonValue) -> Option<Self> {
        f64::from_json(value).map(PanTiltZoom)
    }
}
