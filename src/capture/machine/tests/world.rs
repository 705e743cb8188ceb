//! A simulated browser that performs the effects.

use crate::capture::machine::effect::{Effect, Requested, Timer};
use crate::capture::machine::event::{Control, Event};
use crate::capture::machine::failure::Failure;
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
    /// Whether its device has the id `default`.
    pub(super) is_default: bool,
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
    /// Whether the tracks of the default microphone move to the new one, as on Linux. Elsewhere they keep the old one,
    /// and a request for the default microphone opens the old one as long as a track of it is live.
    pub(super) default_moves: bool,
    /// Whether both microphones are of one piece of hardware.
    pub(super) shared_group: bool,
    /// Whether the list has the entry of the default microphone only.
    pub(super) hides_microphones: bool,
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
    /// The view at the last notification of the listeners.
    pub(super) seen: View,
    pub(super) track_count: u32,
    pub(super) error_count: u32,
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
            default_moves: false,
            shared_group: false,
            hides_microphones: false,
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

    pub(super) fn perform(&mut self, effect: Effect) {
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
            Timer::Mute(..) => u32::try_from(policy.mute_timeout?.as_millis()).ok()?,
            Timer::Retry(slot, _) => policy.retry?.delay(self.state.slot(slot).recovery?.attempt)?,
        };
        Some(delay)
    }

    pub(super) fn track_mut(&mut self, id: u32) -> &mut Track {
        self.tracks
            .iter_mut()
            .find(|track| track.id == id)
            .expect("a known track")
    }

    /// Returns the numbers of the devices that are live.
    pub(super) fn live_devices(&self) -> [Option<usize>; 2] {
        [Slot::Microphone, Slot::Camera].map(|slot| {
            let id = self.state.track(slot)?;
            self.tracks.iter().find(|track| track.id == id)?.device
        })
    }
}
