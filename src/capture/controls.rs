//! The parts of `Capture` that concern one kind of track, and the options of its requests.

use std::time::Duration;

use web_sys::{HtmlMediaElement, RtcRtpSender};

use super::machine::{Control, Options};
use super::{Capture, CaptureAttachment, CaptureState, TrackLoss};
use crate::constraints::MediaTrackConstraints;
use crate::devices::MediaDeviceInfo;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::{EventListener, EventStream, push};
use crate::milliseconds::milliseconds;
use crate::sys;
use crate::track::{ApplyConstraints, ContentHint, MediaStreamTrackKind};

/// Each kind of track.
///
/// A kind is that of the display while one is captured, otherwise that of the camera or the microphone.
impl Capture {
    /// Returns the state of a kind. The overall [`state`](Self::state) is derived from both.
    ///
    /// [`Ended`](CaptureState::Ended) is a track that was lost, and [`Failed`](CaptureState::Failed) one that was not
    /// granted, also while the other one is live.
    pub fn state_of(&self, kind: MediaStreamTrackKind) -> CaptureState {
        self.session.state_of(kind)
    }

    /// Returns the last loss of a kind since the last call for it. It stays after another device was opened in place of
    /// the lost one.
    pub fn loss(&self, kind: MediaStreamTrackKind) -> Option<TrackLoss> {
        self.session.read(|state| state.loss(state.slot_of(kind)))
    }

    /// Returns the error of the last call for a kind. `None` if the other kind caused the failure, where the browser
    /// exposes that.
    pub fn error(&self, kind: MediaStreamTrackKind) -> Option<MediaError> {
        let failure = self.session.read(|state| state.failure(kind))?;
        Some(self.session.error(failure))
    }

    /// Returns the device of a kind. For the system's default device (`default` in Chromium), this is the device that
    /// had this role when the track was opened, where the list of devices is known.
    ///
    /// When the system has another default device, [`on_change`](super::Capture::on_change) is dispatched. The settings
    /// of the track remain those of the old device, which this function still returns, and the browser does not expose
    /// whether the system moves the track to the new one. [`RecoveryPolicy::follow_default`](crate::RecoveryPolicy)
    /// opens the new device.
    pub fn device(&self, kind: MediaStreamTrackKind) -> Option<MediaDeviceInfo> {
        self.session.read(|state| state.device(kind))
    }

    /// Returns whether the live track of a kind is muted by its source.
    pub fn muted(&self, kind: MediaStreamTrackKind) -> bool {
        self.session.read(|state| state.is_muted(kind))
    }

    /// Returns whether the tracks of a kind are enabled.
    pub fn enabled(&self, kind: MediaStreamTrackKind) -> bool {
        self.session.read(|state| state.is_enabled(kind))
    }

    /// Enables or disables the track of a kind, and every later one.
    pub fn set_enabled(&self, kind: MediaStreamTrackKind, enabled: bool) {
        self.session.control(Control::SetEnabled(kind, enabled));
    }

    /// Sets the content hint of the track of a kind, and of every later one. Ignored by a browser without hints.
    pub fn set_content_hint(&self, kind: MediaStreamTrackKind, hint: ContentHint) {
        self.session
            .control(Control::SetHint(kind, hint.into_str().into_owned()));
    }

    /// Applies constraints to the track of a kind, and to every later one: after a switch, a restart or a recovery. A
    /// later device that does not support them keeps its settings. Empty constraints end this.
    ///
    /// The browser is called when this function is called. Dropping the future discards the result only.
    ///
    /// # Errors
    /// Those of [`MediaStreamTrack::apply_constraints`](crate::MediaStreamTrack::apply_constraints).
    /// [`InvalidState`](MediaErrorKind::InvalidState) if no track of the kind is live. If the browser rejects the
    /// constraints, later tracks receive the earlier ones.
    pub fn apply_constraints(
        &self,
        kind: MediaStreamTrackKind,
        constraints: &MediaTrackConstraints,
    ) -> ApplyConstraints {
        let Some(track) = self.track(kind) else {
            return ApplyConstraints::failed(MediaError::new(
                MediaErrorKind::InvalidState,
                "No track of this kind is live. Call start first.",
            ));
        };
        match track.call_apply_constraints(constraints) {
            Ok(promise) => {
                self.session.keep_if_accepted(kind, constraints, &track, &promise);
                track.applied(constraints, promise)
            }
            Err(error) => ApplyConstraints::failed(error),
        }
    }

