//! The engine of a capture: it compares what is wanted with what is live, asks for the difference, and looks again
//! when the answer comes.
//!
//! One task asks, and it has one question open at a time: two prompts never fight. What is wanted may change while
//! the question is open; what comes is then taken as far as it is still wanted, and the rest is stopped.
//!
//! Every change is complete before anybody is told of it, and nothing is borrowed while they are: a callback may
//! start, stop, switch or drop the capture.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, EventTarget, HtmlMediaElement};

use super::live::{Live, is_live};
use super::outcome::Outcome;
use super::recovery::{self, RecoveryPolicy};
use super::requests::{KINDS, asks, pinned, request, request_mut};
use super::state::{CaptureState, LossReason, TrackLoss};
use super::wanted::{Source, Wanted};
use crate::constraints::{MediaStreamConstraints, TrackRequest};
use crate::devices::{self, MediaDevices};
use crate::display;
use crate::error::{MediaError, MediaErrorKind};
use crate::stream::LocalMediaStream;
use crate::stream::MediaStream;
use crate::stream::PendingMediaStream;
use crate::stream::show;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// The event by which a session tells that its state has changed.
pub(super) const STATE_CHANGE: &str = "statechange";

pub(super) struct Session {
    this: Weak<Session>,
    /// Those of the page where there are none.
    devices: Option<MediaDevices>,
    /// What is to be live. `None` where nothing is.
    wanted: RefCell<Option<Wanted>>,
    live: RefCell<Option<Live>>,
    state: RefCell<CaptureState>,
    /// Counts the calls that changed what is wanted.
    call: Cell<u64>,
    /// Whether it is known how the last of them came out.
    over: Cell<bool>,
    /// Who waits for how it comes out.
    waiting: Cell<Vec<Rc<Outcome>>>,
    /// Whether a question is open.
    asking: Cell<bool>,
    /// Who waits to ask one.
    queue: Cell<Vec<Waker>>,
    /// What is being brought back.
    recovering: RefCell<Vec<TrackLoss>>,
    recovery: RefCell<RecoveryPolicy>,
    /// What sends its tracks on, and which kind.
    senders: RefCell<Vec<(MediaStreamTrackKind, sys::RtcRtpSender)>>,
    /// What shows its stream.
    elements: RefCell<Vec<HtmlMediaElement>>,
    /// Who is told of changes: an event target of its own, because that has all that listening needs. `None` where
    /// there is no browser to make one.
    target: Option<EventTarget>,
    /// How many changes are to be told, with the one that is being told.
    untold: Cell<u32>,
}

/// A question that is open.
struct Question {
    asked: Wanted,
    attempt: Attempt,
    answer: PendingMediaStream,
}

/// Where a question stands in a switch from one device to another.
enum Attempt {
    /// What is live stays live until the answer comes.
    OpenFirst,
    /// Only one camera can be open here: the old one was stopped. With how to ask for it again.
    StopFirst { old: MediaStreamConstraints },
    /// The new one did not open either. With why.
    Reopen { error: MediaError },
}

impl Session {
    pub(super) fn new(devices: Option<MediaDevices>) -> Rc<Self> {
        let target = if cfg!(target_family = "wasm") {
            EventTarget::new().ok()
        } else {
            None
        };
        Rc::new_cyclic(|this| Session {
            this: this.clone(),
            devices,
            wanted: RefCell::default(),
            live: RefCell::default(),
            state: RefCell::new(CaptureState::Idle),
            call: Cell::new(0),
            over: Cell::new(true),
            waiting: Cell::default(),
            asking: Cell::new(false),
            queue: Cell::default(),
            recovering: RefCell::default(),
            recovery: RefCell::default(),
            senders: RefCell::default(),
            elements: RefCell::default(),
            target,
            untold: Cell::new(0),
        })
    }

    // --- What the outside asks ---

    pub(super) fn state(&self) -> CaptureState {
        self.state.borrow().clone()
    }

    pub(super) fn stream(&self) -> Option<MediaStream> {
        let live = self.live.borrow();
        live.as_ref()
            .filter(|live| live.any())
            .map(|live| MediaStream::clone(&live.stream))
    }

