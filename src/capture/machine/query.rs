//! The readable parts of a state.

use super::event::Options;
use super::failure::Failure;
use super::slot::SlotState;
use super::slots::{DEVICES, SLOTS, Slot, Slots};
use super::state::{Phase, Request, SlotView, State, View};
use super::table::RequestKey;
use crate::capture::loss::TrackLoss;
use crate::constraints::{MediaStreamConstraints, MediaTrackConstraints, TrackRequest};
use crate::devices::MediaDeviceInfo;
use crate::track::MediaStreamTrackKind;

impl State {
    /// Returns the number of the latest call.
    pub(in crate::capture) fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns the overall phase, which is derived from the slots.
    pub(in crate::capture) fn phase(&self) -> Phase {
        // A track whose end is not explained yet counts as live: its loss is reported with the cause.
        let is_live = self.slots.iter().any(|slot| slot.live.is_some());
        let recovering = Slots::ALL
            .iter()
            .find(|slot| self.slot(*slot).recovery.is_some() && !self.slot(*slot).is_live());
        match (&self.call, recovering) {
            (Some(_), _) if is_live => Phase::Switching,
            (Some(_), None) => Phase::Prompting,
            (_, Some(slot)) => Phase::Recovering(slot),
            (None, None) if is_live => Phase::Live,
            (None, None) => self.rest,
        }
    }

    /// Returns the phase of one slot.
    pub(super) fn slot_phase(&self, slot: Slot) -> Phase {
        let state = self.slot(slot);
        let is_pending = self.call.as_ref().is_some_and(|call| call.slots.contains(slot))
            && match slot.is_display() {
                true => self.display.is_some(),
                false => self.display.is_none() && !state.is_off(),
            };
        if state.live.is_some() {
            return if is_pending { Phase::Switching } else { Phase::Live };
        }
        if is_pending {
            return Phase::Prompting;
        }
        match (&state.recovery, &state.loss, state.error) {
            (Some(_), ..) => Phase::Recovering(slot),
            (None, _, Some(failure)) => Phase::Failed(failure),
            (None, Some(_), None) => Phase::Ended(slot),
            (None, None, None) => Phase::Idle,
        }
    }

    pub(super) fn view(&self) -> View {
        View {
            phase: self.phase(),
            slots: SLOTS.map(|slot| {
                let state = self.slot(slot);
                SlotView {
                    phase: self.slot_phase(slot),
                    track: state.live().map(|live| live.track),
                    muted: state.live().is_some_and(|live| live.muted),
                    enabled: state.enabled,
                    device: state.live().map_or(0, |live| live.role_revision),
                }
            }),
        }
    }

    /// Returns the slot of a kind that callers mean: of the display if one is captured, otherwise of a device.
    pub(in crate::capture) fn slot_of(&self, kind: MediaStreamTrackKind) -> Slot {
        let display = Slot::of_display(kind);
        let is_display = self.display.is_some() || self.slot(display).live.is_some();
        let ended = matches!(self.rest, Phase::Ended(slot) if slot.is_display())
            && !self.slot(Slot::of_device(kind)).is_active();
        if (is_display || ended) && !self.slot(Slot::of_device(kind)).is_live() {
            display
        } else {
            Slot::of_device(kind)
        }
    }

    pub(in crate::capture) fn phase_of(&self, kind: MediaStreamTrackKind) -> Phase {
        self.slot_phase(self.slot_of(kind))
    }

    /// Returns the number of the live track of a kind.
    pub(in crate::capture) fn track(&self, slot: Slot) -> Option<u32> {
        self.slot(slot).live().map(|live| live.track)
    }

    pub(in crate::capture) fn device(&self, kind: MediaStreamTrackKind) -> Option<MediaDeviceInfo> {
        let live = self.slot(Slot::of_device(kind)).live()?;
        self.table.resolved(live.device).cloned()
    }

    pub(in crate::capture) fn loss(&self, slot: Slot) -> Option<TrackLoss> {
        let loss = self.slot(slot).loss?;
        let device = self.table.device(loss.device);
        Some(TrackLoss {
            kind: slot.kind(),
            reason: loss.reason,
            device_id: device
                .and_then(|device| device.device_id.clone())
                .filter(|_| !slot.is_display()),
            label: device.and_then(|device| device.label.clone()).unwrap_or_default(),
        })
    }

    pub(in crate::capture) fn hint(&self, slot: Slot) -> Option<&String> {
        self.choices[slot as usize].hint.as_ref()
    }

