//! The session of a capture: its target, its live tracks, and the state of both.
//!
//! A change is complete before listeners are notified, and nothing is borrowed while they run: a callback may start,
//! stop, switch or drop the capture.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::future::{Calls, StreamSource};
use super::live::{LiveTracks, TrackEvents};
use super::outputs::Outputs;
use super::recovery_policy::RecoveryPolicy;
use super::request::{self, RequestLock};
use super::state::{CaptureState, LossReason, TrackLoss};
use super::state_notifier::StateNotifier;
use super::target::{self, KINDS, Target, request_mut};
use crate::constraints::{MediaStreamConstraints, TrackRequest};
use crate::devices::MediaDevices;
use crate::error::MediaError;
use crate::stream::{LocalMediaStream, MediaStream, PendingMediaStream};
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

pub(super) struct Session {
    this: Weak<Session>,
    /// `None` for those of the page.
    devices: Option<MediaDevices>,
    /// The tracks that are to be live. `None` if nothing is to be captured.
    target: RefCell<Option<Target>>,
    live: RefCell<Option<LiveTracks>>,
    pub(super) state: StateNotifier,
    pub(super) calls: Calls,
    /// Held while a request is pending.
    pub(super) lock: RequestLock,
    pub(super) outputs: Outputs,
    /// The losses that are being recovered.
    recovering: RefCell<Vec<TrackLoss>>,
    recovery_policy: RefCell<RecoveryPolicy>,
    loss_handlers: LossHandlers,
}

/// The recovery driver, which is above the session.
#[derive(Clone, Copy)]
pub(super) struct LossHandlers {
    /// Handles a lost track. The reason is `None` if it is not known yet.
    pub(super) track_lost: fn(&Session, &MediaStreamTrack, Option<LossReason>),
    /// Handles a muted track.
    pub(super) track_muted: fn(&Session, &MediaStreamTrack),
}

impl Session {
    pub(super) fn new(devices: Option<MediaDevices>, loss_handlers: LossHandlers) -> Rc<Self> {
        Rc::new_cyclic(|this| Session {
            this: this.clone(),
            devices,
            target: RefCell::default(),
            live: RefCell::default(),
            state: StateNotifier::new(),
            calls: Calls::new(),
            lock: RequestLock::default(),
            outputs: Outputs::default(),
            recovering: RefCell::default(),
            recovery_policy: RefCell::default(),
            loss_handlers,
        })
    }

    /// Returns a handle for a task, which must not keep the session alive.
    pub(super) fn downgrade(&self) -> Weak<Session> {
        self.this.clone()
    }

    pub(super) fn devices(&self) -> Result<MediaDevices, MediaError> {
        match &self.devices {
            Some(devices) => Ok(devices.clone()),
            None => MediaDevices::from_navigator(),
        }
    }

    /// Requests the tracks of a target.
    pub(super) fn open(&self, target: &Target) -> PendingMediaStream {
        request::open(self.devices.as_ref(), target)
    }

    pub(super) fn recovery_policy(&self) -> RecoveryPolicy {
        self.recovery_policy.borrow().clone()
    }

    pub(super) fn set_recovery_policy(&self, policy: RecoveryPolicy) {
        *self.recovery_policy.borrow_mut() = policy;
    }

    // --- Target ---

    pub(super) fn target(&self) -> Option<Target> {
        self.target.borrow().clone()
    }

    /// Returns the request of the target for a kind of track.
    pub(super) fn request(&self, kind: MediaStreamTrackKind) -> TrackRequest {
        let target = self.target.borrow();
        target
            .as_ref()
            .map(|target| target.request(kind).clone())
            .unwrap_or_default()
    }

    /// Sets the target, and supersedes earlier calls.
    pub(super) fn set_target(&self, target: Target) {
        self.target.replace(Some(target));
        self.supersede_calls();
    }