    pub(super) fn track(&self, kind: MediaStreamTrackKind) -> Option<MediaStreamTrack> {
        self.live.borrow().as_ref()?.track(kind).cloned()
    }

    pub(super) fn wanted(&self) -> Option<Wanted> {
        self.wanted.borrow().clone()
    }

    pub(super) fn target(&self) -> Option<&EventTarget> {
        self.target.as_ref()
    }

    pub(super) fn devices(&self) -> Result<MediaDevices, MediaError> {
        match &self.devices {
            Some(devices) => Ok(devices.clone()),
            None => MediaDevices::from_navigator(),
        }
    }

    pub(super) fn recovery(&self) -> RecoveryPolicy {
        self.recovery.borrow().clone()
    }

    pub(super) fn set_recovery(&self, recovery: RecoveryPolicy) {
        *self.recovery.borrow_mut() = recovery;
    }

    pub(super) fn add_sender(&self, kind: MediaStreamTrackKind, sender: sys::RtcRtpSender) {
        if let Some(track) = self.track(kind) {
            send(&sender, &track);
        }
        self.senders.borrow_mut().push((kind, sender));
    }

    pub(super) fn add_element(&self, element: HtmlMediaElement) {
        if let Some(stream) = self.stream() {
            show(&element, &stream);
        }
        self.elements.borrow_mut().push(element);
    }

    // --- What the outside says ---

    /// Wants this from now on.
    pub(super) fn want(&self, wanted: Wanted) -> Rc<Outcome> {
        let same = self.wanted.borrow().as_ref() == Some(&wanted);
        let under_way = same && self.asking.get() && !self.over.get();
        if !under_way {
            self.wanted.replace(Some(wanted));
            self.count_call();
        }
        let outcome = Rc::new(Outcome::default());
        let mut waiting = self.waiting.take();
        waiting.push(outcome.clone());
        self.waiting.set(waiting);
        self.work();
        if !self.over.get() {
            // It may be an earlier question that is open still: what is wanted waits for its answer.
            self.tell_asking();
        }
        outcome
    }

    /// Wants nothing any more. Nothing is live when this returns.
    pub(super) fn stop(&self) {
        self.wanted.replace(None);
        self.count_call();
        self.over.set(true);
        self.end(CaptureState::Idle);
    }

    /// Ends what is live, so that all of it is asked for anew.
    pub(super) fn close(&self) {
        drop(self.live.take());
    }

    // --- Work ---

    /// Brings about what is wanted, if nobody is at it already.
    fn work(&self) {
        if self.asking.replace(true) {
            return;
        }
        match self.next_question() {
            Some(question) => run(ask(self.this.clone(), question)),
            None => self.stop_asking(),
        }
    }

    fn stop_asking(&self) {
        self.asking.set(false);
        for waker in self.queue.take() {
            waker.wake();
        }
    }

    /// Looks for what is wanted and not live, and asks for it. `None` when there is nothing (more) to ask.
    fn next_question(&self) -> Option<Question> {
        loop {
            let call = self.call.get();
            let wanted = self.wanted()?;
            let missing = self.drop_unwanted(wanted);
            if missing.asks_for_any() {
                return Some(self.question(missing, Attempt::OpenFirst));
            }
            self.settle(Ok(()));
            self.tell_live();
            // Whoever was told may have asked for something else.
            if self.call.get() == call {
                return None;
            }
        }
    }

    fn question(&self, asked: Wanted, attempt: Attempt) -> Question {
        // Pending before anybody is told: in a click, the prompt needs the click.
        let answer = self.ask(&asked);
        self.tell_asking();
        Question {
            asked,
            attempt,
            answer,
        }
    }

    fn ask(&self, asked: &Wanted) -> PendingMediaStream {
        match (&self.devices, &asked.source) {
            (Some(devices), Source::Devices) => devices.get_user_media(&asked.kinds),
            (None, Source::Devices) => devices::get_user_media(&asked.kinds),
            (Some(devices), Source::Display { options, .. }) => devices.get_display_media(&**options),
            (None, Source::Display { options, .. }) => display::get_display_media(&**options),
        }
    }

