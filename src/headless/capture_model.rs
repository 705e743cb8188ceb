//! `CaptureModel`: a capture that an interface starts, stops and asks for other things.

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

/// What a [`CaptureModel`] asks for.
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

/// What there is to show of a capture.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CaptureSnapshot {
    /// What it is doing.
    pub state: CaptureState,
    /// What is live; `None` when nothing is. The same one for as long as something is, also when its tracks change.
    pub stream: Option<MediaStream>,
    /// Why what was asked for last could not be had. The state may be live all the same: a switch that fails leaves
    /// what was there before.
    pub error: Option<MediaError>,
}

impl Default for CaptureSnapshot {
    /// That of a capture that was never started, as a server shows it.
    fn default() -> Self {
        CaptureSnapshot {
            state: CaptureState::Idle,
            stream: None,
            error: None,
        }
    }
}

/// Whom to tell.
type Tell = Rc<dyn Fn(CaptureSnapshot)>;

/// A [`Capture`] as an interface has it: what is asked for may change at any time, and every change of what there is to
/// show is told in one piece.
///
/// From [`start`](Self::start) to [`stop`](Self::stop) it is to be live, and follows what is asked for: another camera
/// that is chosen after the old one was unplugged, or after it could not do what was asked, is opened.
///
/// # Drop behavior
/// Dropping it stops everything, also what comes later, and calls back no more.
pub struct CaptureModel {
    model: Rc<Model>,
}

struct Model {
    this: Weak<Model>,
    capture: Capture,
    request: RefCell<CaptureRequest>,
    /// Whether it is to be live.
    on: Cell<bool>,
    error: RefCell<Option<MediaError>>,
    /// Counts what was called, so that only the last call has a say.
    call: Cell<u64>,
    tell: RefCell<Option<Tell>>,
    _states: EventListener,
}

impl CaptureModel {
    /// One that asks the devices of the page for this, once it is started, and calls back with what there is to show
    /// whenever that changes. The callback may call whatever it likes.
    pub fn new(request: impl Into<CaptureRequest>, on_change: impl Fn(CaptureSnapshot) + 'static) -> Self {
        let capture = Capture::new();
        let model = Rc::new_cyclic(|this: &Weak<Model>| {
            let states = {
                let this = this.clone();
                capture.on_state_change(move |_| {
                    if let Some(model) = this.upgrade() {
                        model.tell();
                    }
                })
            };
            Model {
                this: this.clone(),
                capture,
                request: RefCell::new(request.into()),
                on: Cell::new(false),
                error: RefCell::default(),
                call: Cell::new(0),
                tell: RefCell::new(Some(Rc::new(on_change))),
                _states: states,
            }
        });
        CaptureModel { model }
    }

    /// Sees to it that what is asked for is live, as [`Capture::start`] or, for a display, [`Capture::start_display`]
    /// does. A prompt that needs a click must be opened within it.
    pub fn start(&self) {
        self.model.on.set(true);
        self.model.start();
    }

    /// Ends everything and asks for it again; starts it where nothing is live.
    pub fn restart(&self) {
        if self.model.capture.state().is_live() {
            let restart = self.model.capture.restart();
            self.model.called(restart);
        } else {
            self.start();
        }
    }

    /// Ends everything: nothing is live when it returns.
    pub fn stop(&self) {
        self.model.stop();
    }

    /// Asks for something else from now on. The same once more changes nothing.
    ///
    /// Cameras and microphones are switched at once if it is started. A display is not: that takes a click, and so it
    /// is asked for in the new way when it is started the next time.
    pub fn set_request(&self, request: impl Into<CaptureRequest>) {
        let request = request.into();
        if *self.model.request.borrow() == request {
            return;
        }
        let at_once = matches!(request, CaptureRequest::UserMedia(_));
        self.model.request.replace(request);
        if at_once && self.model.on.get() {
            self.model.start();
        }
    }

    /// What there is to show now.
    pub fn view(&self) -> CaptureSnapshot {
        self.model.view()
    }

    /// The capture itself, for whatever is not here: to flip the camera, to bring back what is lost.
    pub fn capture(&self) -> &Capture {
        &self.model.capture
    }
}

impl Model {
    fn start(&self) {
        let request = self.request.borrow().clone();
        let call = match request {
            CaptureRequest::UserMedia(constraints) => self.capture.start(&constraints),
            CaptureRequest::DisplayMedia(options) => self.capture.start_display(&*options),
        };
        self.called(call);
    }

    fn stop(&self) {
        self.on.set(false);
        self.next_call();
        self.capture.stop();
    }

    /// A new call: what went wrong before is over. Whether something had.
    fn next_call(&self) -> bool {
        self.call.set(self.call.get() + 1);
        self.error.take().is_some()
    }

    /// Waits for how a call comes out, and tells if it does so badly.
    fn called(&self, outcome: CaptureFuture) {
        if self.next_call() {
            self.tell();
        }
        if !cfg!(target_family = "wasm") {
            return;
        }
        let (this, call) = (self.this.clone(), self.call.get());
        spawn_local(async move {
            let Err(error) = outcome.await else { return };
            let Some(model) = this.upgrade().filter(|model| model.call.get() == call) else {
                return;
            };
            let told = matches!(model.capture.state(), CaptureState::Failed(_));
            model.error.replace(Some(error));
            if !told {
                model.tell();
            }
        });
    }

    fn view(&self) -> CaptureSnapshot {
        let error = self.error.borrow().clone();
        let (state, error) = match (self.capture.state(), error) {
            (CaptureState::Failed(error), _) => (CaptureState::Failed(error.clone()), Some(error)),
            // What makes no sense is refused before the capture hears of it.
            (CaptureState::Idle, Some(error)) => (CaptureState::Failed(error.clone()), Some(error)),
            other => other,
        };
        CaptureSnapshot {
            state,
            stream: self.capture.stream(),
            error,
        }
    }

    fn tell(&self) {
        // Not borrowed while it is told: it may call whatever it likes.
        let tell = self.tell.borrow().clone();
        if let Some(tell) = tell {
            tell(self.view());
        }
    }
}

impl Drop for CaptureModel {
    fn drop(&mut self) {
        // Somebody further out on the stack may hold the model still.
        self.model.tell.take();
        self.model.stop();
    }
}

impl fmt::Debug for CaptureModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CaptureModel")
            .field("request", &*self.model.request.borrow())
            .field("view", &self.view())
            .finish()
    }
}
