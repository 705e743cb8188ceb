//! Strings as constraints: `.device_id("…")`, `.group_id(Constrain::exact(&id))`.

use super::constrain::{Constrain, Constrainable, Textual};
use super::constraint_type::{ConstraintType, Typed};
use crate::json::{IntoJson, JsonValue};

impl Constrainable for String {}

impl Textual for String {}

impl Typed for String {
    const TYPE: ConstraintType = ConstraintType::String;
}

impl Constrainable for &str {}

impl Textual for &str {}

impl Constrainable for &String {}

impl Textual for &String {}

impl From<&str> for Constrain<String> {
    fn from(text: &str) -> Self {
        text.into_json().into()
    }
}

impl From<&String> for Constrain<String> {
    fn from(text: &String) -> Self {
        text.into_json().into()
    }
}

/// `.device_id(Constrain::exact("…"))`
impl From<Constrain<&str>> for Constrain<String> {
    fn from(constrain: Constrain<&str>) -> Self {
        JsonValue::from(constrain).into()
    }
}

/// `.device_id(Constrain::exact(&id))`
impl From<Constrain<&String>> for Constrain<String> {
    fn from(constrain: Constrain<&String>) -> Self {
        JsonValue::from(constrain).into()
    }
}