    /// Ends the kinds that are not wanted any more, and gives those that are wanted and not live.
    fn drop_unwanted(&self, wanted: Wanted) -> Wanted {
        let mut live = self.live.borrow_mut();
        let mut missing = wanted;
        match &mut *live {
            // From another source: it stays until that has answered.
            Some(live) if live.source != missing.source => {}
            // The user may have chosen a display without its sound; that is not asked for again and again.
            Some(live) if live.source.is_display() && live.any() => {
                missing.kinds = MediaStreamConstraints::new()
            }
            Some(live) => {
                for kind in KINDS {
                    let wanted = request_mut(&mut missing.kinds, kind);
                    if *wanted == TrackRequest::Off {
                        live.remove(kind);
                    } else if live.has(kind, wanted) {
                        *wanted = TrackRequest::Off;
                    }
                }
            }
            None => {}
        }
        missing
    }

    /// Makes the best of an answer. Gives the next question, if there is one.
    fn answered(&self, question: Answered, answer: Result<LocalMediaStream, MediaError>) -> Option<Question> {
        let Answered { asked, attempt } = question;
        let wanted = self.wanted();
        let accepted = |kind| {
            asks(&asked.kinds, kind)
                && wanted.as_ref().is_some_and(|wanted| {
                    wanted.source == asked.source
                        && request(&wanted.kinds, kind) == request(&asked.kinds, kind)
                })
        };
        let still_wanted = KINDS
            .into_iter()
            .filter(|kind| asks(&asked.kinds, *kind))
            .all(accepted);
        match answer.and_then(|stream| complete(stream, &asked)) {
            Ok(stream) => {
                self.admit(stream, &asked, accepted);
                if let (Attempt::Reopen { error }, true) = (attempt, still_wanted) {
                    // The old device is back; but that is not what was asked for.
                    self.settle(Err(error));
                }
                self.next_question()
            }
            Err(_) if !still_wanted => self.next_question(),
            Err(error) => self.failed(asked, attempt, error),
        }
    }

    /// Takes over what is still wanted of a stream that came. The rest of it stops when it is dropped here.
    fn admit(
        &self,
        stream: LocalMediaStream,
        asked: &Wanted,
        accepted: impl Fn(MediaStreamTrackKind) -> bool,
    ) {
        if !KINDS.into_iter().any(&accepted) {
            return;
        }
        let mut live = self.live.borrow_mut();
        match &mut *live {
            Some(live) => {
                let new_source = live.turn_to(&asked.source);
                let mut came = Vec::new();
                for track in stream.tracks() {
                    let kind = track.kind();
                    if accepted(kind)
                        && let Some(track) = stream.take_track(&track)
                    {
                        live.put(
                            track.into_media_stream_track(),
                            request(&asked.kinds, kind),
                            &self.this,
                        );
                        came.push(kind);
                    }
                }
                if new_source {
                    // The rest is of the old one.
                    for kind in KINDS.into_iter().filter(|kind| !came.contains(kind)) {
                        live.remove(kind);
                    }
                }
            }
            // The first stream stays for good: it is what elements play.
            None => {
                let tracks = stream.tracks();
                let mut first = Live::new(stream, asked.source.clone(), &self.this);
                for track in tracks {
                    let kind = track.kind();
                    if accepted(kind) {
                        first.put(track, request(&asked.kinds, kind), &self.this);
                    } else {
                        drop(first.stream.take_track(&track));
                    }
                }
                *live = Some(first);
            }
        }
        for (kind, sender) in &*self.senders.borrow() {
            if let Some(track) = live.as_ref().and_then(|live| live.track(*kind)) {
                send(sender, track);
            }
        }
        if let Some(live) = &*live {
            for element in &*self.elements.borrow() {
                show(element, &live.stream);
            }
        }
    }

    /// What was wanted could not be had.
    fn failed(&self, asked: Wanted, attempt: Attempt, error: MediaError) -> Option<Question> {
        match attempt {
            // Phones open one camera at a time, and some systems one program's.
            Attempt::OpenFirst if one_at_a_time(&error) && self.holds_any_of(&asked) => {
                let old = self.release(&asked.kinds);
                Some(self.question(asked, Attempt::StopFirst { old }))
            }
            Attempt::StopFirst { old } => {
                self.want_instead(&old);
                Some(self.question(Wanted::devices(old), Attempt::Reopen { error }))
            }
            Attempt::OpenFirst | Attempt::Reopen { .. } => {
                let error = match attempt {
                    Attempt::Reopen { error } => error,
                    _ => error,
                };
                // What is live stays, and is all that is wanted now.
                let rest = self.live.borrow().as_ref().and_then(Live::wanted);
                let rest_is_live = rest.is_some();
                self.wanted.replace(rest);
                if rest_is_live {
                    self.settle(Err(error));
                    return self.next_question();
                }
                self.settle(Err(error.clone()));
                self.end(CaptureState::Failed(error));
                self.next_question()
            }
        }
    }

