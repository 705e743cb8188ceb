//! A simulated browser that performs the effects, and the invariants that hold after every step.

use crate::capture::machine::effect::{Effect, Requested, Timer};
use crate::capture::machine::event::{Arrived, Control, Event};
use crate::capture::machine::failure::{Cause, Failure};
use crate::capture::machine::slots::{DEVICES, SLOTS, Slot};
use crate::capture::machine::state::{Phase, State};
use crate::constraints::{Constrain, MediaStreamConstraints, MediaTrackConstraints, TrackRequest};
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};
use crate::track::MediaStreamTrackKind;

/// A track of the simulated browser.
#[derive(Clone, Debug)]
pub(super) struct Track {
    pub(super) id: u32,
    pub(super) kind: MediaStreamTrackKind,
    pub(super) device: Option<usize>,
    pub(super) is_live: bool,
    pub(super) is_adopted: bool,
    pub(super) enabled: bool,
}

#[derive(Clone)]
pub(super) struct World {
    pub(super) state: State,
    pub(super) pending: Vec<(u32, Requested)>,
    pub(super) tracks: Vec<Track>,
    pub(super) timers: Vec<Timer>,
    pub(super) inspection: Option<u32>,
    pub(super) unsettled: Vec<u32>,
    /// The devices of each kind that are connected, of two.
    pub(super) plugged: [[bool; 2]; 2],
    pub(super) denied: [bool; 2],
    track_count: u32,
    error_count: u32,
}

pub(super) fn device(kind: usize, number: usize) -> MediaDeviceInfo {
    let mut device = MediaDeviceInfo::new(match kind {
        0 => MediaDeviceKind::AudioInput,
        _ => MediaDeviceKind::VideoInput,
    });
    device.device_id = Some(format!("{kind}{number}"));
    device.label = Some(format!("device {kind}{number}"));
    device
}

/// Returns request `choice` for a kind: none, any device, or one of two.
pub(super) fn request(kind: usize, choice: usize) -> TrackRequest {
    match choice {
        0 => TrackRequest::Off,
        1 => TrackRequest::Any,
        number => MediaTrackConstraints::new()
            .device_id(Constrain::exact(format!("{kind}{}", number - 2)))
            .into(),
    }
}

pub(super) fn constraints(audio: usize, video: usize) -> MediaStreamConstraints {
    MediaStreamConstraints::new()
        .audio(request(0, audio))
        .video(request(1, video))
}

pub(super) const KINDS: [MediaStreamTrackKind; 2] =
    [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video];

impl World {
    pub(super) fn new() -> Self {
        World {
            state: State::new(),
            pending: Vec::new(),
            tracks: Vec::new(),
            timers: Vec::new(),
            inspection: None,
            unsettled: Vec::new(),
            plugged: [[true; 2]; 2],
            denied: [false; 2],
            track_count: 0,
            error_count: 0,
        }
    }

    /// Makes a call and checks the invariants.
    pub(super) fn call(&mut self, event: Event) {
        self.step_with(event, true);
    }

    pub(super) fn step(&mut self, event: Event) {
        self.step_with(event, false);
    }

    pub(super) fn control(&mut self, control: Control) {
        let is_call = matches!(control, Control::StartDisplay { .. });
        self.state.control(control);
        self.perform_all(is_call);
    }

    fn step_with(&mut self, event: Event, is_call: bool) {
        self.state.step(event);
        self.perform_all(is_call);
    }

