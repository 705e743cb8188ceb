//! The inspection of permissions and devices: finds the cause of a loss or failure, and the return of a lost device.

use std::mem;

use super::device::for_device;
use super::effect::{Effect, Timer};
use super::failure::Cause;
use super::request::index;
use super::slot::Fate;
use super::slots::{Slot, Slots};
use super::state::State;
use crate::capture::loss::LossReason;
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};

/// The wait for the browser's list of devices, in milliseconds. A page may have replaced the function by one that never
/// settles.
const PATIENCE: u32 = 3_000;

impl State {
    pub(super) fn inspect(&mut self) {
        if self.inspecting.is_some() {
            self.inspect_again = true;
        } else {
            let id = self.inspections.wrapping_add(1);
            self.inspections = id;
            self.inspecting = Some(id);
            self.emit(Effect::Start(Timer::Inspection(id), PATIENCE));
            self.emit(Effect::Inspect(id));
        }
    }

    pub(super) fn inspected(
        &mut self,
        inspection: u32,
        denied: [bool; 2],
        granted: [bool; 2],
        devices: Option<Vec<MediaDeviceInfo>>,
    ) {
        if self
            .inspecting
            .take_if(|pending| *pending == inspection)
            .is_none()
        {
            return;
        }
        if self.inspect_again {
            // This result may be older than the change.
            self.inspect_again = false;
            self.inspect();
            return;
        }
        let is_known = devices.is_some();
        let mut has_changed = false;
        if let Some(devices) = devices {
            has_changed = self.table.listed != devices;
            self.table.listed = devices;
        }
        let newly_granted = [granted[0] && !self.granted[0], granted[1] && !self.granted[1]];
        self.granted = granted;
        for slot in Slots::DEVICES.iter() {
            self.react(slot, has_changed, newly_granted[index(slot)]);
            self.explain_end(slot, denied[index(slot)], is_known);
            self.follow_default(slot);
        }
        self.explain(denied);
        if self.call.is_some_and(|call| call.needs_camera) {
            self.choose_next_camera();
        }
    }

    /// Makes the recovery of a slot try again if the change helps.
    fn react(&mut self, slot: Slot, has_changed: bool, newly_granted: bool) {
        let policy = self.policy;
        let present = {
            let recovery = self.slot(slot).recovery;
            recovery.is_some_and(|recovery| self.table.is_present(recovery.device))
        };
        let Some(recovery) = &mut self.slot_mut(slot).recovery else {
            return;
        };
        let reclaims = policy.reclaim || policy.retry.is_some();
        match recovery.reason {
            LossReason::PermissionRevoked => recovery.own_due |= reclaims && newly_granted,
            LossReason::Ended | LossReason::Stopped => {}
            LossReason::Unplugged | LossReason::Muted if has_changed => {
                recovery.own_due |= reclaims && present;
                recovery.other_due |= policy.fallback;
            }
            LossReason::Unplugged | LossReason::Muted => {}
        }
    }

    /// Determines why a track ended.
    fn explain_end(&mut self, slot: Slot, denied: bool, is_known: bool) {
        let Some(live) = self.slot(slot).live else {
            return;
        };
        if live.fate != Fate::Ended {
            return;
        }
        let reason = if denied {
            LossReason::PermissionRevoked
        } else if is_known && !self.table.is_present(live.device) {
            LossReason::Unplugged
        } else {
            LossReason::Ended
        };
        self.lose(slot, reason);
    }

    /// Determines which kinds caused the failure of a request for several.
    fn explain(&mut self, denied: [bool; 2]) {
        let Some(call) = &mut self.call else {
            return;
        };
        let unexplained = mem::take(&mut call.unexplained);
        let Some(failure) = call.failure.filter(|_| !unexplained.is_empty()) else {
            return;
        };
        let mut blamed = Slots::NONE;
        for slot in unexplained.iter() {
            let kind = match slot {
                Slot::Microphone => MediaDeviceKind::AudioInput,
                _ => MediaDeviceKind::VideoInput,
            };
            let is_cause = match failure.cause {
                Cause::Denied => denied[index(slot)],
                _ => !self.table.listed.iter().any(|device| device.kind == kind),
            };
            if is_cause {
                blamed.insert(slot);
            }
        }
        if blamed.is_empty() {
            blamed = unexplained;
        }
        self.blame(unexplained, blamed, failure);
    }

    /// Updates the device of a track with the role of the system's default device.
    fn follow_default(&mut self, slot: Slot) {
        let follows = self.policy.follow_default;
        let Some(live) = self.slot(slot).live().copied() else {
            return;
        };
        let Some(old) = self
            .table
            .device(live.device)
            .filter(|device| device.is_duplicate())
        else {
            return;
        };
        let same_role =
            |device: &&MediaDeviceInfo| device.kind == old.kind && device.device_id == old.device_id;
        let Some(new) = self.table.listed.iter().find(same_role).cloned() else {
            return;
        };
        let is_first = live.device_revision == 0;
        // The label of the track may differ from that of the list.
        let has_changed = old.group_id != new.group_id || !is_first && old.label != new.label;
        if has_changed || is_first {
            let device = self.device_key(new);
            let state = self.slot_mut(slot);
            state.reopen = has_changed && follows;
            if let Some(live) = &mut state.live {
                live.device = device;
                live.device_revision = live.device_revision.wrapping_add(1).max(1);
            }
        }
    }

    fn choose_next_camera(&mut self) {
        let live = self.slot(Slot::Camera).live();
        let current = live.and_then(|live| self.table.device(live.device)?.device_id.as_deref());
        let is_camera = |device: &&MediaDeviceInfo| device.kind == MediaDeviceKind::VideoInput;
        let mut ids = self
            .table
            .listed
            .iter()
            .filter(is_camera)
            .filter_map(|device| device.device_id.as_deref());
        let first = ids.clone().next();
        let next = ids
            .by_ref()
            .find(|id| Some(*id) == current)
            .and_then(|_| ids.next());
        match next.or(first).filter(|id| Some(*id) != current) {
            Some(id) => {
                let target = for_device(self.table.request(self.slot(Slot::Camera).target), Some(id));
                let target = self.key(target);
                self.slot_mut(Slot::Camera).target = target;
                if let Some(call) = &mut self.call {
                    call.needs_camera = false;
                }
                self.keep_or_park_request();
            }
            None => self.fail_call(Cause::NoOtherCamera.into(), Slot::Camera.bit()),
        }
    }
}
