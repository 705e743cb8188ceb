//! Scenarios, and properties of random sequences of events.

use proptest::prelude::*;

use super::*;

/// A machine with the browser's recorders, as the shell would have them.
struct Model {
    machine: Machine,
    now: f64,
    /// The running recorders, and whether the machine has stopped them.
    running: Vec<(u32, bool)>,
    offsets: Vec<Duration>,
    finishes: u32,
    changed: u32,
}

fn track(id: u32, is_video: bool) -> Track {
    Track { id, is_video }
}

fn capture(can_continue: bool) -> Setup {
    Setup {
        replaces_tracks: true,
        can_continue,
        kinds: Kinds {
            audio: true,
            video: true,
        },
    }
}

impl Model {
    fn new(setup: Setup) -> Self {
        let mut machine = Machine::new();
        machine.set_up(setup);
        Model {
            machine,
            now: 1000.0,
            running: Vec::new(),
            offsets: Vec::new(),
            finishes: 0,
            changed: 0,
        }
    }

    fn started(setup: Setup) -> Self {
        let mut model = Model::new(setup);
        model.send(Event::Tracks(vec![track(0, false), track(1, true)]));
        model.send(Event::Start);
        model.send(Event::Started(0));
        model
    }

    /// Sends an event, and checks each effect against the recorders.
    fn send(&mut self, event: Event) {
        if let Event::Stopped(segment) = event {
            self.running.retain(|(id, _)| *id != segment);
        }
        self.machine.step(event, self.now);
        while let Some(effect) = self.machine.next_effect() {
            assert!(
                self.finishes == 0 || matches!(effect, Effect::Notify(_)),
                "{effect:?} after the end"
            );
            match effect {
                Effect::Begin { segment, offset } => {
                    assert_eq!(segment as usize, self.offsets.len());
                    assert!(self.offsets.last().is_none_or(|last| *last <= offset));
                    self.offsets.push(offset);
                    self.running.push((segment, false));
                    assert!(self.running.iter().filter(|(_, is_stopped)| !is_stopped).count() <= 2);
                }
                Effect::Pause(segment) | Effect::Resume(segment) => {
                    assert!(self.running.contains(&(segment, false)), "{effect:?}");
                }
                Effect::Stop(segment) => {
                    let running = &mut self.running;
                    let Some((_, is_stopped)) = running.iter_mut().find(|(id, _)| *id == segment) else {
                        unreachable!("{effect:?}");
                    };
                    assert!(!std::mem::replace(is_stopped, true), "stopped twice");
                }
                Effect::Finish => {
                    assert!(self.running.is_empty(), "{:?}", self.running);
                    self.finishes += 1;
                }
                Effect::ReportChangedTracks => self.changed += 1,
                Effect::Notify(_) => {}
            }
        }
    }

    /// Reports the end of every recorder that the machine has stopped.
    fn settle(&mut self) {
        for (segment, _) in self
            .running
            .clone()
            .into_iter()
            .filter(|(_, is_stopped)| *is_stopped)
        {
            self.send(Event::Stopped(segment));
        }
    }

    fn wait(&mut self, milliseconds: f64) {
        self.now += milliseconds;
    }
}

#[test]
fn a_recording_has_one_segment() {
    let mut model = Model::started(capture(true));
    model.wait(100.0);
    model.send(Event::Pause);
    model.wait(50.0);
    model.send(Event::Resume);
    model.wait(100.0);
    model.send(Event::Stop);
    assert_eq!(model.machine.state(), RecorderState::Stopping);
    assert_eq!(model.running, [(0, true)]);
    model.settle();
    assert_eq!(model.finishes, 1);
    assert_eq!(model.machine.position(9000.0), Duration::from_millis(200));
    model.send(Event::Finished);
    assert_eq!(model.machine.state(), RecorderState::Stopped);
    assert!(model.machine.gaps().is_empty());
}

