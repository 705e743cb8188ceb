//! `MediaStreamConstraints`: what to ask `getUserMedia` for.

use super::media_track_constraints::MediaTrackConstraints;
use super::validate::ConstraintError;

/// Whether a track of a kind is asked for, and what is wanted of it.
///
/// `false` and `true` convert into it, and so do [`MediaTrackConstraints`].
#[derive(Clone, Debug, Default, PartialEq)]
pub enum TrackRequest {
    /// None is asked for.
    #[default]
    No,
    /// Any will do.
    Any,
    /// One like this.
    Like(MediaTrackConstraints),
}

impl From<bool> for TrackRequest {
    fn from(wanted: bool) -> Self {
        if wanted {
            TrackRequest::Any
        } else {
            TrackRequest::No
        }
    }
}

impl From<MediaTrackConstraints> for TrackRequest {
    fn from(constraints: MediaTrackConstraints) -> Self {
        TrackRequest::Like(constraints)
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
#[non_exhaustive]
pub struct MediaStreamConstraints {
    /// The microphone.
    pub audio: TrackRequest,
    /// The camera.
    pub video: TrackRequest,
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

    /// Looks for what no browser could make sense of, before one is asked.
    ///
    /// # Errors
    /// Where neither audio nor video is asked for, or as
    /// [`MediaTrackConstraints::validate`] says.
    pub fn validate(&self) -> Result<(), ConstraintError> {
        let requests = [&self.audio, &self.video];
        if requests.iter().all(|request| **request == TrackRequest::No) {
            return Err(ConstraintError::nothing_asked());
        }
        requests.into_iter().try_for_each(|request| match request {
            TrackRequest::Like(constraints) => constraints.validate(),
            TrackRequest::No | TrackRequest::Any => Ok(()),
        })
    }
}
