//! The state machine of a recorder. It knows tracks and browser recorders as numbers only.
//!
//! Each `MediaRecorder` of the browser records one segment. When a capture has a new track, another segment begins, and
//! the previous one stops when the new one has started. Segments overlap, so that nothing is missing between them.

mod clock;
mod gaps;
#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests;

use std::collections::VecDeque;
use std::time::Duration;

use super::recording_type::Kinds;
use crate::track::MediaStreamTrackKind;
use clock::Clock;
pub use gaps::Gap;
use gaps::MissingSince;
pub(super) use gaps::duration;

/// The state of a [`Recorder`](super::Recorder).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecorderState {
    /// Not started.
    Idle,
    /// Recording. A [`Capture`](crate::Capture) may have no live track at the moment.
    Recording,
    /// Paused.
    Paused,
    /// Stopped. The last data is being written.
    Stopping,
    /// The recording is complete or failed, or the recorder was dropped before its start.
    Stopped,
}

impl RecorderState {
    /// Returns the name in lower case, such as `"recording"`.
    pub fn name(self) -> &'static str {
        match self {
            RecorderState::Idle => "idle",
            RecorderState::Recording => "recording",
            RecorderState::Paused => "paused",
            RecorderState::Stopping => "stopping",
            RecorderState::Stopped => "stopped",
        }
    }

    fn is_active(self) -> bool {
        matches!(self, RecorderState::Recording | RecorderState::Paused)
    }
}

/// A live track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Track {
    pub(super) id: u32,
    pub(super) is_video: bool,
}

/// What happened. The shell reports each event with the time, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Event {
    Start,
    Pause,
    Resume,
    Stop,
    /// The recorder was dropped.
    Dropped,
    /// The live tracks of the source have changed.
    Tracks(Vec<Track>),
    /// The source will have no further track.
    SourceClosed,
    /// The browser's recorder of this segment has started.
    Started(u32),
    /// The browser's recorder of this segment has stopped, and all its data has been received.
    Stopped(u32),
    /// An error that ends the recording. The shell keeps it.
    Failed,
    /// The file is complete.
    Finished,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Starts a recorder of the browser with the live tracks, this long after the start of the first one.
    Begin {
        segment: u32,
        offset: Duration,
    },
    Pause(u32),
    Resume(u32),
    /// Stops the recorder of a segment. `Stopped` follows.
    Stop(u32),
    /// Completes the file: all segments have stopped.
    Finish,
    /// Reports that the tracks have changed, and that the container cannot continue.
    ReportChangedTracks,
    /// Calls the listeners with this state.
    Notify(RecorderState),
}

/// Properties of the source and the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setup {
    /// Whether the source replaces its tracks: a capture.
    pub(super) replaces_tracks: bool,
    /// Whether the container can join segments.
    pub(super) can_continue: bool,
    /// The kinds of tracks that are recorded.
    pub(super) kinds: Kinds,
}

/// A segment that is not being stopped.
#[derive(Clone, Debug)]
struct Segment {
    id: u32,
    tracks: Vec<Track>,
}

pub(super) struct Machine {
    state: RecorderState,
    setup: Setup,
    clock: Clock,
    live: Vec<Track>,
    current: Option<Segment>,
    /// The previous segment, which stops when the current one has started.
    retiring: Option<u32>,
    /// The segments that have not stopped.
    open: Vec<u32>,
    segments: u32,
    missing: [MissingSince; 2],
    gaps: Vec<Gap>,
    effects: VecDeque<Effect>,
}

impl Machine {
    pub(super) fn new() -> Self {
        Machine {
            state: RecorderState::Idle,
            setup: Setup {
                replaces_tracks: false,
                can_continue: false,
                kinds: Kinds::default(),
            },
            clock: Clock::default(),
            live: Vec::new(),
            current: None,
            retiring: None,
            open: Vec::new(),
            segments: 0,
            missing: Default::default(),
            gaps: Vec::new(),
            effects: VecDeque::new(),
        }
    }

    /// Sets the properties, before the start.
    pub(super) fn set_up(&mut self, setup: Setup) {
        self.setup = setup;
    }

    pub(super) fn state(&self) -> RecorderState {
        self.state
    }

    pub(super) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Returns the recorded time, without pauses.
    pub(super) fn position(&self, now: f64) -> Duration {
        duration(self.clock.position(now))
    }