#[test]
fn the_next_recorder_starts_before_the_previous_one_stops() {
    let mut model = Model::started(capture(true));
    model.wait(500.0);
    model.send(Event::Tracks(vec![track(0, false), track(2, true)]));
    assert_eq!(model.running, [(0, false), (1, false)]);
    assert_eq!(model.offsets, [Duration::ZERO, Duration::from_millis(500)]);
    model.send(Event::Started(1));
    assert_eq!(model.running, [(0, true), (1, false)]);
    model.settle();
    assert_eq!(
        (model.finishes, model.machine.state()),
        (0, RecorderState::Recording)
    );
    assert!(model.machine.gaps().is_empty());
}

#[test]
fn the_time_without_a_device_is_a_gap() {
    let mut model = Model::started(capture(true));
    model.wait(500.0);
    model.send(Event::Tracks(vec![track(0, false)]));
    assert_eq!(model.running, [(0, false)], "the audio continues");
    model.wait(300.0);
    model.send(Event::Tracks(vec![track(0, false), track(2, true)]));
    model.send(Event::Started(1));
    model.wait(100.0);
    model.send(Event::Tracks(Vec::new()));
    model.settle();
    assert_eq!(model.machine.state(), RecorderState::Recording);
    assert!(model.running.is_empty());
    model.wait(200.0);
    model.send(Event::Tracks(vec![track(3, false)]));
    model.wait(50.0);
    model.send(Event::Stop);
    let gap = |kind, start, length| Gap {
        kind,
        start: Duration::from_millis(start),
        duration: Duration::from_millis(length),
    };
    assert_eq!(
        model.machine.gaps(),
        [
            gap(MediaStreamTrackKind::Video, 500, 300),
            gap(MediaStreamTrackKind::Audio, 900, 200),
            gap(MediaStreamTrackKind::Video, 900, 250),
        ]
    );
}

#[test]
fn the_drop_of_an_idle_recorder_stops_it() {
    let mut model = Model::new(capture(true));
    model.send(Event::Stop);
    assert_eq!(model.machine.state(), RecorderState::Idle);
    model.send(Event::Dropped);
    assert_eq!(model.machine.state(), RecorderState::Stopped);
    model.send(Event::Start);
    assert_eq!((model.running.len(), model.finishes), (0, 0));

    let mut model = Model::started(capture(true));
    model.send(Event::Dropped);
    assert_eq!(model.running, [(0, true)]);
}

#[test]
fn tracks_that_end_before_their_segment_starts_stop_both_segments() {
    let mut model = Model::started(capture(true));
    model.send(Event::Tracks(vec![track(0, false), track(2, true)]));
    assert_eq!(model.running, [(0, false), (1, false)]);
    model.send(Event::Tracks(Vec::new()));
    assert_eq!(model.running, [(0, true), (1, true)]);
    model.settle();
    model.send(Event::Tracks(vec![track(3, false)]));
    assert_eq!(model.running, [(2, false)]);
}

#[test]
fn a_switch_during_a_pause_begins_a_segment_at_the_resume() {
    let mut model = Model::started(capture(true));
    model.wait(400.0);
    model.send(Event::Pause);
    model.send(Event::Tracks(vec![track(0, false), track(2, true)]));
    assert_eq!(model.running, [(0, true)]);
    model.wait(100.0);
    model.settle();
    model.send(Event::Resume);
    assert_eq!(model.running, [(1, false)]);
    assert_eq!(model.offsets[1], Duration::from_millis(400));
}

#[test]
fn changed_tracks_end_a_container_that_cannot_continue() {
    let mut model = Model::started(capture(false));
    model.send(Event::Tracks(vec![track(0, false)]));
    assert_eq!(model.changed, 0, "the rest continues");
    model.send(Event::Tracks(vec![track(0, false), track(2, true)]));
    assert_eq!(
        (model.changed, model.machine.state()),
        (1, RecorderState::Stopping)
    );
    model.settle();
    assert_eq!(model.finishes, 1);
}

#[test]
fn a_plain_stream_ends_with_its_tracks() {
    let setup = Setup {
        replaces_tracks: false,
        ..capture(true)
    };
    let mut model = Model::started(setup);
    model.send(Event::Tracks(Vec::new()));
    assert_eq!(model.running, [(0, false)], "the browser stops it");
    model.send(Event::Stopped(0));
    assert_eq!(model.finishes, 1);
}

