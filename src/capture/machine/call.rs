//! Calls that set the target: how they begin, and how they settle.

use std::mem;

use super::effect::Effect;
use super::failure::{Cause, Failure};
use super::request::index;
use super::slot::Fate;
use super::slots::{DEVICES, Slot, Slots};
use super::state::{Call, Display, Origin, Phase, State};
use super::table::RequestKey;
use crate::constraints::{GetUserMediaSemantics, TrackRequest};

impl State {
    /// Sets the targets of devices. A request of `None` leaves the target as it is.
    pub(super) fn start(
        &mut self,
        semantics: Option<GetUserMediaSemantics>,
        requests: [Option<TrackRequest>; 2],
    ) {
        let mut slots = Slots::NONE;
        let mut targets = DEVICES.map(|slot| self.slot(slot).target);
        for (slot, request) in DEVICES.into_iter().zip(requests) {
            if let Some(request) = request {
                slots.insert(slot);
                targets[index(slot)] = self.key(request);
            }
        }
        self.start_targets(semantics, slots, targets);
    }

    fn start_targets(
        &mut self,
        semantics: Option<GetUserMediaSemantics>,
        slots: Slots,
        targets: [RequestKey; 2],
    ) {
        if self.display.is_none()
            && self.semantics == semantics
            && DEVICES.map(|slot| self.slot(slot).target) == targets
            && let Some(call) = &mut self.call
            && !call.needs_camera
            && call.failure.is_none()
            && !self.slots.iter().any(|slot| slot.is_active() && !slot.is_live())
        {
            // The pending call has the same target.
            call.slots = call.slots.union(slots);
            return;
        }
        self.begin_call(slots);
        self.display = None;
        self.semantics = semantics;
        for slot in slots.iter() {
            self.slot_mut(slot).target = targets[index(slot)];
            if self.slot(slot).is_off() {
                self.remove(slot);
            }
        }
        self.keep_or_park_request();
    }

    pub(super) fn start_display(&mut self, display: Display, prompt: bool) {
        if !prompt && self.call.is_some() && self.display == Some(display) {
            return;
        }
        let mut slots = Slot::DisplayVideo.bit();
        if display.has_audio {
            slots.insert(Slot::DisplayAudio);
        }
        self.begin_call(slots);
        self.display = Some(display);
        self.keep_or_park_request();
        // The prompt of a pending request for this display is enough.
        let prompt = prompt && self.request.is_none();
        if let Some(call) = &mut self.call {
            call.prompt = prompt;
        }
    }

    /// Switches to the next camera as soon as the list of cameras is known.
    pub(super) fn start_next_camera(&mut self) {
        self.begin_call(Slot::Camera.bit());
        if let Some(call) = &mut self.call {
            call.needs_camera = true;
        }
        self.keep_or_park_request();
        self.inspect();
    }

    /// Stops every track, and requests the same target again.
    pub(super) fn restart(&mut self) {
        let display = self.display.or(self.lost_display);
        let targets = self.restart_targets();
        let semantics = self.semantics.clone();
        self.end_all(Cause::Superseded);
        // The user may have overlooked the prompt: a restart opens another one.
        self.parked = None;
        match display {
            Some(display) => self.start_display(display, false),
            None => self.start_targets(semantics, Slots::DEVICES, targets),
        }
    }

    pub(super) fn stop(&mut self) {
        self.end_all(Cause::Stopped);
        self.rest = Phase::Idle;
    }

    /// Cancels the pending call, or else the recoveries.
    pub(super) fn cancel(&mut self) {
        self.park_request();
        self.parked = None;
        if self.call.is_some() {
            self.fail_call(Cause::Cancelled.into(), Slots::NONE);
        } else {
            for slot in Slots::DEVICES.iter() {
                if self.slot_mut(slot).recovery.take().is_some() && !self.slot(slot).is_live() {
                    self.give_up(slot);
                }
            }
        }
    }

    /// Ends every track, request and recovery.
    fn end_all(&mut self, cause: Cause) {
        self.supersede(cause);
        self.park_request();
        if let Some(parked) = &mut self.parked {
            parked.superseded = false;
        }
        self.detach_aged();
        for slot in Slots::ALL.iter() {
            self.remove(slot);
            let state = self.slot_mut(slot);
            (state.target, state.lost) = (RequestKey::OFF, RequestKey::OFF);
            (state.loss, state.error, state.recovery, state.reopen) = (None, None, None, false);
        }
        (self.display, self.live_display, self.lost_display) = (None, None, None);
        self.close_stream();
    }

    /// Begins a call, which supersedes the pending one and the recoveries of its slots.
    fn begin_call(&mut self, mut slots: Slots) {
        let pending = self.call.as_ref().map_or(Slots::NONE, |call| call.slots);
        self.supersede(Cause::Superseded);
        if slots.0 & Slots::DISPLAY.0 == 0 {
            // The targets of the superseded call remain.
            slots = slots.union(pending.without(Slots::DISPLAY));
        } else {
            self.restore_targets(pending);
        }
        self.call = Some(Call {
            slots,
            split: Slots::NONE,
            prompt: false,
            needs_camera: false,
            failure: None,
            unexplained: Slots::NONE,
            old: [RequestKey::OFF; 2],
        });
        self.lost_display = None;
        for slot in slots.iter() {
            let state = self.slot_mut(slot);
            state.lost = RequestKey::OFF;
            (state.loss, state.error, state.recovery, state.reopen) = (None, None, None, false);
            if slot.is_display() && !state.is_live() {
                self.remove(slot);
            } else if let Some(live) = state.live.take_if(|live| live.fate != Fate::Live) {
                let stale = state.stale.replace(live.track);
                self.emit_remove(stale);
                self.emit(Effect::Stop(live.track));
            }
        }
    }

