//! Invariants that hold after every step.

use super::world::{KINDS, World};
use crate::capture::machine::effect::Timer;
use crate::capture::machine::slot::SlotState;
use crate::capture::machine::slots::{DEVICES, SLOTS, Slot};
use crate::capture::machine::state::Phase;

impl World {
    pub(super) fn check(&self) {
        let state = &self.state;
        for track in self.tracks.iter().filter(|track| track.is_live) {
            let slot = state.slot_of_track(track.id);
            let slot = slot.unwrap_or_else(|| panic!("track {} is live without a slot: {state:?}", track.id));
            assert_eq!(track.enabled, state.slot(slot).enabled, "a choice is not applied");
            assert_eq!(
                track.hint, state.choices[slot as usize].hint,
                "a hint is not applied"
            );
            assert_eq!(track.kind, slot.kind());
        }
        self.check_reports();
        for slot in SLOTS {
            let (is_off, live) = (state.slot(slot).is_off(), state.slot(slot).live);
            if let Some(live) = live {
                assert!(
                    self.tracks
                        .iter()
                        .any(|track| track.id == live.track && track.is_adopted)
                );
                assert_ne!(state.slot(slot).stale, Some(live.track));
            }
            if slot.is_display() {
                assert!(
                    live.is_none() || state.live_display.is_some(),
                    "a display without options: {state:?}"
                );
                assert!(state.slot(slot).recovery.is_none());
            } else {
                let is_active = state.slot(slot).is_active();
                assert!(!(is_off && is_active), "a slot that is off is active: {state:?}");
            }
            assert!(
                state.slot(slot).stale.is_none() || state.call.is_some() || state.is_active(),
                "an ended track stays in the stream: {state:?}"
            );
        }
        let is_on = |slot: &Slot| !state.slot(*slot).is_off() || state.slot(*slot).is_active();
        let open: Vec<u32> = state.call.iter().map(|_| state.generation()).collect();
        assert_eq!(self.unsettled, open, "calls that do not settle: {state:?}");
        if let Some(request) = &state.request {
            assert!(
                self.pending.iter().any(|(id, _)| *id == request.id),
                "a request that was never made"
            );
        }
        let can_continue = state.request.is_some() || state.inspecting.is_some() || state.parked.is_some();
        assert!(
            state.call.is_none() || can_continue,
            "a call waits for nothing: {state:?}"
        );
        assert!(
            state.call.is_some() || state.display.is_none() || !DEVICES.iter().any(is_on),
            "a device and a display are captured: {state:?}"
        );
        assert!(
            state.request.is_none() || state.parked.is_none(),
            "two prompts compete: {state:?}"
        );
        if let Some(parked) = state.parked {
            assert!(
                self.timers.contains(&Timer::Grace(parked.id))
                    || (parked.superseded && self.pending.iter().any(|(id, _)| *id == parked.id)),
                "a parked request stays parked"
            );
        }
        for slot in DEVICES {
            if let Some(recovery) = state.slot(slot).recovery {
                let waits = recovery
                    .waiting
                    .is_some_and(|id| self.timers.contains(&Timer::Retry(slot, id)));
                let is_suspended = state.call.is_some() || can_continue;
                assert!(
                    waits || is_suspended || state.policy.reclaim,
                    "a recovery waits for nothing: {state:?}"
                );
            }
        }
        let has_live = SLOTS.iter().any(|slot| state.slot(*slot).live.is_some());
        match state.phase() {
            Phase::Idle | Phase::Failed(_) => assert!(!has_live && state.call.is_none()),
            Phase::Ended(slot) => assert!(!has_live && state.slot(slot).loss.is_some()),
            Phase::Prompting => assert!(!has_live && state.call.is_some()),
            Phase::Live | Phase::Switching => assert!(has_live),
            Phase::Recovering(slot) => assert!(state.loss(slot).is_some()),
        }
    }

    /// Checks what the shell, the listeners and the readers receive.
    fn check_reports(&self) {
        let state = &self.state;
        assert_eq!(self.seen, state.view(), "a change is not reported: {state:?}");
        for track in self.tracks.iter().filter(|track| track.is_adopted) {
            assert!(self.has_stream, "a track without a stream: {state:?}");
            let is_of = |slot: &SlotState| {
                slot.stale == Some(track.id) || slot.live.is_some_and(|live| live.track == track.id)
            };
            assert!(
                state.slots.iter().any(is_of),
                "track {} is forgotten: {state:?}",
                track.id
            );
        }
        assert!(
            !self.has_stream || state.call.is_some() || state.is_active(),
            "a stream without tracks: {state:?}"
        );
        let watches = DEVICES.map(|slot| {
            let slot = state.slot(slot);
            slot.recovery.is_some() || slot.live().is_some_and(|live| live.role.is_some())
        });
        assert_eq!(self.is_watching, watches.contains(&true), "{state:?}");
        for kind in KINDS {
            let slot = state.slot_of(kind);
            assert_eq!(slot.kind(), kind);
            let id = state.track(slot);
            let track = self.tracks.iter().find(|track| Some(track.id) == id);
            assert_eq!(state.is_muted(kind), track.is_some_and(|track| track.muted));
        }
    }
}