    /// Removes the tracks that are not live from the target. Returns whether a track is live.
    pub(super) fn reduce_target_to_live(&self) -> bool {
        let remaining = self.live.borrow().as_ref().and_then(LiveTracks::target);
        let is_live = remaining.is_some();
        self.target.replace(remaining);
        is_live
    }

    /// Sets the target to the previous devices. The kinds that are neither live nor reopened are removed from it.
    pub(super) fn revert_target(&self, previous: &MediaStreamConstraints) {
        if let Some(target) = &mut *self.target.borrow_mut() {
            for kind in KINDS {
                *request_mut(&mut target.requests, kind) = match target::request(previous, kind) {
                    TrackRequest::Off if self.track(kind).is_none() => TrackRequest::Off,
                    TrackRequest::Off => continue,
                    request => request.clone(),
                };
            }
        }
    }

    /// Clears the target, and stops all tracks.
    pub(super) fn stop(&self) {
        self.target.replace(None);
        self.supersede_calls();
        self.calls.settle(Ok(()));
        self.end(CaptureState::Idle);
    }

    /// Stops all tracks. The target stays.
    pub(super) fn close(&self) {
        drop(self.live.take());
    }

    fn supersede_calls(&self) {
        self.calls.supersede();
        self.recovering.borrow_mut().clear();
    }

    // --- Live tracks ---

    pub(super) fn track(&self, kind: MediaStreamTrackKind) -> Option<MediaStreamTrack> {
        self.live.borrow().as_ref()?.track(kind).cloned()
    }

    /// Returns whether this is the current track of its kind. It may have ended.
    pub(super) fn is_current(&self, track: &MediaStreamTrack) -> bool {
        let live = self.live.borrow();
        live.as_ref().and_then(|live| live.last_track(track.kind())) == Some(track)
    }

    /// Returns the device id of the current track of a kind, which may have ended.
    pub(super) fn device_id(&self, kind: MediaStreamTrackKind) -> Option<String> {
        self.live.borrow().as_ref()?.device_id(kind).map(str::to_owned)
    }

    /// Returns whether the source of the live tracks is a display.
    pub(super) fn has_display(&self) -> bool {
        let live = self.live.borrow();
        live.as_ref().is_some_and(|live| live.source.is_display())
    }

    /// Stops the live tracks that the target excludes. Returns the part of the target that is not live. `None` without
    /// a target.
    pub(super) fn reconcile(&self) -> Option<Target> {
        let target = self.target()?;
        Some(match &mut *self.live.borrow_mut() {
            Some(live) => live.reconcile(target),
            None => target,
        })
    }

    /// Takes over the accepted tracks of a stream. The drop of the stream stops the others.
    pub(super) fn accept(
        &self,
        stream: LocalMediaStream,
        requested: &Target,
        is_accepted: impl Fn(MediaStreamTrackKind) -> bool,
    ) {
        if !KINDS.into_iter().any(&is_accepted) {
            return;
        }
        let mut live = self.live.borrow_mut();
        match &mut *live {
            Some(live) => live.accept(&stream, requested, is_accepted),
            None => {
                *live = Some(LiveTracks::from_stream(
                    stream,
                    requested,
                    is_accepted,
                    self.downgrade(),
                ));
            }
        }
        if let Some(live) = &*live {
            self.outputs.update(live);
        }
    }

    /// Returns whether a device of a requested kind is open.
    pub(super) fn has_device_for(&self, requested: &Target) -> bool {
        let live = self.live.borrow();
        live.as_ref().is_some_and(|live| {
            !requested.source.is_display()
                && !live.source.is_display()
                && KINDS
                    .into_iter()
                    .any(|kind| requested.includes(kind) && live.track(kind).is_some())
        })
    }

    /// Stops the tracks of the requested kinds. Returns the requests that reopen the same devices.
    pub(super) fn stop_for(&self, requested: &Target) -> MediaStreamConstraints {
        match &*self.live.borrow() {
            Some(live) => live.stop_for(requested),
            None => MediaStreamConstraints::new(),
        }
    }