#[test]
fn a_browser_that_stops_a_live_segment_ends_the_recording() {
    let mut model = Model::started(capture(true));
    model.send(Event::Stopped(0));
    assert_eq!(
        (model.machine.state(), model.finishes),
        (RecorderState::Stopping, 1)
    );
}

#[test]
fn other_kinds_of_tracks_are_not_recorded() {
    let mut model = Model::new(Setup {
        kinds: Kinds {
            audio: true,
            video: false,
        },
        ..capture(true)
    });
    model.send(Event::Tracks(vec![track(0, false)]));
    model.send(Event::Start);
    model.send(Event::Tracks(vec![track(0, false), track(1, true)]));
    assert_eq!(model.running, [(0, false)]);
    model.wait(10.0);
    model.send(Event::Stop);
    assert!(model.machine.gaps().is_empty());
}

#[derive(Clone, Debug)]
enum Action {
    Wait(u16),
    Send(Event),
    /// Live tracks of these kinds: none, the same one, or a new one.
    Tracks(u8, u8),
    /// Every recorder that the machine has stopped reports it.
    Settle,
    /// The newest recorder stops without a call.
    StopAlone,
    StartNewest,
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        (0..500_u16).prop_map(Action::Wait),
        prop_oneof![
            4 => Just(Event::Start),
            2 => Just(Event::Pause),
            2 => Just(Event::Resume),
            1 => Just(Event::Stop),
            1 => Just(Event::Failed),
            1 => Just(Event::SourceClosed),
            1 => (0..4_u32).prop_map(Event::Started),
        ]
        .prop_map(Action::Send),
        (0..3_u8, 0..3_u8).prop_map(|(audio, video)| Action::Tracks(audio, video)),
        Just(Action::Settle),
        Just(Action::StopAlone),
        Just(Action::StartNewest),
    ]
}

proptest! {
    #[test]
    fn every_recording_finishes_once(
        actions in proptest::collection::vec(action(), 0..60),
        replaces_tracks: bool,
        can_continue: bool,
    ) {
        let mut model = Model::new(Setup { replaces_tracks, ..capture(can_continue) });
        let mut live = [Some(0), Some(1)];
        let mut next = 2;
        model.send(Event::Tracks(vec![track(0, false), track(1, true)]));
        for action in actions {
            match action {
                Action::Wait(milliseconds) => model.wait(f64::from(milliseconds)),
                Action::Send(event) => model.send(event),
                Action::Tracks(audio, video) => {
                    for (slot, change) in live.iter_mut().zip([audio, video]) {
                        match change {
                            0 => *slot = None,
                            1 => {}
                            _ => {
                                *slot = Some(next);
                                next += 1;
                            }
                        }
                    }
                    let tracks = live.iter().zip([false, true]);
                    let tracks = tracks.filter_map(|(id, is_video)| Some(track((*id)?, is_video)));
                    model.send(Event::Tracks(tracks.collect()));
                }
                Action::Settle => model.settle(),
                Action::StopAlone => {
                    if let Some((segment, _)) = model.running.last().copied() {
                        model.send(Event::Stopped(segment));
                    }
                }
                Action::StartNewest => {
                    if let Some((segment, _)) = model.running.last().copied() {
                        model.send(Event::Started(segment));
                    }
                }
            }
        }
        let was_started = model.machine.state() != RecorderState::Idle;
        model.send(Event::Stop);
        model.settle();
        prop_assert_eq!(model.finishes, u32::from(was_started));
        prop_assert!(model.running.is_empty());
        model.send(Event::Finished);
        let end = model.machine.position(model.now);
        for kind in [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video] {
            let gaps = model.machine.gaps().iter().filter(|gap| gap.kind == kind);
            let mut position = Duration::ZERO;
            for gap in gaps {
                prop_assert!(gap.start >= position, "{:?}", model.machine.gaps());
                position = gap.start + gap.duration;
            }
            prop_assert!(position <= end + Duration::from_micros(1));
        }
    }
}