    fn perform_all(&mut self, is_call: bool) {
        let generation = self.state.generation();
        if is_call && !self.unsettled.contains(&generation) {
            self.unsettled.push(generation);
        }
        while let Some(effect) = self.state.next_effect() {
            self.perform(effect);
        }
        self.check();
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Request { request, what } => self.pending.push((request, what)),
            Effect::Adopt { track, enabled, .. } => {
                let track = self.track_mut(track);
                assert!(track.is_live, "an ended track is adopted");
                (track.is_adopted, track.enabled) = (true, enabled);
            }
            Effect::Stop(track) | Effect::Remove(track) => {
                let track = self.track_mut(track);
                assert!(track.is_adopted, "a track that was never adopted is stopped");
                track.is_live = false;
                if matches!(effect, Effect::Remove(_)) {
                    self.tracks.retain(|other| Effect::Remove(other.id) != effect);
                }
            }
            Effect::SetEnabled(track, enabled) => self.track_mut(track).enabled = enabled,
            Effect::Start(timer, _) => self.timers.push(timer),
            Effect::Inspect(inspection) => self.inspection = Some(inspection),
            Effect::Settle(generation, _) => {
                let before = self.unsettled.len();
                self.unsettled.retain(|other| *other != generation);
                assert!(self.unsettled.len() < before, "a call settles twice");
            }
            Effect::SetHint(..) | Effect::CloseStream | Effect::Watch(_) | Effect::Notify { .. } => {}
        }
    }

    fn track_mut(&mut self, id: u32) -> &mut Track {
        self.tracks
            .iter_mut()
            .find(|track| track.id == id)
            .expect("a known track")
    }

    // --- The browser ---

    /// Grants the pending request at an index, if its devices are connected and permitted.
    pub(super) fn grant(&mut self, index: usize) {
        let (request, what) = self.pending[index];
        let opened = match what {
            Requested::Display(_) => Some(vec![(1, None)]),
            Requested::Devices(keys) => {
                let constraints = self.state.constraints_of(keys);
                let mut opened = Some(Vec::new());
                for (kind, wanted) in [&constraints.audio, &constraints.video].into_iter().enumerate() {
                    if *wanted == TrackRequest::Off {
                        continue;
                    }
                    let device = (0..2).find(|number| {
                        let is_wanted =
                            *wanted == TrackRequest::Any || *wanted == self::request(kind, number + 2);
                        let is_unconstrained = *wanted == MediaTrackConstraints::new().into();
                        self.plugged[kind][*number] && (is_wanted || is_unconstrained)
                    });
                    match device.filter(|_| !self.denied[kind]) {
                        Some(number) => opened
                            .iter_mut()
                            .for_each(|all: &mut Vec<_>| all.push((kind, Some(number)))),
                        None => opened = None,
                    }
                }
                opened
            }
        };
        match opened {
            Some(opened) => {
                self.pending.remove(index);
                self.open(request, opened);
            }
            None => {
                let is_denied = matches!(what, Requested::Devices(keys) if {
                    let constraints = self.state.constraints_of(keys);
                    let denies = |kind: usize, wanted: &TrackRequest| *wanted != TrackRequest::Off && self.denied[kind];
                    denies(0, &constraints.audio) || denies(1, &constraints.video)
                });
                let cause = if is_denied { Cause::Denied } else { Cause::NotFound };
                self.fail(index, cause);
            }
        }
    }

    fn open(&mut self, request: u32, opened: Vec<(usize, Option<usize>)>) {
        let mut arrived = Vec::new();
        for (kind, number) in opened {
            self.track_count += 1;
            let id = self.track_count;
            self.tracks.push(Track {
                id,
                kind: KINDS[kind],
                device: number,
                is_live: true,
                is_adopted: false,
                enabled: true,
            });
            arrived.push(Arrived {
                track: id,
                kind: KINDS[kind],
                muted: false,
                device: device(kind, number.unwrap_or(9)),
            });
        }
        self.state.step(Event::Opened {
            request,
            tracks: arrived,
        });
        while let Some(effect) = self.state.next_effect() {
            self.perform(effect);
        }
        // The shell stops what was not adopted.
        self.tracks.retain(|track| track.is_adopted);
        self.check();
    }

    pub(super) fn open_nothing(&mut self, index: usize) {
        let (request, _) = self.pending.remove(index);
        self.open(request, Vec::new());
    }

    pub(super) fn fail(&mut self, index: usize, cause: Cause) {
        let (request, _) = self.pending.remove(index);
        self.error_count += 1;
        self.step(Event::Failed {
            request,
            failure: Failure::new(cause, self.error_count),
            constraint: None,
        });
    }

    pub(super) fn inspect(&mut self) {
        if let Some(inspection) = self.inspection.take() {
            let mut devices = Vec::new();
            for (kind, plugged) in self.plugged.iter().enumerate() {
                for (number, _) in plugged.iter().enumerate().filter(|(_, plugged)| **plugged) {
                    devices.push(device(kind, number));
                }
            }
            self.step(Event::Inspected {
                inspection,
                denied: self.denied,
                granted: self.denied.map(|denied| !denied),
                devices: Some(devices),
            });
        }
    }

    pub(super) fn elapse(&mut self, index: usize) {
        let timer = self.timers.remove(index);
        if timer == Timer::Inspection(self.inspection.unwrap_or(0)) {
            self.inspection = None;
        }
        self.step(Event::Elapsed(timer));
    }

    /// Ends the tracks of a device.
    pub(super) fn end(&mut self, kind: usize, number: usize) {
        let ended: Vec<u32> = self
            .tracks
            .iter_mut()
            .filter(|track| track.kind == KINDS[kind] && track.device == Some(number) && track.is_live)
            .map(|track| {
                track.is_live = false;
                track.id
            })
            .collect();
        for track in ended {
            self.step(Event::Ended(track));
        }
    }

    /// Grants, inspects and lets time pass until nothing is pending.
    pub(super) fn settle(&mut self) {
        for _ in 0..200 {
            if self.inspection.is_some() {
                self.inspect();
            } else if !self.pending.is_empty() {
                self.grant(0);
            } else if !self.timers.is_empty() {
                self.elapse(0);
            } else {
                return;
            }
        }
        assert!(
            self.state.call.is_none(),
            "a call does not settle although the browser responds: {:?}",
            self.state
        );
    }

    // --- Invariants ---

    fn check(&self) {
        let state = &self.state;
        for track in self.tracks.iter().filter(|track| track.is_live) {
            let slot = state.slot_of_track(track.id);
            let slot = slot.unwrap_or_else(|| panic!("track {} is live without a slot: {state:?}", track.id));
            assert_eq!(track.enabled, state.slot(slot).enabled, "a choice is not applied");
            assert_eq!(track.kind, slot.kind());
        }
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
                let is_suspended = state.call.is_some() || state.display.is_some() || can_continue;
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

    /// Returns the numbers of the devices that are live.
    pub(super) fn live_devices(&self) -> [Option<usize>; 2] {
        [Slot::Microphone, Slot::Camera].map(|slot| {
            let id = self.state.track(slot)?;
            self.tracks.iter().find(|track| track.id == id)?.device
        })
    }
}
