//! Actions of the simulated browser, its user and its page.

use super::world::{KINDS, Track, World, device, request};
use crate::capture::machine::effect::{Requested, Timer};
use crate::capture::machine::event::{Arrived, Event};
use crate::capture::machine::failure::{Cause, Failure};
use crate::capture::machine::slots::Slot;
use crate::constraints::{MediaStreamConstraints, MediaTrackConstraints, TrackRequest};
use crate::devices::MediaDeviceInfo;

/// A device or display that a request opens.
struct Source {
    kind: usize,
    number: Option<usize>,
    /// Whether it is opened as the default device.
    is_default: bool,
}

impl Source {
    fn display(kind: usize) -> Self {
        Source {
            kind,
            number: None,
            is_default: false,
        }
    }
}

/// Returns the additional entry of the default microphone.
pub(super) fn default_device(number: usize) -> MediaDeviceInfo {
    let mut device = device(0, number);
    device.device_id = Some("default".to_owned());
    device.label = Some(format!("Default - device 0{number}"));
    device
}

impl World {
    /// Responds to the pending request at an index, as its devices and permissions require.
    pub(super) fn grant(&mut self, index: usize) {
        let (request, what) = self.pending[index];
        let opened = match what {
            Requested::Display(options) => Ok(vec![Source::display(1)]
                .into_iter()
                .chain((options == 1 && self.shares_audio).then_some(Source::display(0)))
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

    /// Returns what a request opens.
    fn sources(&self, constraints: MediaStreamConstraints) -> Result<Vec<Source>, Cause> {
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
            let is_old = |track: &&Track| track.is_live && track.is_default && !self.default_moves;
            let old = self.tracks.iter().find(is_old).and_then(|track| track.device);
            let first = default.map(|default| old.filter(|_| is_any).unwrap_or(default));
            let number = (first.into_iter().chain(0..2))
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
            opened.push(Source {
                kind,
                number: Some(number),
                is_default: is_any && first == Some(number),
            });
        }
        Ok(opened)
    }

    fn open(&mut self, id: u32, opened: Vec<Source>) {
        let mut arrived = Vec::new();
        let muted = self.arrives_muted;
        for source in opened {
            let Source {
                kind,
                number,
                is_default,
            } = source;
            self.track_count += 1;
            let track = self.track_count;
            self.tracks.push(Track {
                id: track,
                kind: KINDS[kind],
                device: number,
                is_default,
                is_live: true,
                is_adopted: false,
                enabled: true,
                muted,
                hint: None,
            });
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
        let inspection = self.inspection;
        self.list();
        // Unless a change began another inspection.
        if let Some(inspection) = self.inspection.take_if(|pending| Some(*pending) == inspection) {
            self.step(Event::Inspected {
                inspection,
                denied: self.denied,
                granted: self.denied.map(|denied| !denied),
            });
        }
    }

    /// Returns the list of the pending inspection.
    pub(super) fn list(&mut self) {
        if let Some(inspection) = self.inspection.filter(|_| self.has_list) {
            let default = self.default_microphone.filter(|number| self.plugged[0][*number]);
            let mut devices: Vec<_> = default.map(default_device).into_iter().collect();
            for (kind, plugged) in self.plugged.iter().enumerate() {
                for (number, _) in plugged.iter().enumerate().filter(|(_, plugged)| **plugged) {
                    if kind == 0 && self.hides_microphones {
                        continue;
                    }
                    devices.push(device(kind, number));
                }
            }
            if self.shared_group {
                for device in &mut devices {
                    device.group_id = Some("group".to_owned());
                }
            }
            self.step(Event::Listed { inspection, devices });
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

    /// Changes the default microphone.
    pub(super) fn set_default(&mut self, number: Option<usize>) {
        let number = number.filter(|number| self.plugged[0][*number]);
        self.default_microphone = number;
        let moved = number.filter(|_| self.default_moves);
        for track in self.tracks.iter_mut().filter(|track| track.is_default) {
            track.device = moved.or(track.device);
        }
        self.step(Event::EnvironmentChanged);
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
}
