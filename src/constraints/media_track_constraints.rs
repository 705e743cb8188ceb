//! `MediaTrackConstraints`: the constraints of one track.

use wasm_bindgen::JsValue;

use super::constrain::Constrain;
use super::constraint_error::ConstraintError;
use super::keys::Key;
use super::media_track_constraint_set::MediaTrackConstraintSet;
use super::properties::for_each_property;
use super::type_check::{ADVANCED, expect_object};
use super::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode, PanTiltZoom,
    PointsOfInterest, ResizeMode,
};
use crate::error::MediaError;
use crate::json::{self, JsonObject, JsonValue};

/// The constraints of one track.
///
/// ```
/// use local_media_stream::{Constrain, FacingMode, MediaTrackConstraints};
///
/// let video = MediaTrackConstraints::new()
///     .facing_mode(FacingMode::User)
///     .width(Constrain::ideal(1280).and_min(640))
///     .height(720)
///     .frame_rate(..=30);
/// ```
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatrackconstraints) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MediaTrackConstraints {
    /// The required and ideal constraints.
    pub basic: MediaTrackConstraintSet,
    /// Further sets, in order. The browser satisfies each set entirely or skips it entirely. A bare value in one of
    /// them is required, not ideal.
    pub advanced: Vec<MediaTrackConstraintSet>,
}

impl MediaTrackConstraints {
    /// Creates empty constraints, which any device of the kind satisfies.
    pub fn new() -> Self {
        MediaTrackConstraints::default()
    }

    /// Adds a set to the end of [`advanced`](Self::advanced).
    pub fn advanced(mut self, set: MediaTrackConstraintSet) -> Self {
        self.advanced.push(set);
        self
    }

    /// Returns the constraint of a property in the basic set.
    pub fn get<T>(&self, key: Key<T>) -> Option<Constrain<T>> {
        self.basic.get(key)
    }

    /// Sets the constraint of any property, also of one that the crate does not know.
    pub fn with<T>(mut self, key: Key<T>, constrain: impl Into<Constrain<T>>) -> Self {
        self.basic.set(key, constrain);
        self
    }

    /// Checks the constraints before the browser receives them, with the same result in every browser.
    ///
    /// # Errors
    /// The first property that is contradictory (`min` above `max`) or impossible (a width of 0, a frame rate of NaN,
    /// an id of more than 500 UTF-16 units).
    pub fn validate(&self) -> Result<(), ConstraintError> {
        self.sets().try_for_each(MediaTrackConstraintSet::validate)
    }

    /// Validates the constraints, with the error of the browser call as the result.
    pub(crate) fn validate_for_call(&self) -> Result<(), MediaError> {
        for set in self.sets() {
            set.validate_for_call()?;
        }
        Ok(())
    }

    /// Encodes the constraints as an object of JavaScript.
    pub(crate) fn encode(&self) -> JsValue {
        for set in self.sets() {
            if let Some(encoded) = set.encode(&self.basic, &self.advanced) {
                return encoded;
            }
        }
        json::empty_object()
    }

    /// Converts the constraints that a browser returned, without a check of types.
    pub(crate) fn from_browser(mut object: JsonObject) -> Self {
        let advanced = match object.remove(ADVANCED) {
            Some(JsonValue::Array(sets)) => sets,
            _ => Vec::new(),
        };
        let sets = advanced.into_iter().filter_map(|set| match set {
            JsonValue::Object(object) => Some(MediaTrackConstraintSet::from_unchecked(object)),
            _ => None,
        });
        MediaTrackConstraints {
            advanced: sets.collect(),
            basic: MediaTrackConstraintSet::from_unchecked(object),
        }
    }

    fn sets(&self) -> impl Iterator<Item = &MediaTrackConstraintSet> {
        std::iter::once(&self.basic).chain(&self.advanced)
    }
}

/// Converts to the form of JavaScript: the properties of the basic set, and the member `advanced`.
impl From<MediaTrackConstraints> for JsonObject {
    fn from(constraints: MediaTrackConstraints) -> Self {
        let mut object = JsonObject::from(constraints.basic);
        if !constraints.advanced.is_empty() {
            let sets = constraints.advanced.into_iter();
            let sets = sets.map(|set| JsonValue::Object(set.into())).collect();
            object.set(ADVANCED, JsonValue::Array(sets));
        }
        object
    }
}

/// Converts from the form of JavaScript. Properties that the crate does not know may have any value.
///
/// # Errors
/// [`WrongType`](super::ConstraintErrorKind::WrongType) if a known property has a value of another type, or if
/// `advanced` is not an array of objects.
impl TryFrom<JsonObject> for MediaTrackConstraints {
    type Error = ConstraintError;

    fn try_from(mut object: JsonObject) -> Result<Self, Self::Error> {
        let wrong_advanced = || ConstraintError::wrong_type(ADVANCED, "Pass an array of objects.");
        let sets = match object.remove(ADVANCED) {
            None => Vec::new(),
            Some(JsonValue::Array(sets)) => sets,
            Some(_) => return Err(wrong_advanced()),
        };
        let basic = object.try_into()?;
        let mut advanced = Vec::with_capacity(sets.len());
        for set in sets {
            match set {
                JsonValue::Object(set) => advanced.push(set.try_into()?),
                _ => return Err(wrong_advanced()),
            }
        }
        Ok(MediaTrackConstraints { basic, advanced })
    }
}

/// Converts from the form of JavaScript, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<JsonValue> for MediaTrackConstraints {
    type Error = ConstraintError;

    fn try_from(value: JsonValue) -> Result<Self, Self::Error> {
        expect_object(value)?.try_into()
    }
}

/// Reads an object of JavaScript, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<&JsValue> for MediaTrackConstraints {
    type Error = ConstraintError;

    fn try_from(js: &JsValue) -> Result<Self, Self::Error> {
        JsonValue::from(js).try_into()
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
    (
        constrainable { $(
            $(#[$doc:meta])*
            $setter:ident: $constant:ident $name:literal, constraint $kind:ty, setting $setting:ty, capability $capability:ty;
        )+ }
        $($rest:tt)*
    ) => {
        /// One setter for each property of the specs. Each accepts a bare value, a range of numbers, or a
        /// [`Constrain`].
        impl MediaTrackConstraints {
            $(
                $(#[$doc])*
                pub fn $setter(self, constrain: impl Into<Constrain<$kind>>) -> Self {
                    self.with(super::key::$constant, constrain)
                }
            )+
        }
    };
}

for_each_property!(setters);

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn constraints_of_a_browser_are_not_checked() {
        let object = |name: &'static str, value| {
            let mut object = JsonObject::new();
            object.set(name, value);
            object
        };
        let mistyped = || object("width", JsonValue::Bool(true));
        let mut all = mistyped();
        all.set(
            ADVANCED,
            JsonValue::Array(vec![JsonValue::Object(mistyped()), JsonValue::Null]),
        );
        let constraints = MediaTrackConstraints::from_browser(all);
        assert_eq!(constraints.basic.as_object(), &mistyped());
        assert_eq!(constraints.advanced.len(), 1, "other values are dropped");
        assert_eq!(constraints.advanced[0].as_object(), &mistyped());
        let constraints = MediaTrackConstraints::from_browser(object(ADVANCED, JsonValue::Bool(true)));
        assert_eq!(constraints, MediaTrackConstraints::new());
    }
}
