//! `CaptureModel`: a capture with a request that may change, for user interfaces.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use crate::capture::{Capture, CaptureFuture, CaptureState};
use crate::constraints::MediaStreamConstraints;
use crate::display::DisplayMediaStreamOptions;
use crate::error::MediaError;
use crate::events::EventListener;
use crate::stream::MediaStream;
use crate::track::MediaStreamTrackKind;

/// The request of a [`CaptureModel`].
#[derive(Clone, Debug, PartialEq)]
pub enum CaptureRequest {
    /// Cameras and microphones.
    UserMedia(MediaStreamConstraints),
    /// A screen, a window or a tab.
    DisplayMedia(Box<DisplayMediaStreamOptions>),
}

impl From<MediaStreamConstraints> for CaptureRequest {
    fn from(constraints: MediaStreamConstraints) -> Self {
        CaptureRequest::UserMedia(constraints)
    }
}

impl From<DisplayMediaStreamOptions> for CaptureRequest {
    fn from(options: DisplayMediaStreamOptions) -> Self {
        CaptureRequest::DisplayMedia(Box::new(options))
    }
}

/// The state of a [`CaptureModel`] that a user interface renders.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CaptureSnapshot {
    /// The state of the capture.
    pub state: CaptureState,
    /// The stream. `None` if no track is live. It stays the same when its tracks are replaced.
    pub stream: Option<MediaStream>,
    /// The error of the latest request. The state may be live nevertheless: a switch that fails restores the previous
    /// tracks.
    pub error: Option<MediaError>,
    /// The state of the audio track: see [`Capture::state_of`]. The loss of one track is `Ended` here while the other one
    /// is live.
    pub audio: CaptureState,
    /// The state of the video track.
    pub video: CaptureState,
}

impl Default for CaptureSnapshot {
    /// Returns the snapshot of a capture that was never started, for server-side rendering.
    fn default() -> Self {
        CaptureSnapshot {
            state: CaptureState::Idle,
            stream: None,
            error: None,
            audio: CaptureState::Idle,
            video: CaptureState::Idle,
        }
    }
}

type Callback = Rc<dyn Fn(CaptureSnapshot)>;

/// A [`Capture`] for user interfaces: its request may change at any time, and every change of its [`CaptureSnapshot`] is
/// reported by one callback.
///
/// Between [`start`](Self::start) and [`stop`](Self::stop) the capture follows the request. A new request is opened also
/// after the previous device was disconnected or has failed.
///
/// # Drop behavior
/// Dropping it stops all tracks, also those of a pending request when they arrive. The callback is not called again.
#[must_use = "the capture stops when the model is dropped"]
pub struct CaptureModel {
    model: Rc<Model>,
}

struct Model {
    this: Weak<Model>,
    capture: Capture,
    request: RefCell<CaptureRequest>,
    is_started: Cell<bool>,
    error: RefCell<Option<MediaError>>,
    /// The number of calls. Only the error of the latest one is reported.
    generation: Cell<u64>,
    on_change: RefCell<Option<Callback>>,
    _change_listener: EventListener,
}

impl CaptureModel {
    /// Creates a model of the devices of the page, and calls back with every new snapshot. The callback may call any
    /// function of the model, and may drop it.
    pub fn new(request: impl Into<CaptureRequest>, on_change: impl Fn(CaptureSnapshot) + 'static) -> Self {
        let capture = Capture::new();
        let model = Rc::new_cyclic(|this: &Weak<Model>| {
            let change_listener = {
                let this = this.clone();
                capture.on_change(move || {
                    if let Some(model) = this.upgrade() {
                        model.notify();
                    }
                })
            };
            Model {
                this: this.clone(),
                capture,
                request: RefCell::new(request.into()),
                is_started: Cell::new(false),
                error: RefCell::default(),
                generation: Cell::new(0),
                on_change: RefCell::new(Some(Rc::new(on_change))),
                _change_listener: change_listener,
            }
        });
        CaptureModel { model }
    }

    /// Starts the capture of the request, with [`Capture::start`] or [`Capture::start_display`]. If the prompt requires
    /// user activation, call it in the event handler of the click.
    pub fn start(&self) {
        self.model.is_started.set(true);
        self.model.start();
    }

