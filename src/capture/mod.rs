//! `Capture`: one session of capturing, whatever happens to it.

mod live;
mod outcome;
mod recovery;
mod requests;
mod session;
mod state;
mod wanted;

use std::fmt;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};

pub use outcome::CaptureFuture;
pub use recovery::{Backoff, RecoveryPolicy};
pub use state::{CaptureState, LossReason, TrackLoss};

use crate::constraints::{Constrain, FacingMode, MediaStreamConstraints, TrackRequest, key};
use crate::devices::MediaDevices;
use crate::display::DisplayMediaStreamOptions;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::{EventListener, EventStream, listen};
use crate::stream::MediaStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};
use outcome::Outcome;
use requests::{pinned, request_mut, unpinned};
use session::{STATE_CHANGE, Session};
use wanted::{Source, Wanted};

/// One session of capturing: started, stopped, switched and started again, in whatever order and however fast.
///
/// - The latest call wins. One question is put to the user at a time; what comes of one that is no longer wanted is
///   stopped on arrival.
/// - There is one [`stream`](Self::stream) for as long as something is live. A switch changes its tracks, and elements
///   that [show](Self::attach) it, and senders that [send](Self::attach_sender) it, go on; whether a track was enabled and
///   what its content hint was carries over.
/// - Where only one camera can be open at a time, the old one is closed first. A switch that fails leaves what was
///   live before.
/// - A track that is lost is told of, with a reason; what is done about it is up to the [`RecoveryPolicy`].
///
/// ```no_run
/// use local_media_stream::{Capture, CaptureState, MediaStreamConstraints};
///
/// # async fn example(video: web_sys::HtmlMediaElement) -> Result<(), local_media_stream::MediaError> {
/// let capture = Capture::new();
/// capture.attach(&video);
/// capture.start(MediaStreamConstraints::new().audio(true).video(true)).await?;
/// let mut states = capture.state_changes();
/// while let Some(state) = states.next().await {
///     match state {
///         CaptureState::Ended(loss) => { /* "Your camera was unplugged." */ }
///         CaptureState::Failed(error) => { /* error.to_string() */ }
///         _ => {}
///     }
/// }
/// # Ok(()) }
/// ```
///
/// # Drop behavior
/// Dropping it stops everything that it has open, and what it has asked for and comes later. It is not `Clone`; share
/// it in an `Rc`. A future or a stream that it gave does not keep it alive.
pub struct Capture {
    session: Rc<Session>,
}

impl Capture {
    /// A session on the devices of the page. Nothing is asked for yet.
    pub fn new() -> Self {
        Capture {
            session: Session::new(None),
        }
    }

    /// A session on these devices: those of an iframe, or fake ones. Nothing is asked for yet.
    pub fn with_devices(devices: MediaDevices) -> Self {
        Capture {
            session: Session::new(Some(devices)),
        }
    }

    /// Sees to it that this is live, and only this.
    ///
    /// What is live already and was asked for in the same way stays as it is: the same constraints once more do
    /// nothing, and with another camera the microphone goes on. The user is asked at once, unless a question is open;
    /// then when that is answered. Dropping the future changes nothing.
    ///
    /// # Errors
    /// As [`get_user_media`](crate::get_user_media); what was live before is live still, then. And
    /// [`Abort`](MediaErrorKind::Abort) when a later call wants something else.
    pub fn start(&self, constraints: &MediaStreamConstraints) -> CaptureFuture {
        let invalid = constraints.validate().err();
        let call = match invalid {
            None => Ok(self.session.want(Wanted::devices(constraints.clone()))),
            Some(error) => Err(error.into()),
        };
        self.outcome(call)
    }

    /// Sees to it that a display is live, and only this: a screen, a window or a tab, as the user chooses.
    ///
    /// A camera that is live goes on until the user has chosen, and so does a display that was asked for in another
    /// way. One that is live and was asked for with the same options stays, and the user is not asked again;
    /// [`switch_display`](Self::switch_display) does that. There may be no sound with it, though it was asked for.
    ///
    /// It is not brought back when it is lost, whatever the [`RecoveryPolicy`] says: browsers want a click for that.
    ///
    /// # Errors
    /// As [`get_display_media`](crate::get_display_media); what was live before is live still, then. And
    /// [`Abort`](MediaErrorKind::Abort) when a later call wants something else.
    pub fn start_display(&self, options: &DisplayMediaStreamOptions) -> CaptureFuture {
        self.display(options, 0)
    }