    /// Whether it has devices open of the kinds that are asked for.
    fn holds_any_of(&self, asked: &Wanted) -> bool {
        let live = self.live.borrow();
        live.as_ref().is_some_and(|live| {
            !asked.source.is_display()
                && !live.source.is_display()
                && KINDS
                    .into_iter()
                    .any(|kind| asks(&asked.kinds, kind) && live.track(kind).is_some())
        })
    }

    /// Stops what is live of the kinds that are asked for, and says how to ask for the very same again.
    fn release(&self, asked: &MediaStreamConstraints) -> MediaStreamConstraints {
        let mut old = MediaStreamConstraints::new();
        if let Some(live) = &mut *self.live.borrow_mut() {
            for kind in KINDS.into_iter().filter(|kind| asks(asked, *kind)) {
                let Some(track) = live.track(kind) else {
                    continue;
                };
                let asked = request(&live.requests, kind);
                *request_mut(&mut old, kind) = pinned(asked, live.device_id(kind));
                // Ended, and still in its place: what replaces it takes over whether it was enabled.
                track.stop();
            }
        }
        old
    }

    fn want_instead(&self, instead: &MediaStreamConstraints) {
        if let Some(wanted) = &mut *self.wanted.borrow_mut() {
            for kind in KINDS {
                *request_mut(&mut wanted.kinds, kind) = match request(instead, kind) {
                    TrackRequest::Off if !self.holds(kind) => TrackRequest::Off,
                    TrackRequest::Off => continue,
                    request => request.clone(),
                };
            }
        }
    }

    fn holds(&self, kind: MediaStreamTrackKind) -> bool {
        self.live
            .borrow()
            .as_ref()
            .is_some_and(|live| live.track(kind).is_some())
    }

    // --- What happens by itself ---

    /// A track has ended through no doing of the page.
    pub(super) fn track_ended(&self, track: &MediaStreamTrack) {
        if let Some(live) = &mut *self.live.borrow_mut() {
            live.ended_from_outside = true;
        }
        recovery::track_lost(self, track, None);
    }

    /// A track gives nothing for now.
    pub(super) fn track_muted(&self, track: &MediaStreamTrack) {
        recovery::track_muted(self, track);
    }

    /// The last track is gone: by `ended`, of which [`track_ended`](Self::track_ended) takes care, or because the page
    /// stopped it, of which nobody else tells.
    pub(super) fn went_inactive(&self) {
        let weak = self.downgrade();
        spawn_local(async move {
            // The `ended` of its tracks may be still to come.
            TimeoutFuture::new(0).await;
            if let Some(session) = weak.upgrade() {
                session.look_for_stopped_track();
            }
        });
    }

    fn look_for_stopped_track(&self) {
        if self.asking.get() {
            return;
        }
        let stopped = {
            let live = self.live.borrow();
            let Some(live) = live
                .as_ref()
                .filter(|live| !live.any() && !live.ended_from_outside)
            else {
                return;
            };
            KINDS.into_iter().find_map(|kind| live.last_track(kind)).cloned()
        };
        if let Some(track) = stopped {
            recovery::track_lost(self, &track, Some(LossReason::Stopped));
        }
    }

    /// Begins to bring something back.
    pub(super) fn begin_recovery(&self, loss: TrackLoss) {
        self.recovering.borrow_mut().push(loss);
        self.tell_live();
    }

