//! `Capture`: a session of camera, microphone or screen capture.
//!
//! The methods of `Capture` set the target of the `session`. The `driver` requests the missing tracks, `recovery` restores
//! the lost ones.

mod driver;
mod future;
mod live;
mod outputs;
mod recovery;
mod recovery_policy;
mod request;
mod session;
mod state;
mod state_notifier;
mod target;

use std::fmt;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};

pub use future::CaptureFuture;
pub use recovery_policy::{Backoff, RecoveryPolicy};
pub use state::{CaptureState, LossReason, TrackLoss};

use crate::constraints::{Constrain, FacingMode, MediaStreamConstraints, TrackRequest, key};
use crate::devices::MediaDevices;
use crate::display::DisplayMediaStreamOptions;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::{EventListener, EventStream, listen};
use crate::stream::MediaStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};
use driver::set_target;
use future::{StreamSource, Waiter};
use recovery::LOSS_HANDLERS;
use session::Session;
use state_notifier::STATE_CHANGE;
use target::{CaptureSource, Target, for_any_device, for_device, request_mut};

/// A session of camera, microphone or screen capture, which can be started, stopped and switched at any time.
///
/// - The latest call supersedes the earlier ones. At most one prompt is open at a time. The tracks of a superseded
///   request are stopped on arrival.
/// - There is one [`stream`](Self::stream) for as long as a track is live. A switch replaces its tracks;
///   [attached elements](Self::attach) and [senders](Self::attach_sender) follow. The new track copies `enabled` and the
///   content hint of the previous one.
/// - If only one camera can be open at a time, the current one is stopped before a switch. A switch that fails restores
///   the previous tracks.
/// - The loss of a track is reported with a reason. Automatic recovery is optional: see [`RecoveryPolicy`].
///
/// ```no_run
/// use local_media_stream::{Capture, CaptureState, MediaStreamConstraints};
///
/// # async fn example(video: web_sys::HtmlMediaElement) -> Result<(), local_media_stream::MediaError> {
/// let capture = Capture::new();
/// capture.attach(&video);
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
            session: Session::new(None, LOSS_HANDLERS),
        }
    }

    /// Creates a capture from other devices, such as those of an iframe or fake ones. Requests nothing.
    pub fn with_devices(devices: MediaDevices) -> Self {
        Capture {
            session: Session::new(Some(devices), LOSS_HANDLERS),
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
        let call = match constraints.validate() {
            Ok(()) => Ok(set_target(&self.session, Target::devices(constraints.clone()))),
            Err(error) => Err(error.into()),
        };
        self.future(call)
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
        match self.session.target().map(|target| target.source) {
            Some(CaptureSource::Display { options, .. }) => self.set_display(&options, true),
            _ => self.future(Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "No display is being captured. Call start_display first.",
            ))),
        }
    }

    /// Stops all tracks and requests them again, for example after a driver has failed.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`InvalidState`](MediaErrorKind::InvalidState) if the capture was never started,
    /// was stopped, or has failed.
    pub fn restart(&self) -> CaptureFuture {
        let call = self.target().map(|target| {
            self.session.close();
            set_target(&self.session, target)
        });
        self.future(call)
    }

    /// Stops all tracks before it returns. The tracks of a pending request are stopped on arrival.
    pub fn stop(&self) {
        self.session.stop();
    }

    /// Replaces the video track, or adds one. `false` removes it.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn switch_video(&self, request: impl Into<TrackRequest>) -> CaptureFuture {
        self.switch(MediaStreamTrackKind::Video, request.into())
    }

    /// Replaces the audio track, or adds one. `false` removes it.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn switch_audio(&self, request: impl Into<TrackRequest>) -> CaptureFuture {
        self.switch(MediaStreamTrackKind::Audio, request.into())
    }

    /// Replaces the track of a kind by one of the device with this id. The other constraints stay.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn switch_device(&self, kind: MediaStreamTrackKind, device_id: &str) -> CaptureFuture {
        self.switch(kind, for_device(&self.session.request(kind), Some(device_id)))
    }

    /// Switches from the front camera to the back one, or vice versa. The other constraints stay. A camera without a
    /// `facingMode` is treated as the front one.
    ///
    /// # Errors
    /// Those of [`start`](Self::start). [`Overconstrained`](MediaErrorKind::Overconstrained) if no camera faces the other
    /// way. [`InvalidState`](MediaErrorKind::InvalidState) if no device is the target.
    pub fn flip_camera(&self) -> CaptureFuture {
        let current = self
            .track(MediaStreamTrackKind::Video)
            .and_then(|track| track.setting(key::FACING_MODE));
        let other = match current.as_deref().map(FacingMode::from) {
            Some(FacingMode::Environment) => FacingMode::User,
            _ => FacingMode::Environment,
        };
        let request = for_any_device(&self.session.request(MediaStreamTrackKind::Video))
            .facing_mode(Constrain::exact(other));
        self.switch(MediaStreamTrackKind::Video, request.into())
    }

    /// Plays the stream in an element, also after every switch, until the capture is dropped.
    ///
    /// Chromium updates the tracks of an element itself; Firefox and WebKit play those that the stream had when it was
    /// set.
    pub fn attach(&self, element: &web_sys::HtmlMediaElement) {
        self.session
            .outputs
            .attach_element(element.clone(), self.stream().as_ref());
    }

    /// Sets the track of a kind on an
    /// [`RTCRtpSender`](https://developer.mozilla.org/en-US/docs/Web/API/RTCRtpSender), also after every switch, until
    /// the capture is dropped.
    pub fn attach_sender(&self, kind: MediaStreamTrackKind, sender: &web_sys::RtcRtpSender) {
        let track = self.track(kind);
        let sender = AsRef::<JsValue>::as_ref(sender).clone().unchecked_into();
        self.session.outputs.attach_sender(kind, sender, track.as_ref());
    }

    /// Returns the state.
    pub fn state(&self) -> CaptureState {
        self.session.state.state()
    }

    /// Calls back synchronously with every new state.
    pub fn on_state_change(&self, mut callback: impl FnMut(CaptureState) + 'static) -> EventListener {
        let session = self.session.downgrade();
        match self.session.state.event_target() {
            Some(target) => listen(
                target.as_ref(),
                STATE_CHANGE,
                Box::new(move |_| {
                    if let Some(session) = session.upgrade() {
                        callback(session.state.state());
                    }
                }),
            ),
            None => EventListener::noop(),
        }
    }

    /// Returns the new states of [`on_state_change`](Self::on_state_change) as a stream.
    pub fn state_changes(&self) -> EventStream<CaptureState> {
        EventStream::new(|queue| self.on_state_change(move |state| queue.push(state)))
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
        let target = self.session.target()?;
        (!target.source.is_display()).then_some(target.requests)
    }

    /// Returns the options of the target. `None` if no display is the target.
    pub fn display_options(&self) -> Option<DisplayMediaStreamOptions> {
        match self.session.target()?.source {
            CaptureSource::Display { options, .. } => Some(*options),
            CaptureSource::Devices => None,
        }
    }

    /// Sets the reaction to the loss of a track. Does not affect a recovery that has begun.
    pub fn set_recovery(&self, policy: RecoveryPolicy) {
        self.session.set_recovery_policy(policy);
    }

    fn switch(&self, kind: MediaStreamTrackKind, request: TrackRequest) -> CaptureFuture {
        let call = self.target().and_then(|mut target| {
            if target.source.is_display() {
                return Err(MediaError::new(
                    MediaErrorKind::InvalidState,
                    "A display is being captured, which has no device to switch. Call start with constraints first.",
                ));
            }
            *request_mut(&mut target.requests, kind) = request;
            target.requests.validate()?;
            Ok(set_target(&self.session, target))
        });
        self.future(call)
    }

    /// Sets a display as the target. `is_switch` opens a prompt even if the options are those of the target.
    fn set_display(&self, options: &DisplayMediaStreamOptions, is_switch: bool) -> CaptureFuture {
        if let Err(error) = options.validate() {
            return self.future(Err(error.into()));
        }
        if options.video == TrackRequest::Off {
            let error = MediaError::new(
                MediaErrorKind::Type,
                "Display capture requires video. Request it in the options.",
            );
            return self.future(Err(error));
        }
        let revision = match self.session.target().map(|target| target.source) {
            Some(CaptureSource::Display {
                options: current,
                revision,
            }) if *current == *options => revision.wrapping_add(u32::from(is_switch)),
            _ => 0,
        };
        self.future(Ok(set_target(&self.session, Target::display(options, revision))))
    }

    fn target(&self) -> Result<Target, MediaError> {
        self.session.target().ok_or_else(|| {
            MediaError::new(
                MediaErrorKind::InvalidState,
                "Nothing is being captured. Call start first.",
            )
        })
    }

    fn future(&self, call: Result<Rc<Waiter>, MediaError>) -> CaptureFuture {
        CaptureFuture::new(self.session.downgrade(), call)
    }
}

impl Default for Capture {
    fn default() -> Self {
        Capture::new()
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        self.session.stop();
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