    fn supersede(&mut self, cause: Cause) {
        if self.call.take().is_some() {
            self.emit(Effect::Settle(self.generation, Err(cause.into())));
        }
        self.generation = self.generation.wrapping_add(1);
    }

    /// Keeps the pending request if its tracks are still the target. Otherwise the call waits until it settles, so that
    /// at most one prompt is open. Its tracks are stopped on arrival.
    pub(super) fn keep_or_park_request(&mut self) {
        let is_target = self
            .request
            .as_ref()
            .is_some_and(|request| matches!(request.origin, Origin::Call) && self.is_target(request));
        if !is_target {
            if let Some(request) = &mut self.request {
                request.superseded = true;
            }
            self.park_request();
        }
    }

    pub(super) fn park_request(&mut self) {
        let Some(mut request) = self.request.take() else {
            return;
        };
        if matches!(request.origin, Origin::Own | Origin::Other | Origin::Default) {
            // The recovery tries again when the call has settled.
            for slot in request.slots.iter() {
                if let Some(recovery) = &mut self.slot_mut(slot).recovery {
                    match request.origin {
                        Origin::Other => recovery.other_due = true,
                        _ => recovery.own_due = true,
                    }
                }
            }
        } else if request.fresh || request.superseded {
            request.origin = Origin::Call;
            self.parked = Some(request);
        }
    }

    /// Returns the slots of the pending call that have no fitting track.
    pub(super) fn missing(&self, call: &Call) -> Slots {
        if self.display.is_some() {
            // Audio is optional: the user may share a display without it.
            let is_live = self.slot(Slot::DisplayVideo).is_live() && self.live_display == self.display;
            return if is_live && !call.prompt {
                Slots::NONE
            } else {
                call.slots
            };
        }
        let mut missing = Slots::NONE;
        for slot in call.slots.iter() {
            let state = self.slot(slot);
            let is_live = || {
                state.live.is_some_and(|live| {
                    if live.fate == Fate::Live {
                        self.table
                            .satisfies(live.request, live.device, live.role, state.target)
                    } else {
                        // The loss of a track is explained before it is restored.
                        live.request == state.target
                    }
                })
            };
            if !slot.is_display() && !state.is_off() && state.recovery.is_none() && !is_live() {
                missing.insert(slot);
            }
        }
        let split = Slots(missing.0 & call.split.0);
        if split.is_empty() { missing } else { split.first() }
    }

    /// Everything that the call requires is live.
    pub(super) fn succeed(&mut self) {
        let Some(call) = self.call.take() else {
            return;
        };
        if self.display.is_some() {
            self.turn_off_all(Slots::DEVICES);
        } else {
            self.turn_off_all(Slots::DISPLAY);
            self.live_display = None;
            for slot in call.slots.iter() {
                let state = self.slot_mut(slot);
                if let Some(live) = &mut state.live {
                    live.request = state.target;
                }
            }
        }
        let result = match call.failure {
            Some(failure) if !self.is_active() => {
                self.rest = Phase::Failed(failure);
                Err(failure)
            }
            _ => Ok(()),
        };
        self.emit(Effect::Settle(self.generation, result));
    }

    /// The call failed. The target is what is live.
    pub(super) fn fail_call(&mut self, mut failure: Failure, blamed: Slots) {
        self.park_request();
        let Some(call) = self.call.take() else {
            return;
        };
        failure.blamed = blamed;
        for slot in blamed.iter() {
            self.slot_mut(slot).error = Some(failure);
        }
        self.restore_targets(call.slots);
        if !self.display_is_live() {
            self.live_display = None;
        }
        self.display = self.live_display;
        if self.display.is_some() {
            // A part of the call may have succeeded.
            self.turn_off_all(Slots::DEVICES);
        }
        if !self.is_active() {
            self.rest = match failure.cause {
                Cause::Cancelled => Phase::Idle,
                _ => Phase::Failed(failure),
            };
        }
        self.emit(Effect::Settle(self.generation, Err(failure)));
    }

    /// Sets the targets of these device slots to what is live.
    pub(super) fn restore_targets(&mut self, slots: Slots) {
        for slot in slots.without(Slots::DISPLAY).iter() {
            let state = self.slot_mut(slot);
            if let Some(live) = &state.live {
                state.target = live.request;
            } else if state.recovery.is_none() {
                state.target = RequestKey::OFF;
                let stale = state.stale.take();
                self.emit_remove(stale);
            }
        }
    }

    /// Drops the targets of slots, with their tracks.
    fn turn_off_all(&mut self, slots: Slots) {
        for slot in slots.iter() {
            self.remove(slot);
            let state = self.slot_mut(slot);
            (state.target, state.recovery, state.reopen) = (RequestKey::OFF, None, false);
        }
    }

    /// Stops the track of a slot and removes it from the stream.
    pub(super) fn remove(&mut self, slot: Slot) {
        let state = self.slot_mut(slot);
        let live = state.live.take().map(|live| live.track);
        let stale = state.stale.take();
        self.emit_remove(live);
        self.emit_remove(stale);
    }

    pub(super) fn emit_remove(&mut self, track: Option<u32>) {
        if let Some(track) = track {
            self.emit(Effect::Remove(track));
        }
    }

    pub(super) fn close_stream(&mut self) {
        if mem::take(&mut self.has_stream) {
            self.emit(Effect::CloseStream);
        }
    }
}