    /// Lets the user choose another display. The one that is live goes on until they have.
    ///
    /// # Errors
    /// As [`start_display`](Self::start_display), and [`InvalidState`](MediaErrorKind::InvalidState) when no display
    /// is wanted.
    pub fn switch_display(&self) -> CaptureFuture {
        match self.session.wanted().map(|wanted| wanted.source) {
            Some(Source::Display { options, .. }) => self.display(&options, 1),
            _ => self.outcome(Err(MediaError::new(
                MediaErrorKind::InvalidState,
                "no display is being captured",
            ))),
        }
    }

    /// Ends everything and asks for the same again, as after a driver has got stuck.
    ///
    /// # Errors
    /// [`InvalidState`](MediaErrorKind::InvalidState) when nothing is wanted: it was never started, was stopped, or
    /// has failed. Otherwise as [`start`](Self::start).
    pub fn restart(&self) -> CaptureFuture {
        let call = self.wanted().map(|wanted| {
            self.session.close();
            self.session.want(wanted)
        });
        self.outcome(call)
    }

    /// Ends everything: nothing is live when it returns, and what has been asked for is stopped when it comes.
    pub fn stop(&self) {
        self.session.stop();
    }

    /// Puts another camera in the place of the one that is live, or adds one. `false` takes it out.
    ///
    /// # Errors
    /// As [`start`](Self::start), and [`InvalidState`](MediaErrorKind::InvalidState) when no device is wanted.
    pub fn switch_video(&self, request: impl Into<TrackRequest>) -> CaptureFuture {
        self.switch(MediaStreamTrackKind::Video, request.into())
    }

    /// Puts another microphone in the place of the one that is live, or adds one. `false` takes it out.
    ///
    /// # Errors
    /// As [`start`](Self::start), and [`InvalidState`](MediaErrorKind::InvalidState) when no device is wanted.
    pub fn switch_audio(&self, request: impl Into<TrackRequest>) -> CaptureFuture {
        self.switch(MediaStreamTrackKind::Audio, request.into())
    }

    /// Puts the device of this id in the place of the one that is live, with the same constraints otherwise.
    ///
    /// # Errors
    /// As [`start`](Self::start), and [`InvalidState`](MediaErrorKind::InvalidState) when no device is wanted.
    pub fn switch_device(&self, kind: MediaStreamTrackKind, device_id: &str) -> CaptureFuture {
        self.switch(kind, pinned(&self.session.request_of(kind), Some(device_id)))
    }

    /// From the front camera to the back one, or the other way round, with the same constraints otherwise. A camera
    /// that does not say which way it looks is taken for the front one.
    ///
    /// # Errors
    /// As [`start`](Self::start), [`Overconstrained`](MediaErrorKind::Overconstrained) when there is no camera on the
    /// other side, and [`InvalidState`](MediaErrorKind::InvalidState) when nothing is wanted.
    pub fn flip_camera(&self) -> CaptureFuture {
        let looks = self
            .track(MediaStreamTrackKind::Video)
            .and_then(|track| track.setting(key::FACING_MODE));
        let other = match looks.as_deref().map(FacingMode::from) {
            Some(FacingMode::Environment) => FacingMode::User,
            _ => FacingMode::Environment,
        };
        let request = unpinned(&self.session.request_of(MediaStreamTrackKind::Video));
        let request = request.facing_mode(Constrain::exact(other));
        self.switch(MediaStreamTrackKind::Video, request.into())
    }

    /// Lets an element show and play its stream, now and after every switch, until the capture is dropped.
    ///
    /// In Chromium an element that has the stream follows its tracks by itself; Firefox and WebKit go on with those
    /// that were there when it was set.
    pub fn attach(&self, element: &web_sys::HtmlMediaElement) {
        self.session.add_element(element.clone());
    }

