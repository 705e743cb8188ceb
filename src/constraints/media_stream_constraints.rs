//! `MediaStreamConstraints`: what to ask `getUserMedia` for.

use wasm_bindgen::JsValue;

use super::media_track_constraints::MediaTrackConstraints;
use super::validate::{ConstraintError, NOTHING_ASKED};
use super::vocabulary::GetUserMediaSemantics;
use crate::error::{MediaError, MediaErrorKind};
use crate::json::{FromJson, JsonValue};

/// Whether a track of a kind is asked for, and what is wanted of it.
///
/// `false` and `true` convert into it, and so do [`MediaTrackConstraints`].
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "JsonValue", into = "JsonValue"))]
pub enum TrackRequest {
    /// None is asked for.
    #[default]
    Off,
    /// Any will do.
    Any,
    /// One like this.
    Constrained(MediaTrackConstraints),
}

impl TrackRequest {
    /// Encodes the request as a boolean or an object of JavaScript.
    pub(crate) fn encode(&self) -> JsValue {
        match self {
            TrackRequest::Off => JsValue::FALSE,
            TrackRequest::Any => JsValue::TRUE,
            TrackRequest::Constrained(constraints) => constraints.encode(),
        }
    }
}

impl From<bool> for TrackRequest {
    fn from(wanted: bool) -> Self {
        if wanted {
            TrackRequest::Any
        } else {
            TrackRequest::Off
        }
    }
}

/// A boolean or an object, as JavaScript has it.
impl From<TrackRequest> for JsonValue {
    fn from(request: TrackRequest) -> Self {
        match request {
            TrackRequest::Off => JsonValue::Bool(false),
            TrackRequest::Any => JsonValue::Bool(true),
            TrackRequest::Constrained(constraints) => JsonValue::Object(constraints.into()),
        }
    }
}

/// From a boolean or an object, as JavaScript has it; of anything else, no track is asked for.
impl From<JsonValue> for TrackRequest {
    fn from(value: JsonValue) -> Self {
        match value {
            JsonValue::Bool(wanted) => wanted.into(),
            JsonValue::Object(record) => TrackRequest::Constrained(record.into()),
            _ => TrackRequest::Off,
        }
    }
}

impl From<MediaTrackConstraints> for TrackRequest {
    fn from(constraints: MediaTrackConstraints) -> Self {
        TrackRequest::Constrained(constraints)
    }
}

/// What to ask [`get_user_media`](crate::get_user_media) for.
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
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct MediaStreamConstraints {
    /// The microphone.
    pub audio: TrackRequest,
    /// The camera.
    pub video: TrackRequest,
    /// Who chooses among the devices that fit. Not in any browser's release yet.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediastreamconstraints-semantics)
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub semantics: Option<GetUserMediaSemantics>,
}

/// From an object, as JavaScript has it; what it does not say, or what is no object, asks for nothing.
impl From<JsonValue> for MediaStreamConstraints {
    fn from(value: JsonValue) -> Self {
        let JsonValue::Object(mut members) = value else {
            return MediaStreamConstraints::new();
        };
        let mut member = |name| members.remove(name);
        MediaStreamConstraints {
            audio: member("audio").map(TrackRequest::from).unwrap_or_default(),
            video: member("video").map(TrackRequest::from).unwrap_or_default(),
            semantics: member("semantics")
                .and_then(|semantics| String::from_json(&semantics))
                .map(|word| word.as_str().into()),
        }
    }
}

impl MediaStreamConstraints {
    /// Asks for nothing yet. A browser refuses that.
    pub fn new() -> Self {
        MediaStreamConstraints::default()
    }

    /// Asks for a microphone: any (`true`), or one [like this](MediaTrackConstraints).
    pub fn audio(mut self, request: impl Into<TrackRequest>) -> Self {
        self.audio = request.into();
        self
    }

    /// Asks for a camera: any (`true`), or one [like this](MediaTrackConstraints).
    pub fn video(mut self, request: impl Into<TrackRequest>) -> Self {
        self.video = request.into();
        self
    }

    /// Says who chooses among the devices that fit. Not in any browser's release yet.
    pub fn semantics(mut self, semantics: GetUserMediaSemantics) -> Self {
        self.semantics = Some(semantics);
        self
    }

    /// Looks for what no browser could make sense of, before one is asked.
    ///
    /// # Errors
    /// Where neither audio nor video is asked for, or as
    /// [`MediaTrackConstraints::validate`] says.
    pub fn validate(&self) -> Result<(), ConstraintError> {
        if self.asks_nothing() {
            return Err(ConstraintError::nothing_asked());
        }
        self.tracks().try_for_each(MediaTrackConstraints::validate)
    }

    /// As [`validate`](Self::validate), for who is to tell of it in the browser's place.
    pub(crate) fn validate_for_call(&self) -> Result<(), MediaError> {
        if self.asks_nothing() {
            return Err(MediaError::new(MediaErrorKind::Type, NOTHING_ASKED));
        }
        self.tracks()
            .try_for_each(MediaTrackConstraints::validate_for_call)
    }

    fn asks_nothing(&self) -> bool {
        matches!((&self.audio, &self.video), (TrackRequest::Off, TrackRequest::Off))
    }

    /// What is wanted of the tracks.
    fn tracks(&self) -> impl Iterator<Item = &MediaTrackConstraints> {
        [&self.audio, &self.video]
            .into_iter()
            .filter_map(|request| match request {
                TrackRequest::Constrained(constraints) => Some(constraints),
                TrackRequest::Off | TrackRequest::Any => None,
            })
    }
}