    /// Stops all tracks and requests them again, also those that were lost. Opens another prompt if one is open: the user
    /// may have overlooked it. Starts the capture if no track is live.
    pub fn restart(&self) {
        let state = self.model.capture.state();
        if state.is_live() || matches!(state, CaptureState::Prompting) {
            self.model.call(Capture::restart);
        } else {
            self.start();
        }
    }

    /// Stops all tracks before it returns.
    pub fn stop(&self) {
        self.model.stop();
    }

    /// Sets the request. The same request again is a no-op.
    ///
    /// A started model switches cameras and microphones immediately. A display requires user activation, so the next
    /// [`start`](Self::start) requests it.
    pub fn set_request(&self, request: impl Into<CaptureRequest>) {
        let request = request.into();
        if *self.model.request.borrow() == request {
            return;
        }
        let is_immediate = matches!(request, CaptureRequest::UserMedia(_));
        self.model.request.replace(request);
        if is_immediate && self.model.is_started.get() {
            self.model.start();
        }
    }

    /// Returns the current request.
    pub fn request(&self) -> CaptureRequest {
        self.model.request.borrow().clone()
    }

    /// Returns the current snapshot.
    pub fn snapshot(&self) -> CaptureSnapshot {
        self.model.snapshot()
    }

    /// Returns the capture, for functions that the model lacks, such as [`Capture::flip_camera`] and
    /// [`Capture::set_recovery`].
    pub fn capture(&self) -> &Capture {
        &self.model.capture
    }
}

impl Model {
    fn start(&self) {
        let request = self.request.borrow().clone();
        self.call(|capture| match request {
            CaptureRequest::UserMedia(constraints) => capture.start(&constraints),
            CaptureRequest::DisplayMedia(options) => capture.start_display(&options),
        });
    }

    fn stop(&self) {
        self.is_started.set(false);
        self.begin_call();
        self.capture.stop();
    }

    /// Clears the error of the previous call. Returns whether there was one.
    fn begin_call(&self) -> bool {
        self.generation.set(self.generation.get() + 1);
        self.error.take().is_some()
    }

    /// Makes a call, and reports its error.
    fn call(&self, call: impl FnOnce(&Capture) -> CaptureFuture) {
        let had_error = self.begin_call();
        // The callback, which the call may run, may make a later call.
        let (this, generation) = (self.this.clone(), self.generation.get());
        let mut call = call(&self.capture);
        if had_error {
            self.notify();
        }
        if !cfg!(target_family = "wasm") {
            return;
        }
        spawn_local(async move {
            let Err(error) = (&mut call).await else { return };
            // The page made a later call, maybe of the capture itself.
            if call.is_interrupted() {
                return;
            }
            let Some(model) = this
                .upgrade()
                .filter(|model| model.generation.get() == generation)
            else {
                return;
            };
            // Otherwise the change of the state has reported the error.
            if model.capture.state() != CaptureState::Failed(error.clone()) {
                model.error.replace(Some(error));
                model.notify();
            }
        });
    }

    fn snapshot(&self) -> CaptureSnapshot {
        let error = self.error.borrow().clone();
        let (state, error) = match (self.capture.state(), error) {
            // An invalid request fails before the state of the capture changes.
            (CaptureState::Idle | CaptureState::Failed(_), Some(error)) => {
                (CaptureState::Failed(error.clone()), Some(error))
            }
            (CaptureState::Failed(error), None) => (CaptureState::Failed(error.clone()), Some(error)),
            other => other,
        };
        CaptureSnapshot {
            state,
            stream: self.capture.stream(),
            error,
            audio: self.capture.state_of(MediaStreamTrackKind::Audio),
            video: self.capture.state_of(MediaStreamTrackKind::Video),
        }
    }

    fn notify(&self) {
        // Cloned, because the callback may drop the model, which borrows the cell.
        let callback = self.on_change.borrow().clone();
        if let Some(callback) = callback {
            callback(self.snapshot());
        }
    }
}

impl Drop for CaptureModel {
    fn drop(&mut self) {
        // A function further up the call stack may keep the inner model alive.
        self.model.on_change.take();
        self.model.stop();
    }
}

impl fmt::Debug for CaptureModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaptureModel")
            .field("request", &*self.model.request.borrow())
            .field("snapshot", &self.snapshot())
            .finish()
    }
}
