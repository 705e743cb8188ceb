//! `serde` for constraints, in the form of JavaScript. Deserialization fails for a value of the wrong type.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::constraint_error::ConstraintError;
use super::media_stream_constraints::MediaStreamConstraints;
use super::media_track_constraint_set::MediaTrackConstraintSet;
use super::media_track_constraints::MediaTrackConstraints;
use super::points_of_interest::Point2D;
use super::track_request::TrackRequest;
use super::type_check::ADVANCED;
use crate::json::{self, JsonValue};

impl Serialize for MediaTrackConstraintSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_object().serialize(serializer)
    }
}

impl Serialize for MediaTrackConstraints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let basic = self.basic.as_object();
        let length = basic.len() + usize::from(!self.advanced.is_empty());
        let mut map = serializer.serialize_map(Some(length))?;
        for (name, value) in basic.iter() {
            map.serialize_entry(name, value)?;
        }
        if !self.advanced.is_empty() {
            map.serialize_entry(ADVANCED, &self.advanced)?;
        }
        map.end()
    }
}

impl Serialize for TrackRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            TrackRequest::Off => serializer.serialize_bool(false),
            TrackRequest::Any => serializer.serialize_bool(true),
            TrackRequest::Constrained(constraints) => constraints.serialize(serializer),
        }
    }
}

impl Serialize for MediaStreamConstraints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = if self.semantics.is_some() { 3 } else { 2 };
        let mut map = serializer.serialize_map(Some(length))?;
        map.serialize_entry("audio", &self.audio)?;
        map.serialize_entry("video", &self.video)?;
        if let Some(semantics) = &self.semantics {
            map.serialize_entry("semantics", semantics)?;
        }
        map.end()
    }
}

// The spec's default of both coordinates is 0.
json::deserialize_object!(Point2D {
    x: member_or_default "x",
    y: member_or_default "y",
});

fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<JsonValue, Error = ConstraintError>,
{
    JsonValue::deserialize(deserializer)?
        .try_into()
        .map_err(D::Error::custom)
}

macro_rules! impl_deserialize {
    ($($name:ident)+) => { $(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )+ };
}

impl_deserialize!(MediaTrackConstraintSet MediaTrackConstraints TrackRequest MediaStreamConstraints);
