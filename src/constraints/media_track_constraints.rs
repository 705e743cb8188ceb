//! `MediaTrackConstraints`: what is wanted of one track.

use std::borrow::Cow;

use super::constrain::{Constrain, Points};
use super::keys::{Key, for_each_constraint_key};
use super::validate::{ConstraintError, validate};
use super::value::AnyConstraint;
use super::vocabulary::{
    Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode, PanTiltZoom,
    ResizeMode,
};

/// One set of constraints: at most one for each property.
///
/// Only the properties that are set are stored, and only the setters that are called end up in the program.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediatrackconstraintset)
#[derive(Clone, Debug, Default)]
pub struct MediaTrackConstraintSet {
    entries: Vec<(Cow<'static, str>, AnyConstraint)>,
}

impl MediaTrackConstraintSet {
    /// A set that constrains nothing.
    pub fn new() -> Self {
        MediaTrackConstraintSet::default()
    }

    /// Constrains a property, or replaces what was set for it.
    pub fn set<T>(&mut self, key: Key<T>, constrain: impl Into<Constrain<T>>) {
        self.insert(Cow::Borrowed(key.name()), constrain.into().into());
    }

    /// What is set for a property.
    pub fn get<T>(&self, key: Key<T>) -> Option<Constrain<T>> {
        self.iter()
            .find(|(name, _)| *name == key.name())
            .map(|(_, any)| any.clone().into())
    }

    /// Takes back what was set for a property.
    pub fn remove<T>(&mut self, key: Key<T>) -> Option<Constrain<T>> {
        let at = self.entries.iter().position(|(name, _)| *name == key.name())?;
        Some(self.entries.remove(at).1.into())
    }

    /// Whether nothing is constrained.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every property that is set, by its name in JavaScript.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &AnyConstraint)> {
        self.entries.iter().map(|(name, any)| (&**name, any))
    }

    /// Constrains a property by a name that need not be known before the program runs.
    pub fn insert(&mut self, name: impl Into<Cow<'static, str>>, any: AnyConstraint) {
        let name = name.into();
        match self.entries.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = any,
            None => self.entries.push((name, any)),
        }
    }
}

/// The same properties with the same constraints, in whatever order they were set.
impl PartialEq for MediaTrackConstraintSet {
    fn eq(&self, other: &Self) -> bool {
        self.entries.len() == other.entries.len()
            && self.entries.iter().all(|entry| other.entries.contains(entry))
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
#[non_exhaustive]
pub struct MediaTrackConstraints {
    /// What is wanted, and what is required.
    pub basic: MediaTrackConstraintSet,
    /// Further sets, in order: each is met as a whole or passed over as a whole. A bare value in one of them is a
    /// demand, not a wish.
    pub advanced: Vec<MediaTrackConstraintSet>,
}

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
        std::iter::once(&self.basic)
            .chain(&self.advanced)
            .flat_map(MediaTrackConstraintSet::iter)
            .try_for_each(|(name, any)| validate(name, any))
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
    ($( $(#[$doc:meta])* $setter:ident: $constant:ident $name:literal of $kind:ty; )+) => {
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
