//! The session of a capture: the state machine, and the objects of the browser.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use super::displays::Displays;
use super::notifier::{CHANGE, Notifier, STATE_CHANGE};
use super::outputs::{CaptureAttachment, FollowTracks, Outputs};
use super::tracks::{Arrival, EventSink, Tracks, is_live, notify_observers, observe};
use crate::capture::future::{StreamSource, Waiter};
use crate::capture::machine::{Cause, Control, Effect, Event, Failure, Phase, State};
use crate::capture::state::CaptureState;
use crate::devices::MediaDevices;
use crate::display::DisplayMediaStreamOptions;
use crate::error::{MediaError, MediaErrorKind, with_track_kind};
use crate::events::{self, EventListener, Observer, Topic};
use crate::stream::MediaStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// The number of errors that are kept although the state no longer refers to them: their calls may be about to settle.
const RECENT_ERRORS: usize = 4;

pub(in crate::capture) struct Session {
    pub(super) this: Weak<Session>,
    /// The devices of the page if absent.
    devices: Option<MediaDevices>,
    /// Borrowed by pure code only.
    state: RefCell<State>,
    /// The number of calls of [`drain`](Self::drain) on the stack.
    draining: Cell<u32>,
    /// Whether tracks changed during a drain: by the session, or by code of the page.
    tracks_outdated: Cell<bool>,
    pub(super) tracks: Tracks,
    pub(super) arrival: Cell<Option<Arrival>>,
    pub(super) displays: Displays,
    /// Absent until an element or sender is attached, so that a program without them does not link their code.
    outputs: OnceCell<Rc<dyn FollowTracks>>,
    /// Whether tracks have changed since the last update of the outputs.
    pub(super) outputs_outdated: Cell<bool>,
    pub(super) notifier: Notifier,
    /// The listeners of changes of devices and permissions, while they are watched.
    pub(super) watch: RefCell<Option<Vec<EventListener>>>,
    waiters: RefCell<Vec<(u32, Rc<Waiter>)>>,
    errors: RefCell<Vec<(u32, MediaError)>>,
    error_count: Cell<u32>,
    is_closed: Cell<bool>,
}

impl Session {
    pub(in crate::capture) fn new(devices: Option<MediaDevices>) -> Rc<Self> {
        let session = Rc::new_cyclic(|this: &Weak<Session>| Session {
            this: this.clone(),
            devices,
            state: RefCell::new(State::new()),
            draining: Cell::new(0),
            tracks_outdated: Cell::new(false),
            tracks: Tracks::default(),
            arrival: Cell::new(None),
            displays: Displays::default(),
            outputs: OnceCell::new(),
            outputs_outdated: Cell::new(false),
            notifier: Notifier::new(),
            watch: RefCell::default(),
            waiters: RefCell::default(),
            errors: RefCell::default(),
            error_count: Cell::new(0),
            is_closed: Cell::new(false),
        });
        events::observe(Topic::TracksChanged, &session);
        session
    }

    pub(super) fn devices(&self) -> Result<MediaDevices, MediaError> {
        match &self.devices {
            Some(devices) => Ok(devices.clone()),
            None => MediaDevices::from_navigator(),
        }
    }

    // --- Events ---

    /// Makes a call, which supersedes the pending one, and returns its waiter.
    pub(in crate::capture) fn call(&self, event: Event) -> Rc<Waiter> {
        self.observe_tracks();
        self.state.borrow_mut().step(event);
        self.wait()
    }

    /// Starts a display.
    pub(in crate::capture) fn call_control(&self, control: Control) -> Rc<Waiter> {
        self.observe_tracks();
        self.state.borrow_mut().control(control);
        self.wait()
    }

    fn wait(&self) -> Rc<Waiter> {
        let waiter = Rc::new(Waiter::default());
        let generation = self.state.borrow().generation();
        self.waiters.borrow_mut().push((generation, waiter.clone()));
        self.drain();
        waiter
    }

    /// Reports an event that settles no call.
    pub(in crate::capture) fn report(&self, event: Event) {
        self.observe_tracks();
        self.send(event);
    }

