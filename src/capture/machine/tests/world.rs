//! A simulated browser that performs the effects.

use crate::capture::machine::effect::{Effect, Requested, Timer};
use crate::capture::machine::event::{Arrived, Control, Event};
use crate::capture::machine::failure::{Cause, Failure};
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::{State, View};
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
    pub(super) muted: bool,
    pub(super) hint: Option<String>,
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
    /// The default microphone, in a browser that gives it the id `default`.
    pub(super) default_microphone: Option<usize>,
    /// Whether both microphones are of one piece of hardware.
    pub(super) shared_group: bool,
    /// Whether only one camera can be open at a time.
    pub(super) is_exclusive: bool,
    /// Whether the user shares the audio of a display.
    pub(super) shares_audio: bool,
    /// Whether tracks arrive muted.
    pub(super) arrives_muted: bool,
    /// Whether the browser returns a list of devices.
    pub(super) has_list: bool,
    /// The result of the call that settled last.
    pub(super) result: Option<Result<(), Failure>>,
    pub(super) is_watching: bool,
    pub(super) has_stream: bool,
    /// What the listeners saw last.
    pub(super) seen: View,
    track_count: u32,
    error_count: u32,
}

pub(super) fn device(kind: usize, number: usize) -> MediaDeviceInfo {
    let mut device = MediaDeviceInfo::new(match kind {
        0 => MediaDeviceKind::AudioInput,
        _ => MediaDeviceKind::VideoInput,
    });
    device.device_id = Some(format!("{kind}{number}"));
    device.group_id = Some(format!("group {kind}{number}"));
    device.label = Some(format!("device {kind}{number}"));
    device
}