    // --- Recovery ---

    pub(super) fn begin_recovery(&self, loss: TrackLoss) {
        self.recovering.borrow_mut().push(loss);
        self.notify_live();
    }

    /// Takes over the track of a kind in place of a lost one. `request` becomes its request in the target.
    pub(super) fn accept_recovered(
        &self,
        stream: LocalMediaStream,
        kind: MediaStreamTrackKind,
        request: &TrackRequest,
    ) {
        let mut requested = MediaStreamConstraints::new();
        *request_mut(&mut requested, kind) = request.clone();
        if let Some(target) = &mut *self.target.borrow_mut() {
            *request_mut(&mut target.requests, kind) = request.clone();
        }
        self.accept(stream, &Target::devices(requested), |accepted| accepted == kind);
        self.remove_loss(kind);
        self.notify_live();
    }

    /// Ends the recovery of a lost track, and removes the track from the target.
    pub(super) fn abandon_recovery(&self, loss: TrackLoss) {
        self.remove_loss(loss.kind);
        if let Some(live) = &mut *self.live.borrow_mut() {
            live.remove(loss.kind);
        }
        // With the new target, a call with the old constraints requests the lost track again.
        if self.reduce_target_to_live() {
            self.notify_live();
        } else {
            self.end(CaptureState::Ended(loss));
        }
    }

    fn remove_loss(&self, kind: MediaStreamTrackKind) {
        self.recovering.borrow_mut().retain(|loss| loss.kind != kind);
    }

    /// Reports the loss of the last track, if the page stopped it: no `ended` event is dispatched then.
    fn check_stopped_by_page(&self) {
        if self.lock.is_held() {
            return;
        }
        let stopped = {
            let live = self.live.borrow();
            let Some(live) = live
                .as_ref()
                .filter(|live| !live.has_live_track() && !live.has_ended_track)
            else {
                return;
            };
            KINDS.into_iter().find_map(|kind| live.last_track(kind)).cloned()
        };
        if let Some(track) = stopped {
            (self.loss_handlers.track_lost)(self, &track, Some(LossReason::Stopped));
        }
    }

    // --- State ---

    /// Sets the state while a request is pending.
    pub(super) fn notify_requesting(&self) {
        let is_live = self
            .live
            .borrow()
            .as_ref()
            .is_some_and(LiveTracks::has_live_track);
        self.state.set(if is_live {
            CaptureState::Switching
        } else {
            CaptureState::Prompting
        });
    }

    /// Sets the state when no request is pending.
    pub(super) fn notify_live(&self) {
        let loss = self.recovering.borrow().first().cloned();
        self.state
            .set(loss.map_or(CaptureState::Live, CaptureState::Recovering));
    }

    /// Stops all tracks, and sets the state.
    pub(super) fn end(&self, state: CaptureState) {
        self.close();
        self.state.set(state);
    }
}

impl StreamSource for Session {
    fn stream(&self) -> Option<MediaStream> {
        let live = self.live.borrow();
        live.as_ref()
            .filter(|live| live.has_live_track())
            .map(|live| MediaStream::clone(&live.stream))
    }
}

impl TrackEvents for Session {
    fn track_ended(&self, track: &MediaStreamTrack) {
        if let Some(live) = &mut *self.live.borrow_mut() {
            live.has_ended_track = true;
        }
        (self.loss_handlers.track_lost)(self, track, None);
    }

    fn track_muted(&self, track: &MediaStreamTrack) {
        (self.loss_handlers.track_muted)(self, track);
    }

    fn stream_inactive(&self) {
        let weak = self.downgrade();
        spawn_local(async move {
            // The `ended` event of the last track may be dispatched after this one.
            TimeoutFuture::new(0).await;
            if let Some(session) = weak.upgrade() {
                session.check_stopped_by_page();
            }
        });
    }
}
