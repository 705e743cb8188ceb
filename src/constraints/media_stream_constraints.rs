//! `MediaStreamConstraints`: the argument of `getUserMedia`.

use wasm_bindgen::JsValue;

use super::constraint_error::{ConstraintError, NOTHING_REQUESTED};
use super::media_track_constraints::MediaTrackConstraints;
use super::string_enums::GetUserMediaSemantics;
use super::track_request::TrackRequest;
use super::type_check::expect_object;
use crate::error::{MediaError, MediaErrorKind};
use crate::json::{JsonObject, JsonValue};

/// The argument of [`get_user_media`](crate::get_user_media).
///
/// ```
/// use local_media_stream::{FacingMode, MediaStreamConstraints, MediaTrackConstraints};
///
/// let constraints = MediaStreamConstraints::new()
///     .audio(true)
///     .video(MediaTrackConstraints::new().facing_mode(FacingMode::Environment));
/// ```
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediastreamconstraints) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia#parameters)
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct MediaStreamConstraints {
    /// The request for a microphone.
    pub audio: TrackRequest,
    /// The request for a camera.
    pub video: TrackRequest,
    /// Whether the browser or the user selects one of several matching devices. No browser release supports it.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediastreamconstraints-semantics)
    pub semantics: Option<GetUserMediaSemantics>,
}

impl MediaStreamConstraints {
    /// Creates constraints that request nothing, which browsers reject.
    pub fn new() -> Self {
        MediaStreamConstraints::default()
    }

    /// Requests a microphone: any (`true`), or one with [these constraints](MediaTrackConstraints).
    pub fn audio(mut self, request: impl Into<TrackRequest>) -> Self {
        self.audio = request.into();
        self
    }

    /// Requests a camera: any (`true`), or one with [these constraints](MediaTrackConstraints).
    pub fn video(mut self, request: impl Into<TrackRequest>) -> Self {
        self.video = request.into();
        self
    }

    /// Sets whether the browser or the user selects one of several matching devices. No browser release supports it.
    pub fn semantics(mut self, semantics: GetUserMediaSemantics) -> Self {
        self.semantics = Some(semantics);
        self
    }

    /// Checks the constraints before the browser receives them, with the same result in every browser.
    ///
    /// # Errors
    /// [`NothingRequested`](super::ConstraintErrorKind::NothingRequested) if both audio and video are
    /// [`Off`](TrackRequest::Off), or the error of [`MediaTrackConstraints::validate`].
    pub fn validate(&self) -> Result<(), ConstraintError> {
        if self.is_empty() {
            return Err(ConstraintError::nothing_requested());
        }
        self.tracks().try_for_each(MediaTrackConstraints::validate)
    }

    /// Validates the constraints, with the error of the browser call as the result.
    pub(crate) fn validate_for_call(&self) -> Result<(), MediaError> {
        if self.is_empty() {
            return Err(MediaError::new(MediaErrorKind::Type, NOTHING_REQUESTED));
        }
        for request in [&self.audio, &self.video] {
            if let Some(constraints) = request.constraints() {
                constraints.validate_for_call()?;
            }
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        matches!((&self.audio, &self.video), (TrackRequest::Off, TrackRequest::Off))
    }

    /// Returns the constraints of the requested tracks.
    fn tracks(&self) -> impl Iterator<Item = &MediaTrackConstraints> {
        [&self.audio, &self.video]
            .into_iter()
            .filter_map(TrackRequest::constraints)
    }
}

/// Converts from the form of JavaScript. Absent members request nothing, and unknown members are ignored.
///
/// # Errors
/// [`WrongType`](super::ConstraintErrorKind::WrongType) for a member of another type, or as the conversion of
/// [`MediaTrackConstraints`].
impl TryFrom<JsonObject> for MediaStreamConstraints {
    type Error = ConstraintError;

    fn try_from(mut object: JsonObject) -> Result<Self, Self::Error> {
        let mut request = |name| match object.remove(name) {
            Some(value) => TrackRequest::from_member(name, value),
            None => Ok(TrackRequest::Off),
        };
        let (audio, video) = (request("audio")?, request("video")?);
        let semantics = match object.get("semantics") {
            None => None,
            Some(JsonValue::String(semantics)) => Some((&**semantics).into()),
            Some(_) => return Err(ConstraintError::wrong_type("semantics", "Pass a string.")),
        };
        Ok(MediaStreamConstraints {
            audio,
            video,
            semantics,
        })
    }
}

/// Converts from the form of JavaScript, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<JsonValue> for MediaStreamConstraints {
    type Error = ConstraintError;

    fn try_from(value: JsonValue) -> Result<Self, Self::Error> {
        expect_object(value)?.try_into()
    }
}

/// Reads an object of JavaScript, with the same errors as the conversion from [`JsonObject`].
impl TryFrom<&JsValue> for MediaStreamConstraints {
    type Error = ConstraintError;

    fn try_from(js: &JsValue) -> Result<Self, Self::Error> {
        JsonValue::from(js).try_into()
    }
}
