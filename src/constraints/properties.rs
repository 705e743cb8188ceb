//! The stored constraints of one set, with every operation on them behind one trait object. A program that constrains
//! nothing does not link the code that validates, encodes, clones and drops constraints.

use std::fmt;

use wasm_bindgen::JsValue;

use super::media_track_constraints::MediaTrackConstraintSet;
use super::validate::{ConstraintError, validate};
use crate::error::MediaError;
use crate::json::{self, JsonObject};

/// Constraints by property name. `None` until the first one is set.
#[derive(Default)]
pub(super) struct Properties(Option<Box<dyn Stored>>);

/// The operations on stored constraints.
trait Stored: Send + Sync {
    fn object(&self) -> &JsonObject;
    fn object_mut(&mut self) -> &mut JsonObject;
    fn validate(&self) -> Result<(), ConstraintError>;
    fn validate_for_call(&self) -> Result<(), MediaError>;
    fn encode(&self, basic: &JsonObject, advanced: &[MediaTrackConstraintSet]) -> JsValue;
}

impl Stored for JsonObject {
    fn object(&self) -> &JsonObject {
        self
    }

    fn object_mut(&mut self) -> &mut JsonObject {
        self
    }

    fn validate(&self) -> Result<(), ConstraintError> {
        for (name, value) in self.iter() {
            validate(name, value)?;
        }
        Ok(())
    }

    fn validate_for_call(&self) -> Result<(), MediaError> {
        Ok(Stored::validate(self)?)
    }

    fn encode(&self, basic: &JsonObject, advanced: &[MediaTrackConstraintSet]) -> JsValue {
        json::encode_with_list(
            basic,
            super::media_track_constraints::ADVANCED,
            advanced.iter().map(MediaTrackConstraintSet::as_object),
        )
    }
}

static NONE: JsonObject = JsonObject::new();

impl Properties {
    pub(super) fn object(&self) -> &JsonObject {
        self.0.as_ref().map_or(&NONE, |stored| stored.object())
    }

    pub(super) fn object_mut(&mut self) -> &mut JsonObject {
        self.0
            .get_or_insert_with(|| Box::new(JsonObject::new()))
            .object_mut()
    }

    pub(super) fn into_object(mut self) -> JsonObject {
        std::mem::take(self.object_mut())
    }

    pub(super) fn validate(&self) -> Result<(), ConstraintError> {
        self.0.as_ref().map_or(Ok(()), |stored| stored.validate())
    }

    /// As `validate`, with the conversion to `MediaError` behind the trait object too.
    pub(super) fn validate_for_call(&self) -> Result<(), MediaError> {
        self.0
            .as_ref()
            .map_or(Ok(()), |stored| stored.validate_for_call())
    }

    /// Encodes the sets of a constraint, of which this is one. `None` if this set is empty.
    pub(super) fn encode(&self, basic: &Properties, advanced: &[MediaTrackConstraintSet]) -> Option<JsValue> {
        let stored = self.0.as_ref()?;
        Some(stored.encode(basic.object(), advanced))
    }
}

impl From<JsonObject> for Properties {
    fn from(object: JsonObject) -> Self {
        Properties(Some(Box::new(object)))
    }
}

impl Clone for Properties {
    fn clone(&self) -> Self {
        match &self.0 {
            Some(stored) => stored.object().clone().into(),
            None => Properties(None),
        }
    }
}

impl PartialEq for Properties {
    fn eq(&self, other: &Self) -> bool {
        self.object() == other.object()
    }
}

impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object().fmt(f)
    }
}
