//! Type checks of constraints that come as untyped data: from JavaScript, or through `serde`.

use super::constraint_error::ConstraintError;
use super::constraint_type::{ConstraintType, Typed};
use super::properties::for_each_property;
use super::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode, PanTiltZoom,
    PointsOfInterest, ResizeMode,
};
use crate::json::{JsonObject, JsonValue};

/// The member that holds the further sets of `MediaTrackConstraints`.
pub(super) const ADVANCED: &str = "advanced";

macro_rules! types {
    (
        constrainable { $(
            $(#[$doc:meta])*
            $setter:ident: $constant:ident $name:literal, constraint $kind:ty, setting $setting:ty, capability $capability:ty;
        )+ }
        $($rest:tt)*
    ) => {
        /// The types of the properties that this version of the crate knows. A table compiles to fewer bytes than a
        /// `match` of strings.
        static TYPES: &[(&str, ConstraintType)] = &[$( ($name, <$kind as Typed>::TYPE), )+];
    };
}

for_each_property!(types);

/// Checks the constraints of one set. Unknown properties may have any value.
pub(super) fn check_set(set: &JsonObject) -> Result<(), ConstraintError> {
    for (name, constraint) in set.iter() {
        if name == ADVANCED {
            return Err(ConstraintError::wrong_type(
                name,
                "Pass advanced sets beside the basic one, not inside a set.",
            ));
        }
        if let Some((_, expected)) = TYPES.iter().find(|(known, _)| *known == name)
            && !expected.accepts(constraint)
        {
            return Err(ConstraintError::wrong_type(name, expected.expected()));
        }
    }
    Ok(())
}

/// Returns the object, or an error that no property is part of.
pub(super) fn expect_object(value: JsonValue) -> Result<JsonObject, ConstraintError> {
    match value {
        JsonValue::Object(object) => Ok(object),
        _ => Err(ConstraintError::wrong_type("", "Pass an object.")),
    }
}
