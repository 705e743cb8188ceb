//! `MediaTrackConstraints`: what is wanted of one track.

use wasm_bindgen::JsValue;

use super::constrain::Constrain;
use super::keys::{Key, for_each_constraint_key};
use super::properties::Properties;
use super::validate::ConstraintError;
use super::vocabulary::{
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
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "JsonObject", into = "JsonObject"))]
pub struct MediaTrackConstraintSet {
    properties: Properties,
}

impl MediaTrackConstraintSet {
    /// A set that constrains nothing.
    pub fn new() -> Self {
        MediaTrackConstraintSet::default()
    }

    /// Constrains a property, or replaces what was set for it.
    pub fn set<T>(&mut self, key: Key<T>, constrain: impl Into<Constrain<T>>) {
        self.properties
            .object_mut()
            .set(key.name(), constrain.into().into());
    }

    /// What is set for a property.
    pub fn get<T>(&self, key: Key<T>) -> Option<Constrain<T>> {
        let value = self.properties.object().get(key.name())?;
        Some(value.clone().into())
    }

    /// Takes back what was set for a property.
    pub fn remove<T>(&mut self, key: Key<T>) -> Option<Constrain<T>> {
        self.properties
            .object_mut()
            .remove(key.name())
            .map(Constrain::from)
    }

    /// Every property that is set, by its name in JavaScript.
    pub fn as_object(&self) -> &JsonObject {
        self.properties.object()
    }
}

/// Any names, and any data for them: what is no constraint is for the browser to refuse.
impl From<JsonObject> for MediaTrackConstraintSet {
    fn from(properties: JsonObject) -> Self {
        MediaTrackConstraintSet {
            properties: properties.into(),
        }
    }
}

impl From<MediaTrackConstraintSet> for JsonObject {
    fn from(set: MediaTrackConstraintSet) -> Self {
        set.properties.into_object()
    }
}

/// What is wanted of one track.
///
/// ```
/// use local_media_stream::{Constrain, FacingMode, MediaTrackConstraints};
///
/// let video = MediaTrackConstraints::new()
///     .facing_mode(FacingMode::User)
///     .width(Constrain::ideal(1280).and_min(640))
///     .height(720)
///     .frame_rate(..=30.0);
/// ```
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatrackconstraints) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints)
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "JsonObject", into = "JsonObject"))]
#[non_exhaustive]
pub struct MediaTrackConstraints {
    /// What is wanted, and what is required.
    pub basic: MediaTrackConstraintSet,
    /// Further sets, in order: each is met as a to_u32_exact or passed over as a to_u32_exact. A bare value in one of them is a
    /// demand, not a wish.
    pub advanced: Vec<MediaTrackConstraintSet>,
}

pub(super) const ADVANCED: &str = "advanced";

impl MediaTrackConstraints {
    /// Constraints that constrain nothing: any device of the kind will do.
    pub fn new() -> Self {
        MediaTrackConstraints::default()
    }

    /// Adds a set to the end of [`advanced`](Self::advanced).
    pub fn advanced(mut self, set: MediaTrackConstraintSet) -> Self {
        self.advanced.push(set);
        self
    }

    /// What the basic set holds for a property.
    pub fn get<T>(&self, key: Key<T>) -> Option<Constrain<T>> {
        self.basic.get(key)
    }

    /// Constrains any property, also one that the crate does not know.
    pub fn with<T>(mut self, key: Key<T>, constrain: impl Into<Constrain<T>>) -> Self {
        self.basic.set(key, constrain);
        self
    }

    /// Looks for what no browser could make sense of, before one is asked.
    ///
    /// # Errors
    /// The first property that contradicts itself (`min` above `max`) or holds what cannot be (a width of 0, a frame
    /// rate that is not a number, an id of more than 500 UTF-16 units).
    pub fn validate(&self) -> Result<(), ConstraintError> {
        self.sets().try_for_each(|set| set.properties.validate())
    }

    /// As [`validate`](Self::validate), for who is to tell of it in the browser's place.
    pub(crate) fn validate_for_call(&self) -> Result<(), MediaError> {
        self.sets().try_for_each(|set| set.properties.validate_for_call())
    }

    /// Encodes the constraints as an object of JavaScript.
    pub(crate) fn encode(&self) -> JsValue {
        self.sets()
            .find_map(|set| set.properties.encode(&self.basic.properties, &self.advanced))
            .unwrap_or_else(json::empty_object)
    }

    fn sets(&self) -> impl Iterator<Item = &MediaTrackConstraintSet> {
        std::iter::once(&self.basic).chain(&self.advanced)
    }
}

/// The object that JavaScript has: the properties, and `advanced` beside them.
impl From<MediaTrackConstraints> for JsonObject {
    fn from(constraints: MediaTrackConstraints) -> Self {
        let mut record = JsonObject::from(constraints.basic);
        if !constraints.advanced.is_empty() {
            let sets = constraints.advanced.into_iter();
            let sets = sets.map(|set| JsonValue::Object(set.into())).collect();
            record.set(ADVANCED, JsonValue::Array(sets));
        }
        record
    }
}

/// From the object that JavaScript has.
impl From<JsonObject> for MediaTrackConstraints {
    fn from(mut record: JsonObject) -> Self {
        let advanced = match record.remove(ADVANCED) {
            Some(JsonValue::Array(sets)) => sets,
            _ => Vec::new(),
        };
        let sets = advanced.into_iter().filter_map(|set| match set {
            JsonValue::Object(properties) => Some(properties.into()),
            _ => None,
        });
        MediaTrackConstraints {
            advanced: sets.collect(),
            basic: record.into(),
        }
    }
}

impl From<MediaTrackConstraintSet> for MediaTrackConstraints {
    fn from(basic: MediaTrackConstraintSet) -> Self {
        MediaTrackConstraints {
            basic,
            advanced: Vec::new(),
        }
    }
}

macro_rules! setters {
    ($( $(#[$doc:meta])* $setter:ident: $constant:ident $name:literal of $kind:ty, is $setting:ty, offers $offer:ty; )+) => {
        /// One setter for each property of the specs. Each takes a bare value, a range where there are numbers, or a
        /// [`Constrain`].
        impl MediaTrackConstraints {
            $(
                $(#[$doc])*
                pub fn $setter(self, constrain: impl Into<Constrain<$kind>>) -> Self {
                    self.with(super::key::$constant, constrain)
                }
            )+
        }

        /// One setter for each property of the specs, as in [`MediaTrackConstraints`].
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

for_each_constraint_key!(setters);