    /// Opens a track in place of a lost one, when no other question is open. `None` if somebody has called meanwhile.
    ///
    /// It is asked for as `asked`, and kept as what was `wanted`.
    pub(super) async fn try_open(
        weak: &Weak<Session>,
        call: u64,
        kind: MediaStreamTrackKind,
        asked: &TrackRequest,
        wanted: &TrackRequest,
    ) -> Option<Result<(), MediaError>> {
        let mut constraints = MediaStreamConstraints::new();
        *request_mut(&mut constraints, kind) = asked.clone();
        poll_fn(|context| Self::poll_turn(weak, call, context)).await?;
        let mut question = Wanted::devices(constraints);
        let answer = weak.upgrade()?.ask(&question);
        let answer = answer.await.and_then(|stream| complete(stream, &question));
        let session = weak.upgrade()?;
        session.stop_asking();
        if session.call.get() != call {
            // Whoever called has left the asking to us. What has come is stopped first.
            drop(answer);
            session.work();
            return None;
        }
        let stream = match answer {
            Ok(stream) => stream,
            Err(error) => return Some(Err(error)),
        };
        if let Some(all) = &mut *session.wanted.borrow_mut() {
            *request_mut(&mut all.kinds, kind) = wanted.clone();
        }
        *request_mut(&mut question.kinds, kind) = wanted.clone();
        session.admit(stream, &question, |admitted| admitted == kind);
        session.recovering.borrow_mut().retain(|loss| loss.kind != kind);
        session.tell_live();
        Some(Ok(()))
    }

    /// Ends the track of a kind, and leaves it in its place.
    pub(super) fn stop_track(&self, kind: MediaStreamTrackKind) {
        if let Some(track) = self.track(kind) {
            track.stop();
        }
    }

    /// Waits until no question is open, and opens one: another track may be being brought back too.
    fn poll_turn(weak: &Weak<Session>, call: u64, context: &Context<'_>) -> Poll<Option<()>> {
        let Some(session) = weak.upgrade().filter(|session| session.call.get() == call) else {
            return Poll::Ready(None);
        };
        if session.asking.replace(true) {
            let mut queue = session.queue.take();
            queue.push(context.waker().clone());
            session.queue.set(queue);
            return Poll::Pending;
        }
        Poll::Ready(Some(()))
    }

    /// Whether this is the track that it has, or had last, of its kind.
    pub(super) fn is_last(&self, track: &MediaStreamTrack) -> bool {
        let live = self.live.borrow();
        live.as_ref().and_then(|live| live.last_track(track.kind())) == Some(track)
    }

    /// The device of the track that it has, or had last, of a kind.
    pub(super) fn device_id_of(&self, kind: MediaStreamTrackKind) -> Option<String> {
        self.live.borrow().as_ref()?.device_id(kind).map(str::to_owned)
    }

    /// What is wanted of a kind.
    pub(super) fn request_of(&self, kind: MediaStreamTrackKind) -> TrackRequest {
        let wanted = self.wanted.borrow();
        wanted
            .as_ref()
            .map(|wanted| request(&wanted.kinds, kind).clone())
            .unwrap_or_default()
    }

    /// Whether what is live is a display, which only the user can bring back.
    pub(super) fn shows_display(&self) -> bool {
        self.live
            .borrow()
            .as_ref()
            .is_some_and(|live| live.source.is_display())
    }

    /// What was lost is lost for good.
    pub(super) fn give_up(&self, loss: TrackLoss) {
        self.recovering
            .borrow_mut()
            .retain(|other| other.kind != loss.kind);
        let rest = self.live.borrow_mut().as_mut().and_then(|live| {
            live.remove(loss.kind);
            live.wanted()
        });
        let rest_is_live = rest.is_some();
        // Of what is wanted, that is all now: a start with the old constraints asks for the lost one again.
        self.wanted.replace(rest);
        if rest_is_live {
            self.tell_live();
        } else {
            self.end(CaptureState::Ended(loss));
        }
    }

    /// For a task, which must not keep it alive.
    pub(super) fn downgrade(&self) -> Weak<Session> {
        self.this.clone()
    }

    pub(super) fn call(&self) -> u64 {
        self.call.get()
    }

    // --- Telling ---

    /// From now on another call is the last one; whoever waits for an earlier one waits in vain.
    fn count_call(&self) {
        self.settle(Err(MediaError::new(
            MediaErrorKind::Abort,
            "another call took the place of this one",
        )));
        self.call.set(self.call.get() + 1);
        self.over.set(false);
        self.recovering.borrow_mut().clear();
    }

