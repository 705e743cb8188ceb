//! `MediaTrackConstraintSet`: at most one constraint for each property.

use std::fmt;

use wasm_bindgen::JsValue;

use super::constrain::Constrain;
use super::constraint_error::ConstraintError;
use super::keys::Key;
use super::properties::for_each_property;
use super::type_check::{ADVANCED, check_set, expect_object};
use super::validate::validate_set;
use super::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode, PanTiltZoom,
    PointsOfInterest, ResizeMode,
};
use crate::error::MediaError;
use crate::json::{self, JsonObject, JsonValue};

/// One set of constraints: at most one for each property.
///
/// Only the properties that are set are stored, and only the setters that are called end up in the program.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatrackconstraintset)
#[derive(Default)]
pub struct MediaTrackConstraintSet {
    /// `None` until the first constraint is set.
    stored: Option<Box<dyn Stored>>,
}

/// Every operation on stored constraints. As a trait object, so that a program without constraints does not link the
/// code that validates, encodes, clones and drops them.
trait Stored: Send + Sync {
    fn object(&self) -> &JsonObject;
    fn object_mut(&mut self) -> &mut JsonObject;
    /// Validates, with the conversion of the error behind the trait object too.
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

    fn validate_for_call(&self) -> Result<(), MediaError> {
        Ok(validate_set(self)?)
    }

    fn encode(&self, basic: &JsonObject, advanced: &[MediaTrackConstraintSet]) -> JsValue {
        json::encode_with_list(
            basic,
            ADVANCED,
            advanced.iter().map(MediaTrackConstraintSet::as_object),
        )
    }
}

static EMPTY: JsonObject = JsonObject::new();

impl MediaTrackConstraintSet {
    /// Creates an empty set.
    pub fn new() -> Self {
        MediaTrackConstraintSet::default()
    }

    /// Sets the constraint of a property, replacing the previous one.
    pub fn set<T>(&mut self, key: Key<T>, constrain: impl Into<Constrain<T>>) {
        self.object_mut().set(key.name(), constrain.into().into());
    }

    /// Returns the constraint of a property.
    pub fn get<T>(&self, key: Key<T>) -> Option<Constrain<T>> {
        let value = self.as_object().get(key.name())?;
        Some(value.clone().into())
    }

    /// Removes the constraint of a property and returns it.
    pub fn remove<T>(&mut self, key: Key<T>) -> Option<Constrain<T>> {
        self.object_mut().remove(key.name()).map(Constrain::from)
    }

    /// Returns every constraint, by the JavaScript name of its property.
    pub fn as_object(&self) -> &JsonObject {
        self.stored.as_ref().map_or(&EMPTY, |stored| stored.object())
    }

    /// Wraps untyped data without a check.
    pub(super) fn from_unchecked(object: JsonObject) -> Self {
        MediaTrackConstraintSet {
            stored: Some(Box::new(object)),
        }
    }

    fn object_mut(&mut self) -> &mut JsonObject {
        self.stored
            .get_or_insert_with(|| Box::new(JsonObject::new()))
            .object_mut()
    }

    pub(super) fn validate(&self) -> Result<(), ConstraintError> {
        validate_set(self.as_object())
    }

    pub(super) fn validate_for_call(&self) -> Result<(), MediaError> {
        self.stored
            .as_ref()
            .map_or(Ok(()), |stored| stored.validate_for_call())
    }

    /// Encodes these sets, of which this is one. `None` if this set is empty.
    pub(super) fn encode(
        &self,
        basic: &MediaTrackConstraintSet,
        advanced: &[MediaTrackConstraintSet],
    ) -> Option<JsValue> {
        let stored = self.stored.as_ref()?;
        Some(stored.encode(basic.as_object(), advanced))
    }
}

impl Clone for MediaTrackConstraintSet {
    fn clone(&self) -> Self {
        match &self.stored {
            Some(stored) => MediaTrackConstraintSet::from_unchecked(stored.object().clone()),
            None => MediaTrackConstraintSet::new(),
        }
    }
}

impl PartialEq for MediaTrackConstraintSet {
    fn eq(&self, other: &Self) -> bool {
        self.as_object() == other.as_object()
    }
}

impl fmt::Debug for MediaTrackConstraintSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_object().fmt(f)
    }
}

/// Converts an object of constraints by name. Properties that the crate does not know may have any value.
///
/// # Errors
/// [`WrongType`](super::ConstraintErrorKind::WrongType) if a known property has a value of another type.
impl TryFrom<JsonObject> for MediaTrackConstraintSet {
    type Error = ConstraintError;

    fn try_from(object: JsonObject) -> Result<Self, Self::Error> {
        check_set(&object)?;
        Ok(MediaTrackConstraintSet::from_unchecked(object))
    }
}

/// Converts an object of constraints by name, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<JsonValue> for MediaTrackConstraintSet {
    type Error = ConstraintError;

    fn try_from(value: JsonValue) -> Result<Self, Self::Error> {
        expect_object(value)?.try_into()
    }
}

impl From<MediaTrackConstraintSet> for JsonObject {
    fn from(mut set: MediaTrackConstraintSet) -> Self {
        std::mem::take(set.object_mut())
    }
}

macro_rules! setters {
    (
        constrainable { $(
            $(#[$doc:meta])*
            $setter:ident: $constant:ident $name:literal, constraint $kind:ty, setting $setting:ty, capability $capability:ty;
        )+ }
        $($rest:tt)*
    ) => {
        /// One setter for each property of the specs, as in
        /// [`MediaTrackConstraints`](super::MediaTrackConstraints).
        impl MediaTrackConstraintSet {
            $(
                $(#[$doc])*
                pub fn $setter(mut self, constrain: impl Into<Constrain<$kind>>) -> Self {
                    self.set(super::key::$constant, constrain);
                    self
                }
            )+
        }
    };
}

for_each_property!(setters);
