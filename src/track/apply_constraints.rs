//! `applyConstraints`: its future and its result.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use crate::constraints::MediaTrackConstraints;
use crate::error::{MediaError, MediaErrorKind};
use crate::promise::Call;
use crate::settings::{MediaTrackSettings, UnmetConstraint};
use crate::track::media_stream_track::MediaStreamTrack;

/// The result of constraints that the browser accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct AppliedConstraints {
    /// The settings of the track after the change.
    pub settings: MediaTrackSettings,
    /// The constraints that these settings do not meet. Empty if they meet all.
    pub unmet: Vec<UnmetConstraint>,
}

/// The future that [`MediaStreamTrack::apply_constraints`] returns.
///
/// # Drop behavior
/// Dropping it discards the result. The browser applies the constraints anyway.
#[must_use = "the browser was called, but a failure is only reported to the code that awaits this"]
pub struct ApplyConstraints {
    /// `None` if there was no track to call.
    track: Option<MediaStreamTrack>,
    constraints: MediaTrackConstraints,
    call: Call,
}

impl ApplyConstraints {
    pub(crate) fn failed(error: MediaError) -> Self {
        ApplyConstraints {
            track: None,
            constraints: MediaTrackConstraints::new(),
            call: Call::Failed(error),
        }
    }
}

/// Changing constraints.
impl MediaStreamTrack {
    /// Replaces the constraints of the track, and resolves with the settings and the unmet constraints. Without
    /// constraints ([`MediaTrackConstraints::new`]) the browser selects the settings.
    ///
    /// The browser is called when this function is called, not when the future is first polled.
    ///
    /// # Errors
    /// - [`Overconstrained`](MediaErrorKind::Overconstrained) if the device does not support a required constraint,
    ///   with its [capability](MediaError::offered) where known, or if required constraints contradict each other.
    /// - [`Type`](MediaErrorKind::Type) for [invalid](MediaTrackConstraints::validate) constraints.
    /// - [`InvalidState`](MediaErrorKind::InvalidState) for a track that has ended.
    ///
    /// After an error the earlier constraints stay in effect. Firefox resolves for constraints that it does not
    /// support: check [`AppliedConstraints::unmet`].
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-applyconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/applyConstraints)
    pub fn apply_constraints(&self, constraints: &MediaTrackConstraints) -> ApplyConstraints {
        match self.call_apply_constraints(constraints) {
            Ok(promise) => self.applied(constraints, promise),
            Err(error) => ApplyConstraints::failed(error),
        }
    }

    /// Returns the future of a promise of [`call_apply_constraints`](Self::call_apply_constraints).
    pub(crate) fn applied(&self, constraints: &MediaTrackConstraints, promise: Promise) -> ApplyConstraints {
        ApplyConstraints {
            call: Call::Pending(JsFuture::from(promise)),
            track: Some(self.clone()),
            constraints: constraints.clone(),
        }
    }

    /// Calls the browser, unless the constraints are invalid or the track has ended.
    pub(crate) fn call_apply_constraints(
        &self,
        constraints: &MediaTrackConstraints,
    ) -> Result<Promise, MediaError> {
        constraints
            .validate_for_call()
            .map_err(|error| self.with_capability(error))?;
        // Chromium rejects, Firefox and WebKit resolve.
        if !self.binding().is_live() {
            return Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "The track has ended. Open a new one to change its constraints.",
            ));
        }
        let returned = self.binding().apply_constraints(&constraints.encode());
        // A page may have replaced the method by one that returns no promise.
        let returned = returned.map_err(|thrown| self.with_capability(thrown.into()))?;
        Ok(Promise::resolve(&returned))
    }
}

impl Future for ApplyConstraints {
    type Output = Result<AppliedConstraints, MediaError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let settled = ready!(self.call.poll(context));
        Poll::Ready(match settled {
            Ok(_) => {
                let settings = self.track.as_ref().map(MediaStreamTrack::settings_object);
                let settings = settings.unwrap_or_default();
                Ok(AppliedConstraints {
                    unmet: self.constraints.unmet_constraints(&settings),
                    settings: settings.into(),
                })
            }
            Err(error) => Err(match &self.track {
                Some(track) => track.with_capability(error),
                None => error,
            }),
        })
    }
}

impl fmt::Debug for ApplyConstraints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ApplyConstraints").field(&self.call).finish()
    }
}
