//! `TrackRequest`: a boolean, or constraints.

use wasm_bindgen::JsValue;

use super::constraint_error::ConstraintError;
use super::media_track_constraints::MediaTrackConstraints;
use crate::json::JsonValue;

/// The request for a track of one kind.
///
/// `false`, `true` and [`MediaTrackConstraints`] convert into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TrackRequest {
    /// No track.
    #[default]
    Off,
    /// A track of any device.
    Any,
    /// A track with these constraints.
    Constrained(MediaTrackConstraints),
}

impl TrackRequest {
    /// Returns the constraints, if there are any.
    pub(crate) fn constraints(&self) -> Option<&MediaTrackConstraints> {
        match self {
            TrackRequest::Constrained(constraints) => Some(constraints),
            TrackRequest::Off | TrackRequest::Any => None,
        }
    }

    /// Encodes the request as a boolean or an object of JavaScript.
    pub(crate) fn encode(&self) -> JsValue {
        match self {
            TrackRequest::Off => JsValue::FALSE,
            TrackRequest::Any => JsValue::TRUE,
            TrackRequest::Constrained(constraints) => constraints.encode(),
        }
    }

    /// Converts the member of a dictionary. Its name is the property of a type error.
    pub(crate) fn from_member(name: &'static str, value: JsonValue) -> Result<Self, ConstraintError> {
        match value {
            JsonValue::Bool(requested) => Ok(requested.into()),
            JsonValue::Object(object) => object.try_into().map(TrackRequest::Constrained),
            _ => Err(ConstraintError::wrong_type(
                name,
                "Pass true, false or an object of constraints.",
            )),
        }
    }
}

impl From<bool> for TrackRequest {
    fn from(requested: bool) -> Self {
        if requested {
            TrackRequest::Any
        } else {
            TrackRequest::Off
        }
    }
}

impl From<MediaTrackConstraints> for TrackRequest {
    fn from(constraints: MediaTrackConstraints) -> Self {
        TrackRequest::Constrained(constraints)
    }
}

/// Converts to the form of JavaScript: a boolean or an object.
impl From<TrackRequest> for JsonValue {
    fn from(request: TrackRequest) -> Self {
        match request {
            TrackRequest::Off => JsonValue::Bool(false),
            TrackRequest::Any => JsonValue::Bool(true),
            TrackRequest::Constrained(constraints) => JsonValue::Object(constraints.into()),
        }
    }
}

/// Converts from the form of JavaScript: a boolean or an object.
///
/// # Errors
/// [`WrongType`](super::ConstraintErrorKind::WrongType) for a value of another type, or as the conversion of
/// [`MediaTrackConstraints`].
impl TryFrom<JsonValue> for TrackRequest {
    type Error = ConstraintError;

    fn try_from(value: JsonValue) -> Result<Self, Self::Error> {
        TrackRequest::from_member("", value)
    }
}

/// Reads a value of JavaScript, with the same errors as the conversion from [`JsonValue`].
impl TryFrom<&JsValue> for TrackRequest {
    type Error = ConstraintError;

    fn try_from(js: &JsValue) -> Result<Self, Self::Error> {
        JsonValue::from(js).try_into()
    }
}
