//! What can be read of a state.

use super::event::{Failure, Options};
use super::slot::{DEVICES, DISPLAY, SLOTS, Slot};
use super::state::{Origin, Phase, SlotView, State, View};
use crate::capture::loss::TrackLoss;
use crate::constraints::{MediaStreamConstraints, TrackRequest};
use crate::devices::MediaDeviceInfo;
use crate::display::DisplayMediaStreamOptions;
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
        let recovering = SLOTS
            .into_iter()
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
                    enabled: state.choices.enabled,
                    device: state.live().map_or(0, |live| live.device_revision),
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

    pub(in crate::capture) fn live_tracks(&self) -> impl Iterator<Item = (Slot, u32)> {
        SLOTS
            .into_iter()
            .filter_map(|slot| Some((slot, self.track(slot)?)))
    }

    pub(in crate::capture) fn device(&self, kind: MediaStreamTrackKind) -> Option<MediaDeviceInfo> {
        let live = self.slot(Slot::of_device(kind)).live()?;
        Some(
            live.device
                .device_in(&self.devices)
                .unwrap_or(&live.device)
                .clone(),
        )
    }

    pub(in crate::capture) fn loss(&self, slot: Slot) -> Option<&TrackLoss> {
        self.slot(slot).loss.as_ref()
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
        self.slot(self.slot_of(kind)).choices.enabled
    }

    /// Returns the target of the devices. `None` if no device is the target.
    pub(in crate::capture) fn constraints(&self) -> Option<MediaStreamConstraints> {
        if self.display.is_some() {
            return None;
        }
        self.device_target(|slot| &self.slot(slot).target)
    }

    /// Returns the target that `restart` opens.
    pub(super) fn restart_constraints(&self) -> Option<MediaStreamConstraints> {
        self.device_target(|slot| match &self.slot(slot).target {
            TrackRequest::Off => &self.slot(slot).lost,
            target => target,
        })
    }

    fn device_target<'a>(
        &'a self,
        request: impl Fn(Slot) -> &'a TrackRequest,
    ) -> Option<MediaStreamConstraints> {
        let [audio, video] = DEVICES.map(|slot| request(slot).clone());
        if audio == TrackRequest::Off && video == TrackRequest::Off {
            return None;
        }
        let mut constraints = MediaStreamConstraints::new().audio(audio).video(video);
        constraints.semantics = self.semantics.clone();
        Some(constraints)
    }

    /// Returns the target of the display. `None` if no display is the target.
    pub(in crate::capture) fn display_options(&self) -> Option<&DisplayMediaStreamOptions> {
        self.display.as_deref()
    }

    /// Returns whether `restart` has a target.
    pub(in crate::capture) fn can_restart(&self) -> bool {
        self.display.is_some() || self.lost_display.is_some() || self.restart_constraints().is_some()
    }

    /// Returns whether a failure is still readable, so that the shell has to keep its error.
    pub(in crate::capture) fn refers_to(&self, id: u32) -> bool {
        let is = |failure: Failure| matches!(failure, Failure::Browser { id: other, .. } if other == id);
        let in_request = |request: &Option<super::state::Request>| matches!(request, Some(super::state::Request { origin: Origin::Reopen { failure }, .. }) if is(*failure));
        self.slots.iter().any(|slot| slot.error.is_some_and(is))
            || matches!(self.rest, Phase::Failed(failure) if is(failure))
            || self
                .unexplained
                .as_ref()
                .is_some_and(|unexplained| is(unexplained.failure))
            || self
                .call
                .as_ref()
                .is_some_and(|call| call.failure.is_some_and(is))
            || in_request(&self.request)
            || in_request(&self.parked)
    }

    pub(in crate::capture) fn options(&self) -> Options {
        self.options
    }

    /// Returns whether any slot has a track, or is about to have one again.
    pub(super) fn is_active(&self) -> bool {
        self.slots.iter().any(super::slot::SlotState::is_active)
    }

    pub(super) fn display_is_live(&self) -> bool {
        DISPLAY.into_iter().any(|slot| self.slot(slot).live.is_some())
    }

    pub(super) fn slot_of_track(&self, track: u32) -> Option<Slot> {
        SLOTS.into_iter().find(|slot| {
            self.slot(*slot)
                .live
                .as_ref()
                .is_some_and(|live| live.track == track)
        })
    }
}
