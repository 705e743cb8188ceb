//! `Capture`: a session of camera, microphone or screen capture.
//!
//! The `machine` decides, as a pure function of events. The `shell` owns the objects of the browser and performs what the
//! machine returns.

mod controls;
#[cfg(any(feature = "audio", feature = "frames", feature = "recorder"))]
mod current_tracks;
mod future;
mod loss;
mod machine;
mod recovery_policy;
mod shell;
mod state;

use std::fmt;
use std::rc::{Rc, Weak};

#[cfg(any(feature = "audio", feature = "frames", feature = "recorder"))]
pub(crate) use current_tracks::CurrentTracks;
pub use future::CaptureFuture;
pub use loss::{LossReason, TrackLoss};
pub use recovery_policy::{Backoff, RecoveryPolicy};
pub use shell::CaptureAttachment;
pub use state::CaptureState;

use crate::constraints::{Constrain, FacingMode, MediaStreamConstraints, TrackRequest, key};
use crate::devices::MediaDevices;
use crate::display::DisplayMediaStreamOptions;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::{EventListener, EventStream, push};
use crate::stream::MediaStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};
use future::{StreamSource, Waiter};
use machine::{Control, Event, State, for_any_device, for_device};
use shell::Session;

/// A session of camera, microphone or screen capture, which can be started, stopped and switched at any time.
///
/// - The latest call supersedes the earlier ones. At most one prompt is open: a call with another target waits until the
///   pending request settles, and its tracks are stopped on arrival. After [`stop`](Self::stop),
///   [`restart`](Self::restart) and [`cancel_pending`](Self::cancel_pending), no call waits for an earlier prompt.
/// - There is one [`stream`](Self::stream) for as long as a track is live. A switch replaces its tracks;
///   [attached elements](Self::attach) and [senders](Self::attach_sender) follow.
/// - `enabled`, the content hint and [applied constraints](Self::apply_constraints) are those of the kind, not of the
///   track: every later track gets them, also after a restart, a stop or a recovery.
/// - If only one camera can be open at a time, the current one is stopped before a switch. A switch that fails restores
///   the previous tracks.
/// - The loss of each track is reported with a reason, also while the other one stays live: see
///   [`state_of`](Self::state_of). Automatic recovery is optional: see [`RecoveryPolicy`].
///
/// ```no_run
/// use local_media_stream::{Capture, CaptureState, MediaStreamConstraints};
///
/// # async fn example(video: web_sys::HtmlMediaElement) -> Result<(), local_media_stream::MediaError> {
/// let capture = Capture::new();
/// let _attached = capture.attach(&video);
/// capture.start(&MediaStreamConstraints::new().audio(true).video(true)).await?;
/// let mut states = capture.state_changes();
/// while let Some(state) = states.next().await {
///     match state {
///         CaptureState::Ended(loss) => { /* loss.to_string(): "The camera was disconnected. …" */ }
///         CaptureState::Failed(error) => { /* error.user_message() */ }
///         _ => {}
///     }
/// }
/// # Ok(()) }
/// ```
///
/// # Drop behavior
/// Dropping it stops all its tracks, also those of a pending request when they arrive. It is not `Clone`; share it in an
/// `Rc`. Its futures and event streams do not keep it alive.
#[must_use = "the capture stops when it is dropped"]
pub struct Capture {
    session: Rc<Session>,
}

impl Capture {
    /// Creates a capture from the devices of the page. Requests nothing.
    pub fn new() -> Self {
        Capture {
            session: Session::new(None),
        }
    }

    /// Creates a capture from other devices, such as those of an iframe or fake ones. Requests nothing.
    pub fn with_devices(devices: MediaDevices) -> Self {
        Capture {
            session: Session::new(Some(devices)),
        }
    }

    /// Starts capturing with these constraints, replacing the current capture.
    ///
    /// A track that is live and was requested with the same constraints stays live. The same constraints again are a
    /// no-op. The request starts before the function returns, or when the pending one settles. Dropping the future does
    /// not cancel it.
    ///
    /// # Errors
    /// Those of [`get_user_media`](crate::get_user_media); the previous tracks then stay live.
    /// [`Abort`](MediaErrorKind::Abort) if a later call with another target supersedes this one.
    pub fn start(&self, constraints: &MediaStreamConstraints) -> CaptureFuture {
        let valid = constraints.validate_for_call();
        self.call(valid.map(|()| Event::Start(constraints.clone())))
    }