    /// Takes the next effect. The caller performs the effects in order.
    pub(super) fn next_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// Handles an event, and queues the effects.
    pub(super) fn step(&mut self, event: Event, now: f64) {
        match event {
            Event::Start if self.state == RecorderState::Idle => {
                self.clock.run(now);
                self.set_state(RecorderState::Recording);
                self.begin(now);
            }
            Event::Pause if self.state == RecorderState::Recording => {
                self.clock.pause(now);
                self.set_state(RecorderState::Paused);
                self.stop_retiring();
                if let Some(current) = &self.current {
                    self.effects.push_back(Effect::Pause(current.id));
                }
            }
            Event::Resume if self.state == RecorderState::Paused => {
                self.clock.run(now);
                self.set_state(RecorderState::Recording);
                match &self.current {
                    Some(current) => self.effects.push_back(Effect::Resume(current.id)),
                    None => self.begin(now),
                }
            }
            Event::Dropped if self.state == RecorderState::Idle => self.set_state(RecorderState::Stopped),
            Event::Stop | Event::Dropped | Event::SourceClosed | Event::Failed => self.stop(now),
            Event::Tracks(tracks) => self.tracks_changed(tracks, now),
            Event::Started(segment) => {
                if self.current.as_ref().is_some_and(|current| current.id == segment) {
                    self.stop_retiring();
                }
            }
            Event::Stopped(segment) => self.stopped(segment, now),
            Event::Finished if self.state == RecorderState::Stopping => {
                self.set_state(RecorderState::Stopped)
            }
            Event::Start | Event::Pause | Event::Resume | Event::Finished => {}
        }
    }

    fn set_state(&mut self, state: RecorderState) {
        self.state = state;
        self.effects.push_back(Effect::Notify(state));
    }

    /// Begins a segment, unless no track is live.
    fn begin(&mut self, now: f64) {
        if self.live.is_empty() {
            return;
        }
        let segment = self.segments;
        self.segments += 1;
        self.open.push(segment);
        self.current = Some(Segment {
            id: segment,
            tracks: self.live.clone(),
        });
        let offset = self.position(now);
        self.effects.push_back(Effect::Begin { segment, offset });
    }

    fn tracks_changed(&mut self, mut tracks: Vec<Track>, now: f64) {
        if self.state != RecorderState::Idle {
            let kinds = self.setup.kinds;
            tracks.retain(|track| if track.is_video { kinds.video } else { kinds.audio });
        }
        self.live = tracks;
        if !self.state.is_active() {
            return;
        }
        self.update_gaps(now, false);
        if !self.setup.replaces_tracks {
            // The browser's recorder reports the change of a plain stream.
            return;
        }
        let recorded: &[Track] = self.current.as_ref().map_or(&[], |current| &current.tracks);
        let has_new_track = self.live.iter().any(|track| !recorded.contains(track));
        if has_new_track && self.segments > 0 && !self.setup.can_continue {
            self.effects.push_back(Effect::ReportChangedTracks);
            self.stop(now);
        } else if has_new_track && self.state == RecorderState::Recording {
            self.stop_retiring();
            self.retiring = self.current.take().map(|current| current.id);
            self.begin(now);
        } else if has_new_track || self.live.is_empty() {
            // The current segment may not have started.
            self.stop_retiring();
            self.stop_current();
        }
    }

    /// Records the end of each gap. A stop ends all.
    fn update_gaps(&mut self, now: f64, is_stop: bool) {
        let position = self.clock.position(now);
        let kinds = [
            (MediaStreamTrackKind::Audio, self.setup.kinds.audio),
            (MediaStreamTrackKind::Video, self.setup.kinds.video),
        ];
        for ((kind, is_recorded), missing) in kinds.into_iter().zip(&mut self.missing) {
            let is_video = kind == MediaStreamTrackKind::Video;
            let has_track = self.live.iter().any(|track| track.is_video == is_video);
            let gap = missing.update(kind, has_track || is_stop || !is_recorded, position);
            self.gaps.extend(gap);
        }
    }

    fn stop_retiring(&mut self) {
        if let Some(segment) = self.retiring.take() {
            self.effects.push_back(Effect::Stop(segment));
        }
    }

    fn stop_current(&mut self) {
        if let Some(current) = self.current.take() {
            self.effects.push_back(Effect::Stop(current.id));
        }
    }

    /// Ends the recording. An error is handled as a stop, so that the file is complete up to there.
    fn stop(&mut self, now: f64) {
        if !self.state.is_active() {
            return;
        }
        self.clock.pause(now);
        self.update_gaps(now, true);
        self.set_state(RecorderState::Stopping);
        self.stop_retiring();
        self.stop_current();
        self.finish();
    }

    fn finish(&mut self) {
        if self.state == RecorderState::Stopping && self.open.is_empty() {
            self.effects.push_back(Effect::Finish);
        }
    }

    fn stopped(&mut self, segment: u32, now: f64) {
        let count = self.open.len();
        self.open.retain(|open| *open != segment);
        if self.open.len() == count {
            return;
        }
        if self.retiring == Some(segment) {
            self.retiring = None;
        }
        let is_current = self.current.as_ref().is_some_and(|current| current.id == segment);
        if is_current {
            self.current = None;
            // The tracks of a capture have ended, and others may follow. If they are live, the browser has failed.
            if !self.setup.replaces_tracks || !self.live.is_empty() {
                self.stop(now);
                return;
            }
        }
        self.finish();
    }
}