    pub(in crate::capture) fn control(&self, control: Control) {
        self.observe_tracks();
        self.state.borrow_mut().control(control);
        self.drain();
    }

    /// Ends the capture. The listeners are called for the last time.
    pub(in crate::capture) fn close(&self) {
        self.report(Event::Stop);
        self.is_closed.set(true);
        // Ends the streams of states.
        self.notifier.notify(true);
    }

    /// Performs the queued effects. A nested call, which is from code of the page, performs the remaining effects of the
    /// outer one first: each call is complete when it returns.
    fn drain(&self) {
        self.draining.set(self.draining.get() + 1);
        while let Some(effect) = self.next_effect() {
            self.perform(effect);
        }
        self.draining.set(self.draining.get() - 1);
        self.update_outputs();
        if self.draining.get() == 0 && self.tracks_outdated.take() {
            self.observe_tracks();
        }
    }

    pub(super) fn update_outputs(&self) {
        if let Some(outputs) = self.outputs.get()
            && self.outputs_outdated.take()
        {
            outputs.update(&self.tracks);
        }
    }

    /// Reports to the outputs and to the other observers that this session changed tracks.
    pub(super) fn tracks_changed(&self) {
        self.outputs_outdated.set(true);
        self.notify_observers();
    }

    pub(super) fn notify_observers(&self) {
        self.draining.set(self.draining.get() + 1);
        notify_observers();
        self.draining.set(self.draining.get() - 1);
    }

    fn next_effect(&self) -> Option<Effect> {
        self.state.borrow_mut().next_effect()
    }

    /// Reads what the page did to the tracks: there is no event of it.
    fn observe_tracks(&self) {
        for (id, track) in self.tracks.all() {
            if let Some(event) = observe(id, &track) {
                self.send(event);
            }
            if !is_live(&track) {
                self.send(Event::FoundEnded(id));
            }
        }
    }

    // --- Calls and their errors ---

    pub(super) fn settle(&self, generation: u32, result: Result<(), Failure>) {
        while let Some(waiter) = self.take_waiter(generation) {
            if result.is_err_and(|failure| failure.cause.is_interruption()) {
                waiter.interrupt();
            }
            waiter.settle(result.map_err(|failure| self.error(failure)));
        }
    }

    fn take_waiter(&self, generation: u32) -> Option<Rc<Waiter>> {
        let mut waiters = self.waiters.borrow_mut();
        let waiter = waiters.extract_if(.., |(other, _)| *other == generation).next();
        waiter.map(|(_, waiter)| waiter)
    }

    /// Keeps an error, and returns its number and class for the state machine.
    pub(super) fn keep_error(&self, error: MediaError) -> Failure {
        let cause = match error.kind() {
            MediaErrorKind::NotAllowed => Cause::Denied,
            MediaErrorKind::NotFound => Cause::NotFound,
            // Phones have one camera at a time, and some systems one program for each device.
            MediaErrorKind::NotReadable | MediaErrorKind::Abort => Cause::InUse,
            _ => Cause::Other,
        };
        let id = self.error_count.get().wrapping_add(1);
        self.error_count.set(id);
        let state = self.state.borrow();
        let mut errors = self.errors.borrow_mut();
        errors.retain(|(other, _)| {
            state.refers_to(*other) || id.wrapping_sub(*other) as usize <= RECENT_ERRORS
        });
        errors.push((id, error));
        Failure::new(cause, id)
    }

    pub(in crate::capture) fn error(&self, failure: Failure) -> MediaError {
        with_track_kind(self.error_of_cause(failure), failure.track_kind())
    }

