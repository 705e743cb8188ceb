//! Requests: what is opened next, and what becomes of a request that has settled.

use super::device::constraint;
use super::effect::{Effect, Requested, Timer};
use super::event::Arrived;
use super::failure::{Cause, Failure};
use super::slot::{Fate, Live};
use super::slots::{Slot, Slots};
use super::state::{Origin, Request, State};
use super::table::RequestKey;
use crate::json::JsonValue;
use crate::track::MediaStreamTrackKind;

impl State {
    /// Requests what is missing. There is at most one pending request.
    pub(super) fn drive(&mut self) {
        if self.request.is_some() {
            return;
        }
        if let Some(call) = &self.call {
            if call.needs_camera || !call.unexplained.is_empty() {
                return;
            }
            let missing = self.missing(call);
            if !missing.is_empty() {
                self.open_missing(missing);
                return;
            }
            self.succeed();
        }
        if self.parked.is_none() {
            self.drive_recoveries();
        }
    }

    fn open_missing(&mut self, missing: Slots) {
        match self.parked.take() {
            None => self.open_targets(missing, Origin::Call),
            Some(parked) if self.is_target(&parked) => self.request = Some(parked),
            Some(parked) => {
                self.parked = Some(parked);
                return;
            }
        }
        if let Some(call) = &mut self.call {
            call.prompt = false;
        }
    }

    /// Returns whether the tracks of a request are still the target.
    pub(super) fn is_target(&self, request: &Request) -> bool {
        request.display == self.display
            && (self.display.is_some()
                || request
                    .slots
                    .iter()
                    .all(|slot| self.slot(slot).target == request.requests[index(slot)]))
    }

    fn open_targets(&mut self, slots: Slots, origin: Origin) {
        let mut requests = [RequestKey::OFF; 2];
        for slot in slots.iter().filter(|slot| !slot.is_display()) {
            requests[index(slot)] = self.slot(slot).target;
        }
        self.open(slots, requests, origin);
    }

    pub(super) fn open(&mut self, slots: Slots, requests: [RequestKey; 2], origin: Origin) {
        self.requests = self.requests.wrapping_add(1);
        let id = self.requests;
        // No device is requested while a display is the target.
        let display = self.display;
        let what = match display {
            Some(display) => Requested::Display(display.options),
            None => Requested::Devices(requests),
        };
        self.request = Some(Request {
            id,
            slots,
            requests,
            display,
            origin,
            fresh: true,
            superseded: false,
        });
        self.emit(Effect::Start(Timer::Grace(id), 0));
        if let Some(timeout) = self.options.timeout {
            self.emit(Effect::Start(Timer::Timeout(id), timeout));
        }
        self.emit(Effect::Request { request: id, what });
    }

    pub(super) fn request_aged(&mut self, id: u32) {
        let requests = [self.request.as_mut(), self.parked.as_mut()];
        for request in requests.into_iter().flatten().filter(|request| request.id == id) {
            request.fresh = false;
        }
        self.detach_aged();
    }

    /// Detaches a parked request that the call does not wait for: its tracks are stopped on arrival.
    pub(super) fn detach_aged(&mut self) {
        self.parked.take_if(|parked| !parked.fresh && !parked.superseded);
    }

    /// Takes the pending request with this number. `None` for a request that is no longer wanted.
    pub(super) fn take_request(&mut self, id: u32) -> Option<Request> {
        self.parked.take_if(|parked| parked.id == id);
        self.request.take_if(|request| request.id == id)
    }

    pub(super) fn opened(&mut self, request: Request, tracks: Vec<Arrived>) {
        let has = |slot: Slot| tracks.iter().any(|track| track.kind == slot.kind());
        let optional = Slot::DisplayAudio;
        if !request.slots.iter().all(|slot| slot == optional || has(slot)) {
            // Some drivers return a stream without a track, or with an ended one.
            self.failed(request, Cause::Incomplete.into(), None);
            return;
        }
        for slot in request.slots.iter() {
            match tracks.iter().find(|track| track.kind == slot.kind()) {
                Some(track) => self.adopt(slot, track, request.requests[index(slot)]),
                None => self.remove(slot),
            }
        }
        if request.display.is_some() {
            if !request.slots.contains(Slot::DisplayAudio) {
                self.remove(Slot::DisplayAudio);
            }
            self.live_display = request.display;
        }
        match request.origin {
            Origin::Call | Origin::CallAfterStop | Origin::Default => {}
            Origin::Reopen => self.reopened(request.slots),
            Origin::Own => self.own_opened(request.slots),
            Origin::Other => self.other_opened(request.slots),
        }
    }

    fn adopt(&mut self, slot: Slot, track: &Arrived, request: RequestKey) {
        let device = self.device_key(track.device.clone());
        let table = &self.table;
        let role = if table.is_role(device) {
            Some(device)
        } else {
            // The device of a role that has moved is requested by its own id.
            let role = self.slot(slot).live.and_then(|live| live.role);
            role.filter(|role| table.selects_role(request, *role) && table.has_role(device, *role))
        };
        let state = self.slot_mut(slot);
        let old = state.live.take().map(|live| live.track);
        let stale = state.stale.take();
        let enabled = state.enabled;
        state.error = None;
        state.live = Some(Live {
            track: track.track,
            request,
            device,
            role,
            fate: Fate::Live,
            muted: false,
            mutes: 0,
            role_revision: 0,
        });
        self.has_stream = true;
        // The new one first: a stream without tracks would be inactive for a moment.
        self.emit(Effect::Adopt {
            track: track.track,
            slot,
            enabled,
        });
        self.emit_remove(old);
        self.emit_remove(stale);
        self.muted(track.track, track.muted);
        if role.is_some() {
            // The list resolves the role to a device.
            self.inspect();
        }
    }