    /// Starts capturing a display, replacing the current capture: a screen, a window or a tab, which the user chooses.
    ///
    /// The current camera or display stays live until the user has chosen. A display that was requested with the same
    /// options stays, without a prompt: [`switch_display`](Self::switch_display) opens one. Audio may be absent although
    /// it was requested.
    ///
    /// The [`RecoveryPolicy`] does not apply to a lost display: browsers require user activation for a new one.
    ///
    /// # Errors
    /// Those of [`get_display_media`](crate::get_display_media); the previous tracks then stay live.
    /// [`Abort`](MediaErrorKind::Abort) if a later call with another target supersedes this one.
    pub fn start_display(&self, options: &DisplayMediaStreamOptions) -> CaptureFuture {
        self.set_display(options, false)
    }

    /// Prompts the user for another display. The current one stays live until the user has chosen.
    ///
    /// # Errors
    /// Those of [`start_display`](Self::start_display). [`InvalidState`](MediaErrorKind::InvalidState) if no display is
    /// the target.
    pub fn switch_display(&self) -> CaptureFuture {
        match self.display_options() {
            Some(options) => self.set_display(&options, true),
            None => self.call(Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "No display is being captured. Call start_display first.",
            ))),
        }
    }

    /// Stops all tracks and requests them again, for example after a driver has failed. Tracks that were lost are
    /// requested too.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`InvalidState`](MediaErrorKind::InvalidState) if the capture was never started,
    /// was stopped, or has failed.
    pub fn restart(&self) -> CaptureFuture {
        self.call(if self.session.read(State::can_restart) {
            Ok(Event::Restart)
        } else {
            Err(nothing_captured())
        })
    }

    /// Stops all tracks before it returns. The tracks of a pending request are stopped on arrival.
    pub fn stop(&self) {
        self.session.report(Event::Stop);
    }

    /// Replaces the video track, or adds one. `false` removes it.
    ///
    /// # Errors
    /// Those of [`start`](Self::start), so [`Type`](MediaErrorKind::Type) for `false` if no audio track is the target: use
    /// [`stop`](Self::stop). [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn switch_video(&self, request: impl Into<TrackRequest>) -> CaptureFuture {
        self.switch(MediaStreamTrackKind::Video, request.into())
    }

    /// Replaces the audio track, or adds one. `false` removes it.
    ///
    /// # Errors
    /// Those of [`start`](Self::start), so [`Type`](MediaErrorKind::Type) for `false` if no video track is the target: use
    /// [`stop`](Self::stop). [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn switch_audio(&self, request: impl Into<TrackRequest>) -> CaptureFuture {
        self.switch(MediaStreamTrackKind::Audio, request.into())
    }

    /// Replaces the track of a kind by one of the device with this id. The other constraints stay. An empty id selects the
    /// default device. A no-op if the device is live. A track of the default device is replaced in any case after another
    /// device became the system's default: the track may have the old or the new one.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn switch_device(&self, kind: MediaStreamTrackKind, device_id: &str) -> CaptureFuture {
        self.switch(kind, for_device(&self.request(kind), Some(device_id)))
    }

    /// Switches from the front camera to the back one, or vice versa. The other constraints stay. From a camera that
    /// reports no `facingMode`, switches to the next camera of the list.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`Overconstrained`](MediaErrorKind::Overconstrained) if no camera faces the other
    /// way. [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn flip_camera(&self) -> CaptureFuture {
        let current = self
            .track(MediaStreamTrackKind::Video)
            .map(|track| track.setting(key::FACING_MODE).unwrap_or_default());
        let other = match current.as_deref() {
            Some("") if self.session.read(|state| state.constraints().is_some()) => {
                return self.call(Ok(Event::NextCamera));
            }
            Some("environment") => FacingMode::User,
            _ => FacingMode::Environment,
        };
        let request =
            for_any_device(&self.request(MediaStreamTrackKind::Video)).facing_mode(Constrain::exact(other));
        self.switch(MediaStreamTrackKind::Video, request.into())
    }

    /// Returns the state.
    pub fn state(&self) -> CaptureState {
        self.session.state()
    }

    /// Calls back synchronously with every new state.
    pub fn on_state_change(&self, mut callback: impl FnMut(CaptureState) + 'static) -> EventListener {
        self.session.listen(true, move |state| {
            if let Some(state) = state {
                callback(state);
            }
        })
    }

    /// Returns the new states of [`on_state_change`](Self::on_state_change) as a stream, which ends when the capture is
    /// dropped.
    pub fn state_changes(&self) -> EventStream<CaptureState> {
        EventStream::new(|sender| {
            self.session.listen(true, move |state| match state {
                Some(state) => push(&sender, state),
                None => sender.close_channel(),
            })
        })
    }

    /// Returns the stream. `None` if no track is live. The capture owns it and stops it.
    pub fn stream(&self) -> Option<MediaStream> {
        self.session.stream()
    }

    /// Returns the live track of a kind.
    pub fn track(&self, kind: MediaStreamTrackKind) -> Option<MediaStreamTrack> {
        self.session.track(kind)
    }

    /// Returns the constraints of the target, as started and switched. `None` if no device is the target.
    pub fn constraints(&self) -> Option<MediaStreamConstraints> {
        self.session.read(State::constraints)
    }

    /// Returns the options of the target. `None` if no display is the target.
    pub fn display_options(&self) -> Option<DisplayMediaStreamOptions> {
        self.session.display_options()
    }

    /// Sets the reaction to the loss of a track.
    pub fn set_recovery(&self, policy: RecoveryPolicy) {
        self.session.report(Event::SetPolicy(policy));
    }

    fn switch(&self, kind: MediaStreamTrackKind, request: TrackRequest) -> CaptureFuture {
        self.call(match self.constraints() {
            Some(mut constraints) => {
                match kind {
                    MediaStreamTrackKind::Audio => constraints.audio = request.clone(),
                    _ => constraints.video = request.clone(),
                }
                let valid = constraints.validate_for_call();
                valid.map(|()| Event::Switch { kind, request })
            }
            None if self.session.read(|state| state.display().is_some()) => Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "A display is being captured, which has no device to switch. Call start with constraints first.",
            )),
            None => Err(nothing_captured()),
        })
    }

    /// Sets a display as the target. `prompt` opens a prompt even if the display is live.
    fn set_display(&self, options: &DisplayMediaStreamOptions, prompt: bool) -> CaptureFuture {
        let valid = options.validate_for_call().and_then(|()| match options.video {
            TrackRequest::Off => Err(MediaError::new(
                MediaErrorKind::Type,
                "Display capture requires video. Request it in the options.",
            )),
            _ => Ok(()),
        });
        self.future(valid.map(|()| {
            self.session.call_control(Control::StartDisplay {
                options: self.session.display_key(options),
                has_audio: options.audio != TrackRequest::Off,
                prompt,
            })
        }))
    }

    /// Returns the request of a kind of device.
    fn request(&self, kind: MediaStreamTrackKind) -> TrackRequest {
        let constraints = self.constraints().unwrap_or_default();
        match kind {
            MediaStreamTrackKind::Audio => constraints.audio,
            _ => constraints.video,
        }
    }

    fn call(&self, event: Result<Event, MediaError>) -> CaptureFuture {
        self.future(event.map(|event| self.session.call(event)))
    }

    fn future(&self, call: Result<Rc<Waiter>, MediaError>) -> CaptureFuture {
        let waiter = call.unwrap_or_else(Waiter::failed);
        CaptureFuture::new(Rc::downgrade(&self.session) as Weak<dyn StreamSource>, waiter)
    }
}

fn nothing_captured() -> MediaError {
    MediaError::new(
        MediaErrorKind::InvalidState,
        "Nothing is being captured. Call start first.",
    )
}

impl Default for Capture {
    fn default() -> Self {
        Capture::new()
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        self.session.close();
    }
}

impl fmt::Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capture")
            .field("state", &self.state())
            .field("constraints", &self.constraints())
            .finish()
    }
}