    /// Tells whoever waits how the last call came out. The first word counts: after a switch that failed, the old
    /// device is live.
    fn settle(&self, outcome: Result<(), MediaError>) {
        if !self.over.replace(true) {
            for waiting in self.waiting.take() {
                waiting.set(outcome.clone());
            }
        }
    }

    /// Nothing is live any more.
    fn end(&self, state: CaptureState) {
        self.close();
        self.tell(state);
    }

    /// A question is open.
    fn tell_asking(&self) {
        let live = self.live.borrow().as_ref().is_some_and(Live::any);
        self.tell(if live {
            CaptureState::Switching
        } else {
            CaptureState::Prompting
        });
    }

    /// All that can be is live.
    fn tell_live(&self) {
        let loss = self.recovering.borrow().first().cloned();
        self.tell(loss.map_or(CaptureState::Live, CaptureState::Recovering));
    }

    fn tell(&self, state: CaptureState) {
        let before = self.state.replace(state);
        let same = {
            let now = self.state.borrow();
            matches!(
                (&before, &*now),
                (CaptureState::Idle, CaptureState::Idle)
                    | (CaptureState::Prompting, CaptureState::Prompting)
                    | (CaptureState::Live, CaptureState::Live)
                    | (CaptureState::Switching, CaptureState::Switching)
            )
        };
        drop(before);
        if same {
            return;
        }
        let untold = self.untold.get();
        self.untold.set(untold + 1);
        // A change that a callback has made is told when all have heard of the one before.
        if untold == 0 {
            while self.untold.get() > 0 {
                self.dispatch();
                self.untold.set(self.untold.get() - 1);
            }
        }
    }

    fn dispatch(&self) {
        if let Some(target) = &self.target
            && let Ok(event) = Event::new(STATE_CHANGE)
        {
            // It throws only for an event that is being dispatched, and this one is new.
            let _ = target.dispatch_event(&event);
        }
    }
}

/// Runs a task. On a server nothing could, and there every answer is there at once.
fn run(task: impl Future<Output = ()> + 'static) {
    if cfg!(target_family = "wasm") {
        spawn_local(task);
    } else {
        let _answered = pin!(task).poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Asks until nothing is missing. Between a question and its answer it holds no more than a weak hand on the session:
/// a capture that is dropped meanwhile is gone, and what then comes is dropped, and so stopped.
async fn ask(session: Weak<Session>, mut question: Question) {
    loop {
        let Question {
            asked,
            attempt,
            answer,
        } = question;
        let answer = answer.await;
        let Some(session) = session.upgrade() else {
            return;
        };
        match session.answered(Answered { asked, attempt }, answer) {
            Some(next) => question = next,
            None => {
                session.stop_asking();
                return;
            }
        }
    }
}

/// A question that has been answered.
struct Answered {
    asked: Wanted,
    attempt: Attempt,
}

/// An answer has to have a live track of every kind that was asked for: a stream without, which some drivers give,
/// would otherwise be asked for for ever. The sound of a display is the user's choice.
fn complete(stream: LocalMediaStream, asked: &Wanted) -> Result<LocalMediaStream, MediaError> {
    let tracks = stream.tracks();
    let has = |kind| tracks.iter().any(|track| track.kind() == kind && is_live(track));
    let optional = |kind| asked.source.is_display() && kind == MediaStreamTrackKind::Audio;
    if KINDS
        .into_iter()
        .all(|kind| !asks(&asked.kinds, kind) || optional(kind) || has(kind))
    {
        Ok(stream)
    } else {
        Err(MediaError::new(
            MediaErrorKind::NotReadable,
            "the browser gave a stream without a live track of what was asked for",
        ))
    }
}

/// Lets a sender send this track. One that cannot, because its connection is closed, goes without.
fn send(sender: &sys::RtcRtpSender, track: &MediaStreamTrack) {
    if let Ok(promise) = sender.replace_track(track.as_web_sys()) {
        let replaced = JsFuture::from(js_sys::Promise::resolve(&promise));
        spawn_local(async move { drop(replaced.await) });
    }
}

pub(super) fn one_at_a_time(error: &MediaError) -> bool {
    matches!(error.kind(), MediaErrorKind::NotReadable | MediaErrorKind::Abort)
}