    pub(super) fn failed(&mut self, request: Request, failure: Failure, constraint: Option<&str>) {
        let Request {
            slots,
            requests,
            origin,
            ..
        } = request;
        let in_use = failure.cause == Cause::InUse;
        match origin {
            // Phones open one camera at a time, and some systems one program's.
            Origin::Call if in_use && self.holds_device_of(slots) => {
                let mut old = [RequestKey::OFF; 2];
                for slot in slots.iter() {
                    if let Some(live) = self.slot(slot).live() {
                        let request = self.table.for_device(live.request, live.device);
                        old[index(slot)] = self.key(request);
                    }
                    self.stop_for_another(slot);
                }
                if let Some(call) = &mut self.call {
                    call.old = old;
                }
                self.open(slots, requests, Origin::CallAfterStop);
            }
            Origin::CallAfterStop => {
                let Some(call) = &mut self.call else {
                    return;
                };
                call.failure = Some(failure);
                let old = call.old;
                let mut reopened = Slots::NONE;
                for slot in slots.iter() {
                    let request = old[index(slot)];
                    self.slot_mut(slot).target = request;
                    if !request.is_off() {
                        reopened.insert(slot);
                    }
                }
                self.open(reopened, old, Origin::Reopen);
            }
            Origin::Call => self.call_failed(slots, requests, failure, constraint),
            Origin::Reopen => self.reopened(slots),
            Origin::Own => self.own_failed(slots, requests, in_use),
            // The recovery waits for the next occasion.
            Origin::Other | Origin::Default => {}
        }
    }

    /// The request for the old tracks has settled: the call fails with the earlier failure.
    fn reopened(&mut self, slots: Slots) {
        if let Some(failure) = self.call.and_then(|call| call.failure) {
            self.fail_call(failure, slots);
        }
    }

    fn call_failed(
        &mut self,
        slots: Slots,
        requests: [RequestKey; 2],
        failure: Failure,
        constraint: Option<&str>,
    ) {
        let is_split = self.call.as_ref().is_some_and(|call| !call.split.is_empty());
        if slots.0 & Slots::DISPLAY.0 != 0 {
            self.fail_call(failure, slots);
        } else if is_split {
            self.continue_without(slots, Slots::NONE, failure);
        } else if !slots.has_several() {
            self.blame(slots, slots, failure);
        } else {
            let mut blamed = Slots::NONE;
            for slot in slots.iter() {
                if constraint.is_some_and(|name| self.requires(requests[index(slot)], name)) {
                    blamed.insert(slot);
                }
            }
            let is_known = !blamed.is_empty() && blamed != slots;
            match failure.cause {
                Cause::Denied | Cause::NotFound => {
                    if let Some(call) = &mut self.call {
                        (call.failure, call.unexplained) = (Some(failure), slots);
                    }
                    self.inspect();
                }
                _ if is_known => self.blame(slots, blamed, failure),
                _ => self.blame(slots, slots, failure),
            }
        }
    }

    /// Returns whether a request has a required constraint for the property of this name.
    fn requires(&self, request: RequestKey, name: &str) -> bool {
        let value = constraint(self.table.request(request), name);
        matches!(value, Some(JsonValue::Object(_)))
    }

    /// Handles a failed request. `blamed` are the slots that caused the failure, or all of them if the cause is unknown.
    pub(super) fn blame(&mut self, slots: Slots, blamed: Slots, failure: Failure) {
        let rest = slots.without(blamed);
        if !self.options.partial {
            self.fail_call(failure, blamed);
        } else if !rest.is_empty() {
            self.continue_without(blamed, rest, failure);
        } else if slots.has_several() && failure.cause != Cause::Denied {
            self.continue_without(Slots::NONE, slots, failure);
        } else {
            let others_live = self.slots_live_of_call();
            if others_live {
                self.continue_without(blamed, Slots::NONE, failure);
            } else {
                self.fail_call(failure, blamed);
            }
        }
    }

    fn slots_live_of_call(&self) -> bool {
        self.call.as_ref().is_some_and(|call| {
            call.slots.has_several() && call.slots.iter().any(|slot| self.slot(slot).is_live())
        })
    }

    /// Continues with a part of what was requested.
    fn continue_without(&mut self, failed: Slots, split: Slots, mut failure: Failure) {
        failure.blamed = failed;
        for slot in failed.iter() {
            self.slot_mut(slot).error = Some(failure);
        }
        self.restore_targets(failed);
        if let Some(call) = &mut self.call {
            call.failure.get_or_insert(failure);
            call.split = call.split.union(split);
        }
    }

    fn holds_device_of(&self, slots: Slots) -> bool {
        slots
            .iter()
            .any(|slot| !slot.is_display() && self.slot(slot).is_live())
    }

    /// Stops a track. It stays in the stream until another one replaces it.
    pub(super) fn stop_for_another(&mut self, slot: Slot) {
        if let Some(live) = self.slot_mut(slot).live.take() {
            let stale = self.slot_mut(slot).stale.replace(live.track);
            self.emit_remove(stale);
            self.emit(Effect::Stop(live.track));
        }
    }
}

/// Returns the index of a slot in the requests of a request.
pub(super) fn index(slot: Slot) -> usize {
    match slot.kind() {
        MediaStreamTrackKind::Audio => 0,
        _ => 1,
    }
}