    /// Lets an [`RTCRtpSender`](https://developer.mozilla.org/en-US/docs/Web/API/RTCRtpSender) send its track of this
    /// kind, now and after every switch, until the capture is dropped.
    pub fn attach_sender(&self, kind: MediaStreamTrackKind, sender: &web_sys::RtcRtpSender) {
        self.session
            .add_sender(kind, AsRef::<JsValue>::as_ref(sender).clone().unchecked_into());
    }

    /// What it is doing.
    pub fn state(&self) -> CaptureState {
        self.session.state()
    }

    /// Calls back with every new state, from within whatever brought it about.
    pub fn on_state_change(&self, mut callback: impl FnMut(CaptureState) + 'static) -> EventListener {
        let session = Rc::downgrade(&self.session);
        match self.session.target() {
            Some(target) => listen(
                target.as_ref(),
                STATE_CHANGE,
                Box::new(move |_| {
                    if let Some(session) = session.upgrade() {
                        callback(session.state());
                    }
                }),
            ),
            None => EventListener::noop(),
        }
    }

    /// Every new state, as a stream.
    pub fn state_changes(&self) -> EventStream<CaptureState> {
        EventStream::new(|queue| self.on_state_change(move |state| queue.push(state)))
    }

    /// What is live; `None` when nothing is. It belongs to this session, which stops it.
    pub fn stream(&self) -> Option<MediaStream> {
        self.session.stream()
    }

    /// The live track of a kind.
    pub fn track(&self, kind: MediaStreamTrackKind) -> Option<MediaStreamTrack> {
        self.session.track(kind)
    }

    /// What is wanted of the devices: what it was started and switched with; `None` when nothing is.
    pub fn constraints(&self) -> Option<MediaStreamConstraints> {
        let wanted = self.session.wanted()?;
        (!wanted.source.is_display()).then_some(wanted.kinds)
    }

    /// What display is wanted; `None` when none is.
    pub fn display_options(&self) -> Option<DisplayMediaStreamOptions> {
        match self.session.wanted()?.source {
            Source::Display { options, .. } => Some(*options),
            Source::Devices => None,
        }
    }

    /// What it does about a track that is lost from now on.
    pub fn set_recovery(&self, recovery: RecoveryPolicy) {
        self.session.set_recovery(recovery);
    }

    fn switch(&self, kind: MediaStreamTrackKind, request: TrackRequest) -> CaptureFuture {
        let call = self.wanted().and_then(|mut wanted| {
            if wanted.source.is_display() {
                return Err(MediaError::new(
                    MediaErrorKind::InvalidState,
                    "a display is being captured, and no device that could be switched",
                ));
            }
            *request_mut(&mut wanted.kinds, kind) = request;
            wanted.kinds.validate()?;
            Ok(self.session.want(wanted))
        });
        self.outcome(call)
    }

    /// Wants a display, `more` choices of the user's later than the one that is wanted with these options already.
    fn display(&self, options: &DisplayMediaStreamOptions, more: u32) -> CaptureFuture {
        if let Err(error) = options.validate() {
            return self.outcome(Err(error.into()));
        }
        if options.video == TrackRequest::Off {
            let error = MediaError::new(
                MediaErrorKind::Type,
                "a display has a picture, and none is asked for",
            );
            return self.outcome(Err(error));
        }
        let choice = match self.session.wanted().map(|wanted| wanted.source) {
            Some(Source::Display { options: old, choice }) if *old == *options => choice.wrapping_add(more),
            _ => 0,
        };
        self.outcome(Ok(self.session.want(Wanted::display(options, choice))))
    }

    fn wanted(&self) -> Result<Wanted, MediaError> {
        self.session
            .wanted()
            .ok_or_else(|| MediaError::new(MediaErrorKind::InvalidState, "nothing is being captured"))
    }

    fn outcome(&self, call: Result<Rc<Outcome>, MediaError>) -> CaptureFuture {
        CaptureFuture::new(&self.session, call)
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