    pub(in crate::capture) fn applied(&self, slot: Slot) -> Option<&MediaTrackConstraints> {
        self.choices[slot as usize].applied.as_ref()
    }

    /// Returns the constraints of a request, as the browser receives them.
    pub(in crate::capture) fn constraints_of(
        &self,
        [audio, video]: [RequestKey; 2],
    ) -> MediaStreamConstraints {
        let live = self.slot(Slot::Microphone).live();
        // While a track of a role is live that has moved, Chromium opens the old device again for a request of the role.
        let moved = live.and_then(|live| {
            let role = live.role?;
            let is_old = !self.table.has_role(live.device, role) && self.table.selects_role(audio, role);
            is_old.then_some(role)
        });
        let audio = match moved {
            Some(role) => self.table.for_device(audio, role),
            None => self.table.for_browser(audio),
        };
        self.with_semantics(audio, self.table.for_browser(video))
    }

    pub(in crate::capture) fn failure(&self, kind: MediaStreamTrackKind) -> Option<Failure> {
        self.slot(self.slot_of(kind)).error
    }

    pub(in crate::capture) fn is_muted(&self, kind: MediaStreamTrackKind) -> bool {
        self.slot(self.slot_of(kind))
            .live()
            .is_some_and(|live| live.muted)
    }

    pub(in crate::capture) fn is_enabled(&self, kind: MediaStreamTrackKind) -> bool {
        self.slot(self.slot_of(kind)).enabled
    }

    /// Returns the target of the devices. `None` if no device is the target.
    pub(in crate::capture) fn constraints(&self) -> Option<MediaStreamConstraints> {
        if self.display.is_some() {
            return None;
        }
        let [audio, video] = DEVICES.map(|slot| self.slot(slot).target);
        if audio.is_off() && video.is_off() {
            return None;
        }
        let request = |key| self.table.request(key).clone();
        Some(self.with_semantics(request(audio), request(video)))
    }

    fn with_semantics(&self, audio: TrackRequest, video: TrackRequest) -> MediaStreamConstraints {
        let mut constraints = MediaStreamConstraints::new().audio(audio).video(video);
        constraints.semantics = self.semantics.clone();
        constraints
    }

    /// Returns the targets that `restart` opens.
    pub(super) fn restart_targets(&self) -> [RequestKey; 2] {
        DEVICES.map(|slot| match self.slot(slot).target {
            RequestKey::OFF => self.slot(slot).lost,
            target => target,
        })
    }

    /// Returns the number of the options of the display that is the target.
    pub(in crate::capture) fn display(&self) -> Option<u32> {
        self.display.map(|display| display.options)
    }

    /// Returns whether the state refers to the options of this number.
    pub(in crate::capture) fn uses_display(&self, options: u32) -> bool {
        let requested = |request: Option<Request>| request?.display;
        let pending = [requested(self.request), requested(self.parked)];
        [self.display, self.live_display, self.lost_display]
            .into_iter()
            .chain(pending)
            .flatten()
            .any(|display| display.options == options)
    }

    /// Returns whether `restart` has a target.
    pub(in crate::capture) fn can_restart(&self) -> bool {
        self.display.is_some()
            || self.lost_display.is_some()
            || self.restart_targets() != [RequestKey::OFF; 2]
    }

    /// Returns whether a failure is still readable, so that the shell has to keep its error.
    pub(in crate::capture) fn refers_to(&self, id: u32) -> bool {
        let is = |failure: Failure| failure.error == id;
        self.slots.iter().any(|slot| slot.error.is_some_and(is))
            || matches!(self.rest, Phase::Failed(failure) if is(failure))
            || self.call.is_some_and(|call| call.failure.is_some_and(is))
    }

    pub(in crate::capture) fn options(&self) -> Options {
        self.options
    }

    /// Returns whether any slot has a track, or is about to have one again.
    pub(super) fn is_active(&self) -> bool {
        self.slots.iter().any(SlotState::is_active)
    }

    pub(super) fn display_is_live(&self) -> bool {
        Slots::DISPLAY.iter().any(|slot| self.slot(slot).live.is_some())
    }

    pub(super) fn slot_of_track(&self, track: u32) -> Option<Slot> {
        Slots::ALL.iter().find(|slot| {
            self.slot(*slot)
                .live
                .as_ref()
                .is_some_and(|live| live.track == track)
        })
    }
}
