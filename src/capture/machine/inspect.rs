//! The inspection of permissions and devices: finds the cause of a loss or failure, and the return of a lost device.

use std::mem;

use super::device::for_device;
use super::effect::{Effect, Timer};
use super::failure::Cause;
use super::recovery::can_replace;
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
        if self.inspecting.is_some() && !self.has_list {
            // The pending list may be older than the change.
            self.inspect_again = true;
        } else {
            let id = self.inspections.wrapping_add(1);
            self.inspections = id;
            self.inspecting = Some(id);
            self.has_list = false;
            self.emit(Effect::Start(Timer::Inspection(id), PATIENCE));
            self.emit(Effect::Inspect(id));
        }
    }

    /// The browser has listed the devices. The list does not wait for the permissions: a page may have replaced their
    /// query by one that never settles.
    pub(super) fn listed(&mut self, inspection: u32, devices: Vec<MediaDeviceInfo>) {
        if self.inspecting != Some(inspection) {
            return;
        }
        self.has_list = true;
        if mem::take(&mut self.inspect_again) {
            self.inspect();
            return;
        }
        if self.table.listed != devices {
            self.table.listed = devices;
            for slot in Slots::DEVICES.iter() {
                self.react(slot);
            }
        }
        self.follow_default();
        self.choose_next_camera();
    }

    pub(super) fn inspected(&mut self, inspection: u32, denied: [bool; 2], granted: [bool; 2]) {
        if self
            .inspecting
            .take_if(|pending| *pending == inspection)
            .is_none()
        {
            return;
        }
        if mem::take(&mut self.inspect_again) {
            self.inspect();
            return;
        }
        for slot in Slots::DEVICES.iter() {
            let newly_granted = granted[index(slot)] && !self.granted[index(slot)];
            if let Some(recovery) = &mut self.slot_mut(slot).recovery
                && recovery.reason == LossReason::PermissionRevoked
            {
                recovery.own_due |= newly_granted;
            }
            self.explain_end(slot, denied[index(slot)]);
        }
        self.granted = granted;
        self.explain(denied);
        // Without a list, there is no other camera.
        self.choose_next_camera();
    }

    /// Makes the recovery of a slot try again if the change of devices helps.
    fn react(&mut self, slot: Slot) {
        let Some(mut recovery) = self.slot(slot).recovery else {
            return;
        };
        if can_replace(recovery.reason) {
            let present = self.table.is_present(recovery.device);
            // The device of a muted track is still connected: only its return is a reason to open it again.
            recovery.own_due |= present && recovery.reason == LossReason::Unplugged;
            recovery.other_due = true;
            if !present {
                recovery.reason = LossReason::Unplugged;
            }
            self.slot_mut(slot).recovery = Some(recovery);
        }
    }

    /// Determines why a track ended.
    fn explain_end(&mut self, slot: Slot, denied: bool) {
        let Some(live) = self.slot(slot).live else {
            return;
        };
        if live.fate != Fate::Ended {
            return;
        }
        let reason = if denied {
            LossReason::PermissionRevoked
        } else if self.has_list && !self.table.is_present(live.device) {
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

    /// Updates the role of the microphone, which another device may have taken over.
    fn follow_default(&mut self) {
        let Some(mut live) = self.slot(Slot::Microphone).live().copied() else {
            return;
        };
        let Some(role) = live.role else {
            return;
        };
        let Some(old) = self.table.device(role) else {
            return;
        };
        let same_role =
            |device: &&MediaDeviceInfo| device.kind == old.kind && device.device_id == old.device_id;
        let Some(new) = self.table.listed.iter().find(same_role).cloned() else {
            return;
        };
        let is_first = live.role_revision == 0;
        let same_group = old.group_id == new.group_id;
        let new = self.device_key(new);
        if is_first || new != role {
            if is_first && same_group && live.device == role {
                // The label of the track may differ from that of the list.
                live.device = new;
            }
            live.role = Some(new);
            live.role_revision = live.role_revision.wrapping_add(1).max(1);
            let is_old = !self.table.has_role(live.device, new) && self.table.is_present(new);
            // A request for another device, for which the browser has opened the default one, would open it again.
            let target = self.slot(Slot::Microphone).target;
            let follows = self.policy.follow_default && self.table.selects_role(target, new);
            let state = self.slot_mut(Slot::Microphone);
            state.reopen = follows && is_old;
            state.live = Some(live);
        }
    }

    /// Selects the next camera of the list for a call that waits for it.
    fn choose_next_camera(&mut self) {
        if !self.call.is_some_and(|call| call.needs_camera) {
            return;
        }
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