    fn error_of_cause(&self, failure: Failure) -> MediaError {
        let (kind, message) = match failure.cause {
            Cause::Denied | Cause::NotFound | Cause::InUse | Cause::Other => {
                let errors = self.errors.borrow();
                match errors.iter().find(|(id, _)| *id == failure.error) {
                    Some((_, error)) => return error.clone(),
                    None => (MediaErrorKind::Abort, "The request failed. Try again."),
                }
            }
            Cause::Superseded => (MediaErrorKind::Abort, "A later call superseded this one."),
            Cause::Stopped => (MediaErrorKind::Abort, "The capture was stopped."),
            Cause::Cancelled => (MediaErrorKind::Abort, "The request was cancelled."),
            Cause::TimedOut => (
                MediaErrorKind::Abort,
                "The request timed out. Respond to the browser's prompt.",
            ),
            Cause::Incomplete => (
                MediaErrorKind::NotReadable,
                "The browser returned a stream without a live track of a requested kind.",
            ),
            Cause::NoOtherCamera => {
                return MediaError::overconstrained("facingMode", "There is no other camera. Connect one.");
            }
        };
        MediaError::new(kind, message)
    }

    // --- Reading ---

    /// Reads the state.
    pub(in crate::capture) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state.borrow())
    }

    pub(in crate::capture) fn state(&self) -> CaptureState {
        let phase = self.read(State::phase);
        self.capture_state(phase)
    }

    pub(in crate::capture) fn state_of(&self, kind: MediaStreamTrackKind) -> CaptureState {
        let phase = self.read(|state| state.phase_of(kind));
        self.capture_state(phase)
    }

    fn capture_state(&self, phase: Phase) -> CaptureState {
        let loss = |slot| self.read(|state| state.loss(slot));
        match phase {
            Phase::Idle => CaptureState::Idle,
            Phase::Prompting => CaptureState::Prompting,
            Phase::Live => CaptureState::Live,
            Phase::Switching => CaptureState::Switching,
            Phase::Recovering(slot) => loss(slot).map_or(CaptureState::Live, CaptureState::Recovering),
            Phase::Ended(slot) => loss(slot).map_or(CaptureState::Idle, CaptureState::Ended),
            Phase::Failed(failure) => CaptureState::Failed(self.error(failure)),
        }
    }

    /// Returns the live track of a kind.
    pub(in crate::capture) fn track(&self, kind: MediaStreamTrackKind) -> Option<MediaStreamTrack> {
        let id = self.read(|state| state.track(state.slot_of(kind)))?;
        self.tracks.track(id).filter(is_live)
    }

    /// Returns the number of the options of a display.
    pub(in crate::capture) fn display_key(&self, options: &DisplayMediaStreamOptions) -> u32 {
        self.displays
            .key(options, |key| self.read(|state| state.uses_display(key)))
    }

    /// Returns the options of the display that is the target.
    pub(in crate::capture) fn display_options(&self) -> Option<DisplayMediaStreamOptions> {
        self.displays.options(self.read(State::display)?)
    }

    pub(in crate::capture) fn attach(
        &self,
        object: &JsValue,
        kind: Option<MediaStreamTrackKind>,
    ) -> CaptureAttachment {
        let outputs = self.outputs.get_or_init(|| Rc::new(Outputs::default()));
        outputs.clone().attach(object, kind, &self.tracks)
    }

    /// Calls back with every change, and for the last time when the capture is dropped: `None`.
    pub(in crate::capture) fn listen(
        &self,
        is_state: bool,
        mut callback: impl FnMut(Option<CaptureState>) + 'static,
    ) -> EventListener {
        let session = self.this.clone();
        let name = if is_state { STATE_CHANGE } else { CHANGE };
        self.notifier.listen(
            name,
            Box::new(move |_| {
                if let Some(session) = session.upgrade() {
                    callback((!session.is_closed.get()).then(|| session.state()));
                }
            }),
        )
    }
}

impl EventSink for Session {
    fn send(&self, event: Event) {
        self.state.borrow_mut().step(event);
        self.drain();
    }
}

impl StreamSource for Session {
    fn stream(&self) -> Option<MediaStream> {
        let is_active = self.tracks.all().iter().any(|(_, track)| is_live(track));
        self.tracks.stream().filter(|_| is_active)
    }
}

/// Detects tracks that the page stopped with this crate.
impl Observer for Session {
    fn notify(self: Rc<Self>) {
        if self.draining.get() == 0 {
            self.observe_tracks();
        } else {
            self.tracks_outdated.set(true);
        }
    }
}
