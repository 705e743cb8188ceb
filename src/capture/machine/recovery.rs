//! The loss of a track, and its restoration by the [`RecoveryPolicy`](crate::RecoveryPolicy).

use std::mem;

use super::effect::{Effect, Timer};
use super::request::index;
use super::slot::{Fate, Loss, Recovery};
use super::slots::{Slot, Slots};
use super::state::{Origin, Phase, State};
use super::table::RequestKey;
use crate::capture::loss::LossReason;
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::milliseconds::milliseconds;

impl State {
    /// The `ended` event of a track.
    pub(super) fn ended(&mut self, track: u32) {
        let Some(slot) = self.slot_of_track(track) else {
            return;
        };
        if slot.is_display() {
            // Browsers do not expose the cause.
            self.lose(slot, LossReason::Ended);
        } else if let Some(live) = &mut self.slot_mut(slot).live {
            live.fate = Fate::Ended;
            self.inspect();
        }
    }

    /// A track has ended without an event. If none follows, the page stopped the track.
    pub(super) fn found_ended(&mut self, track: u32) {
        if let Some(slot) = self.slot_of_track(track)
            && let Some(live) = &mut self.slot_mut(slot).live
            && live.fate == Fate::Live
        {
            live.fate = Fate::Suspect;
            self.emit(Effect::Start(Timer::Suspect(track), 0));
        }
    }

    pub(super) fn suspicion_elapsed(&mut self, track: u32) {
        if let Some(slot) = self.slot_of_track(track)
            && self
                .slot(slot)
                .live
                .as_ref()
                .is_some_and(|live| live.fate == Fate::Suspect)
        {
            self.lose(slot, LossReason::Stopped);
        }
    }

    pub(super) fn muted(&mut self, track: u32, muted: bool) {
        if let Some(slot) = self.slot_of_track(track)
            && let Some(live) = &mut self.slot_mut(slot).live
            && live.muted != muted
        {
            live.muted = muted;
            self.restart_mute_timer(slot);
        }
    }

    /// Starts the timer of a muted track, and outdates its earlier timers. Not for a display: a minimised window is
    /// muted.
    pub(super) fn restart_mute_timer(&mut self, slot: Slot) {
        let timeout = self.policy.mute_timeout.filter(|_| !slot.is_display());
        if let Some(live) = &mut self.slot_mut(slot).live {
            live.mutes = live.mutes.wrapping_add(1);
            let timer = Timer::Mute(live.track, live.mutes);
            if live.muted
                && let Some(timeout) = timeout
            {
                self.emit(Effect::Start(timer, milliseconds(timeout).max(1)));
            }
        }
    }

    pub(super) fn mute_elapsed(&mut self, track: u32, mutes: u32) {
        if let Some(slot) = self.slot_of_track(track)
            && let Some(live) = self.slot(slot).live()
            && live.muted
            && live.mutes == mutes
        {
            self.lose(slot, LossReason::Muted);
        }
    }

    /// The track of a slot is lost.
    pub(super) fn lose(&mut self, slot: Slot, reason: LossReason) {
        self.stop_lost(slot);
        let policy = self.policy;
        let state = self.slot_mut(slot);
        let Some(live) = state.live.take() else {
            return;
        };
        state.stale = Some(live.track);
        state.loss = Some(Loss {
            reason,
            device: live.device,
        });
        let is_switching = !slot.is_display()
            && self.call.is_some_and(|call| {
                let state = self.slot(slot);
                call.slots.contains(slot) && (call.needs_camera || state.target != live.request)
            });
        if is_switching {
            // The pending call opens another device in its place.
            return;
        }
        let state = self.slot_mut(slot);
        if slot.is_display() || !restores(policy, reason) {
            self.give_up(slot);
            return;
        }
        // A lost fallback leaves the device that it replaced to be restored.
        let (request, device) = match state.recovery.take() {
            Some(recovery) => (recovery.request, recovery.device),
            None => (state.target, live.device),
        };
        state.recovery = Some(Recovery {
            request,
            device,
            reason,
            attempt: 0,
            own_due: reason == LossReason::Muted && policy.retry.is_some(),
            other_due: can_replace(reason),
            waiting: None,
        });
    }

    fn stop_lost(&mut self, slot: Slot) {
        let state = self.slot_mut(slot);
        let stale = state.stale.take();
        let track = state.live.as_ref().map(|live| live.track);
        self.emit_remove(stale);
        if let Some(track) = track {
            self.emit(Effect::Stop(track));
        }
    }

    /// A lost track is not restored.
    pub(super) fn give_up(&mut self, slot: Slot) {
        let state = self.slot_mut(slot);
        state.recovery = None;
        state.lost = mem::take(&mut state.target);
        let stale = state.stale.take();
        self.emit_remove(stale);
        if slot.is_display() && !self.display_is_live() {
            if self.display == self.live_display && self.call.is_none() {
                self.lost_display = self.display.take();
            }
            self.live_display = None;
        }
        if !self.is_active() {
            self.rest = Phase::Ended(slot);
        }
    }