/// Returns the additional entry of the default microphone.
fn default_device(number: usize) -> MediaDeviceInfo {
    let mut device = device(0, number);
    device.device_id = Some("default".to_owned());
    device.label = Some(format!("Default - device 0{number}"));
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
            default_microphone: None,
            shared_group: false,
            is_exclusive: false,
            shares_audio: true,
            arrives_muted: false,
            has_list: true,
            result: None,
            is_watching: false,
            has_stream: false,
            seen: State::new().view(),
            track_count: 0,
            error_count: 0,
        }
    }

    /// Returns a world whose first microphone and camera are live.
    pub(super) fn live() -> Self {
        let mut world = World::new();
        world.call(Event::Start(constraints(1, 1)));
        world.settle();
        assert_eq!(world.live_devices(), [Some(0), Some(0)]);
        world
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
            Effect::Adopt { track, slot, enabled } => {
                self.has_stream = true;
                let hint = self.state.hint(slot).cloned();
                let track = self.track_mut(track);
                assert!(track.is_live, "an ended track is adopted");
                (track.is_adopted, track.enabled, track.hint) = (true, enabled, hint);
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
            Effect::SetHint(track, slot) => {
                assert_eq!(self.state.track(slot), Some(track));
                let hint = self.state.hint(slot).cloned();
                self.track_mut(track).hint = hint;
            }
            Effect::Start(timer, delay) => {
                assert_eq!(Some(delay), self.expected_delay(timer), "{timer:?}");
                self.timers.push(timer);
            }
            Effect::Inspect(inspection) => self.inspection = Some(inspection),
            Effect::Settle(generation, result) => {
                self.result = Some(result);
                let before = self.unsettled.len();
                self.unsettled.retain(|other| *other != generation);
                assert!(self.unsettled.len() < before, "a call settles twice");
            }
            Effect::CloseStream => {
                assert!(self.has_stream && self.tracks.iter().all(|track| !track.is_adopted));
                self.has_stream = false;
            }
            Effect::Watch(watches) => {
                assert_ne!(self.is_watching, watches);
                self.is_watching = watches;
            }
            Effect::Notify { state } => {
                let view = self.state.view();
                assert_ne!(view, self.seen, "listeners are called without a change");
                assert_eq!(state, view.phase != self.seen.phase);
                self.seen = view;
            }
        }
    }

    fn expected_delay(&self, timer: Timer) -> Option<u32> {
        let policy = self.state.policy;
        let delay = match timer {
            Timer::Grace(_) | Timer::Suspect(_) => return Some(0),
            Timer::Inspection(_) => return Some(3_000),
            Timer::Timeout(_) => return self.state.options.timeout,
            Timer::Mute(..) => policy.mute_timeout?,
            Timer::Retry(slot, _) => policy.retry?.delay(self.state.slot(slot).recovery?.attempt)?,
        };
        u32::try_from(delay.as_millis()).ok()
    }

    fn track_mut(&mut self, id: u32) -> &mut Track {
        self.tracks
            .iter_mut()
            .find(|track| track.id == id)
            .expect("a known track")
    }

    // --- The browser ---

    /// Responds to the pending request at an index, as its devices and permissions require.
    pub(super) fn grant(&mut self, index: usize) {
        let (request, what) = self.pending[index];
        let opened = match what {
            Requested::Display(options) => Ok(vec![(1, None)]
                .into_iter()
                .chain((options == 1 && self.shares_audio).then_some((0, None)))
                .collect()),
            Requested::Devices(keys) => self.sources(self.state.constraints_of(keys)),
        };
        match opened {
            Ok(opened) => {
                self.pending.remove(index);
                self.open(request, opened);
            }
            Err(cause) => self.fail(index, cause),
        }
    }

    /// Returns the kinds and numbers of the devices that a request opens.
    fn sources(&self, constraints: MediaStreamConstraints) -> Result<Vec<(usize, Option<usize>)>, Cause> {
        let wanted = [constraints.audio, constraints.video];
        let kinds = || (0..2).filter(|kind| wanted[*kind] != TrackRequest::Off);
        if kinds().any(|kind| self.denied[kind]) {
            return Err(Cause::Denied);
        }
        let mut opened = Vec::new();
        for kind in kinds() {
            let wanted = &wanted[kind];
            let is_any = *wanted == TrackRequest::Any || *wanted == MediaTrackConstraints::new().into();
            let is_wanted = |number: &usize| is_any || *wanted == request(kind, number + 2);
            let default = self.default_microphone.filter(|_| kind == 0);
            let number = (default.into_iter().chain(0..2))
                .filter(|number| self.plugged[kind][*number])
                .find(is_wanted)
                .ok_or(Cause::NotFound)?;
            let is_busy = |track: &Track| track.is_live && track.device.is_some_and(|live| live != number);
            if self.is_exclusive
                && kind == 1
                && self
                    .tracks
                    .iter()
                    .any(|track| track.kind == KINDS[1] && is_busy(track))
            {
                return Err(Cause::InUse);
            }
            opened.push((kind, Some(number)));
        }
        Ok(opened)
    }

    fn open(&mut self, id: u32, opened: Vec<(usize, Option<usize>)>) {
        let mut arrived = Vec::new();
        let muted = self.arrives_muted;
        for (kind, number) in opened {
            self.track_count += 1;
            let track = self.track_count;
            self.tracks.push(Track {
                id: track,
                kind: KINDS[kind],
                device: number,
                is_live: true,
                is_adopted: false,
                enabled: true,
                muted,
                hint: None,
            });
            let is_default = kind == 0 && number.is_some() && number == self.default_microphone;
            arrived.push(Arrived {
                track,
                kind: KINDS[kind],
                muted,
                device: match number {
                    Some(number) if is_default => default_device(number),
                    number => device(kind, number.unwrap_or(9)),
                },
            });
        }
        self.state.step(Event::Opened {
            request: id,
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
        self.reject(index, cause, None);
    }

    /// Rejects the pending request at an index, because of this constraint.
    pub(super) fn reject(&mut self, index: usize, cause: Cause, constraint: Option<&str>) {
        let (request, _) = self.pending.remove(index);
        self.error_count += 1;
        self.step(Event::Failed {
            request,
            failure: Failure::new(cause, self.error_count),
            constraint: constraint.map(str::to_owned),
        });
    }

    pub(super) fn inspect(&mut self) {
        if let Some(inspection) = self.inspection.take() {
            let default = self.default_microphone.filter(|number| self.plugged[0][*number]);
            let mut devices: Vec<_> = default.map(default_device).into_iter().collect();
            for (kind, plugged) in self.plugged.iter().enumerate() {
                for (number, _) in plugged.iter().enumerate().filter(|(_, plugged)| **plugged) {
                    devices.push(device(kind, number));
                }
            }
            if self.shared_group {
                for device in &mut devices {
                    device.group_id = Some("group".to_owned());
                }
            }
            self.step(Event::Inspected {
                inspection,
                denied: self.denied,
                granted: self.denied.map(|denied| !denied),
                devices: self.has_list.then_some(devices),
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

    /// Lets the first timer of this kind elapse.
    pub(super) fn elapse_where(&mut self, is_wanted: impl Fn(&Timer) -> bool) {
        let index = self.timers.iter().position(is_wanted);
        self.elapse(index.expect("a timer"));
    }

    /// Connects or disconnects a device.
    pub(super) fn plug(&mut self, kind: usize, number: usize, plugged: bool) {
        self.plugged[kind][number] = plugged;
        if !plugged {
            self.end(kind, number);
        }
        self.step(Event::EnvironmentChanged);
    }

    /// Stops the live track of a slot, as the page can do. Returns its number.
    pub(super) fn stop_track(&mut self, slot: Slot) -> u32 {
        let track = self.state.track(slot).expect("a live track");
        self.track_mut(track).is_live = false;
        self.step(Event::FoundEnded(track));
        track
    }

    pub(super) fn mute(&mut self, slot: Slot, muted: bool) {
        let track = self.state.track(slot).expect("a live track");
        self.track_mut(track).muted = muted;
        self.step(Event::Muted(track, muted));
    }

    /// Changes a track as the page can do.
    pub(super) fn set_on_track(&mut self, track: u32, enabled: bool, hint: Option<String>) {
        let changed = self.track_mut(track);
        (changed.enabled, changed.hint) = (enabled, hint.clone());
        self.step(Event::Observed { track, enabled, hint });
    }

    /// Returns the constraints that the browser received with the pending request at an index.
    pub(super) fn sent(&self, index: usize) -> Option<MediaStreamConstraints> {
        match self.pending[index].1 {
            Requested::Devices(keys) => Some(self.state.constraints_of(keys)),
            Requested::Display(_) => None,
        }
    }

    pub(super) fn end_track(&mut self, track: u32) {
        self.track_mut(track).is_live = false;
        self.step(Event::Ended(track));
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

    /// Returns the numbers of the devices that are live.
    pub(super) fn live_devices(&self) -> [Option<usize>; 2] {
        [Slot::Microphone, Slot::Camera].map(|slot| {
            let id = self.state.track(slot)?;
            self.tracks.iter().find(|track| track.id == id)?.device
        })
    }
}