    /// Applies constraints to every later track of a kind, but not to the live one, as
    /// [`apply_constraints`](Self::apply_constraints) does. Empty constraints end this.
    pub fn keep_constraints(&self, kind: MediaStreamTrackKind, constraints: &MediaTrackConstraints) {
        self.session.keep_constraints(kind, constraints);
    }
}

/// Elements and senders.
impl Capture {
    /// Plays the stream in an element, also after every switch, until the attachment or the capture is dropped.
    ///
    /// An element that the page gives another stream is left alone. Browsers pause an element that leaves its document:
    /// call `play()` on it when it is inserted again. A switch does so too. An element that is not muted plays the
    /// microphone to the user who speaks into it: use [`attach_muted`](Self::attach_muted) for a preview.
    ///
    /// Chromium updates the tracks of an element itself; Firefox and WebKit play those that the stream had when it was
    /// set.
    pub fn attach(&self, element: &HtmlMediaElement) -> CaptureAttachment {
        self.session.attach(element.as_ref(), None)
    }

    /// Mutes an element, and plays the stream in it as [`attach`](Self::attach) does.
    pub fn attach_muted(&self, element: &HtmlMediaElement) -> CaptureAttachment {
        sys::set_property(element.as_ref(), "muted", &true.into());
        self.attach(element)
    }

    /// Sets the track of a kind on an
    /// [`RTCRtpSender`](https://developer.mozilla.org/en-US/docs/Web/API/RTCRtpSender), also after every switch, until
    /// the attachment or the capture is dropped. While there is no track, the sender has none.
    pub fn attach_sender(&self, kind: MediaStreamTrackKind, sender: &RtcRtpSender) -> CaptureAttachment {
        self.session.attach(sender.as_ref(), Some(kind))
    }
}

/// Changes.
impl Capture {
    /// Calls back synchronously with every change: of the state, of a track, of the state, loss or error of a kind.
    /// Changes that happen at once are one.
    pub fn on_change(&self, mut callback: impl FnMut() + 'static) -> EventListener {
        self.session.listen(false, move |state| {
            if state.is_some() {
                callback();
            }
        })
    }

    /// Returns the changes of [`on_change`](Self::on_change) as a stream, which ends when the capture is dropped.
    pub fn changes(&self) -> EventStream<()> {
        EventStream::new(|sender| {
            self.session.listen(false, move |state| match state {
                Some(_) => push(&sender, ()),
                None => sender.close_channel(),
            })
        })
    }
}

/// Options of requests.
impl Capture {
    /// Cancels the pending call, which fails with [`Abort`](MediaErrorKind::Abort), or else the recovery of lost tracks.
    /// Live tracks stay live. The prompt stays open, but its tracks are stopped on arrival.
    pub fn cancel_pending(&self) {
        self.session.control(Control::Cancel);
    }

    /// Sets the time after which a pending request fails with [`Abort`](MediaErrorKind::Abort). By default a request
    /// waits for the user without limit.
    pub fn set_request_timeout(&self, timeout: Option<Duration>) {
        let timeout = timeout.map(milliseconds);
        self.set_options(|options| options.timeout = timeout);
    }

    /// Sets whether a call for a camera and a microphone continues with one of them if the other one is not granted. The
    /// call then succeeds, and [`error`](Self::error) returns the error of the missing kind. By default it fails.
    pub fn set_partial_grant(&self, partial: bool) {
        self.set_options(|options| options.partial = partial);
    }

    fn set_options(&self, set: impl FnOnce(&mut Options)) {
        let mut options = self.session.read(|state| state.options());
        set(&mut options);
        self.session.control(Control::SetOptions(options));
    }
}