    /// Requests the next device of a recovery, if one is due.
    pub(super) fn drive_recoveries(&mut self) {
        for slot in Slots::DEVICES.iter() {
            if self.request.is_none() {
                self.drive_recovery(slot);
            }
        }
    }

    fn drive_recovery(&mut self, slot: Slot) {
        let policy = self.policy;
        let timer = self.retries.wrapping_add(1);
        let state = self.slot_mut(slot);
        let is_live = state.is_live();
        if mem::take(&mut state.reopen) && is_live {
            let request = state.target;
            self.open_one(slot, request, Origin::Default);
            return;
        }
        let Some(recovery) = &mut state.recovery else {
            return;
        };
        // The policy may have changed since a request became due.
        recovery.own_due &= policy.reclaim || policy.retry.is_some();
        recovery.other_due &= policy.fallback;
        if recovery.own_due {
            recovery.own_due = false;
            let (request, device) = (recovery.request, recovery.device);
            let request = self.table.for_device(request, device);
            let request = self.key(request);
            self.open_one(slot, request, Origin::Own);
        } else if recovery.other_due && !is_live {
            recovery.other_due = false;
            let request = recovery.request;
            let request = self.table.for_any_device(request);
            let request = self.key(request);
            self.open_one(slot, request, Origin::Other);
        } else if is_live {
            if !policy.reclaim {
                state.recovery = None;
            }
        } else if recovery.waiting.is_none() || policy.retry.is_none() {
            let reclaims = policy.reclaim && recovery.reason != LossReason::Ended;
            let attempt = recovery.attempt;
            match policy.retry.and_then(|retry| retry.delay(attempt)) {
                Some(delay) => {
                    recovery.waiting = Some(timer);
                    self.retries = timer;
                    self.emit(Effect::Start(Timer::Retry(slot, timer), delay.max(1)));
                }
                None if !reclaims => self.give_up(slot),
                None => {}
            }
        }
    }

    fn open_one(&mut self, slot: Slot, request: RequestKey, origin: Origin) {
        let mut requests = [RequestKey::OFF; 2];
        requests[index(slot)] = request;
        self.open(slot.bit(), requests, origin);
    }

    pub(super) fn retry_elapsed(&mut self, slot: Slot, id: u32) {
        if let Some(recovery) = &mut self.slot_mut(slot).recovery
            && recovery.waiting == Some(id)
        {
            recovery.waiting = None;
            recovery.attempt += 1;
            recovery.own_due = true;
            recovery.other_due = can_replace(recovery.reason);
        }
    }

    /// The lost device is open again.
    pub(super) fn own_opened(&mut self, slots: Slots) {
        for slot in slots.iter() {
            let state = self.slot_mut(slot);
            if let Some(recovery) = state.recovery.take() {
                self.set_request(slot, recovery.request);
            }
        }
    }

    /// Another device is open in place of the lost one.
    pub(super) fn other_opened(&mut self, slots: Slots) {
        let reclaim = self.policy.reclaim;
        for slot in slots.iter() {
            let state = self.slot_mut(slot);
            if let (Some(recovery), Some(live)) = (&mut state.recovery, state.live) {
                recovery.waiting = None;
                if !reclaim {
                    state.recovery = None;
                }
                state.target = live.request;
            }
        }
    }

    fn set_request(&mut self, slot: Slot, request: RequestKey) {
        let state = self.slot_mut(slot);
        if let Some(live) = &mut state.live {
            live.request = request;
        }
        state.target = request;
    }

    pub(super) fn own_failed(&mut self, slots: Slots, requests: [RequestKey; 2], in_use: bool) {
        for slot in slots.iter() {
            if in_use && self.slot(slot).is_live() {
                // One camera can be open at a time: the fallback makes room. It is due again if this fails, because the
                // lost device returned with a change of the list.
                self.stop_for_another(slot);
                self.open(slots, requests, Origin::Own);
            }
        }
    }
}

/// Returns whether the policy restores a track that was lost for this reason. A track that the page, the browser or the
/// user ended is not opened again, unless retries are requested explicitly.
fn restores(policy: RecoveryPolicy, reason: LossReason) -> bool {
    match reason {
        LossReason::Stopped => false,
        LossReason::Ended => policy.retry.is_some(),
        LossReason::PermissionRevoked => policy.reclaim || policy.retry.is_some(),
        LossReason::Unplugged | LossReason::Muted => policy.is_enabled(),
    }
}

/// Returns whether another device can replace one that was lost for this reason.
pub(super) fn can_replace(reason: LossReason) -> bool {
    matches!(reason, LossReason::Unplugged | LossReason::Muted)
}
