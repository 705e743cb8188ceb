//! Recordings of a capture in random sequences of actions: each is a valid file, which a demuxer of another project reads.
#![cfg(feature = "recorder")]

use std::collections::HashMap;
use std::io::Cursor;
use std::time::Duration;

use common::*;
use local_media_stream::recorder::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use matroska_demuxer::{Frame, MatroskaFile};
use wasm_bindgen_test::*;

const STEPS: usize = 60;

const DEVICES: [(&str, MediaStreamTrackKind); 4] = [
    ("microphone 0", MediaStreamTrackKind::Audio),
    ("microphone 1", MediaStreamTrackKind::Audio),
    ("camera 0", MediaStreamTrackKind::Video),
    ("camera 1", MediaStreamTrackKind::Video),
];

/// A recorder that has started.
struct Running {
    recorder: Recorder,
    chunks: EventStream<Result<Chunk, MediaError>>,
    /// The state that it must have.
    state: RecorderState,
}

struct Simulation {
    random: Random,
    fake: FakeMediaDevices,
    capture: Capture,
    running: Option<Running>,
    /// The complete files.
    files: usize,
    log: Vec<String>,
}

impl Simulation {
    fn plug(&self, device: usize) {
        let (id, kind) = DEVICES[device];
        let mut fake = match kind {
            MediaStreamTrackKind::Audio => FakeDevice::microphone(id),
            _ => FakeDevice::camera(id),
        };
        (fake.width, fake.height) = (80 + 80 * device as u32, 120);
        self.fake.plug(&fake);
    }

    /// Performs a random action.
    async fn step(&mut self) {
        let device = self.random.below(DEVICES.len());
        match self.random.below(18) {
            0 | 1 => self.start(),
            2 => self.pause(),
            3 => self.resume(),
            4..=6 => {
                let (id, kind) = DEVICES[device];
                self.note(format!("switch to {id}"));
                // Sometimes the recorder is called while the request is pending.
                let switch = self.capture.switch_device(kind, id);
                if self.random.below(2) == 0 {
                    drop(switch.await);
                }
            }
            7 => {
                self.note(format!("unplug {}", DEVICES[device].0));
                self.fake.unplug(DEVICES[device].0);
            }
            8 => {
                self.note(format!("plug {}", DEVICES[device].0));
                self.plug(device);
            }
            9 => {
                self.note("start the capture".to_owned());
                let both = MediaStreamConstraints::new().audio(true).video(true);
                drop(self.capture.start(&both).await);
            }
            10 if self.random.below(3) == 0 => {
                self.note("stop the capture".to_owned());
                self.capture.stop();
            }
            11 => self.stop().await,
            12 => self.drop_recorder().await,
            13 => {
                let is_muted = self.random.below(2) == 0;
                self.note(format!("mute {}: {is_muted}", DEVICES[device].0));
                self.fake.set_muted(DEVICES[device].0, is_muted);
            }
            14 if self.random.below(3) == 0 => {
                self.note(format!("end {}", DEVICES[device].0));
                self.fake.end(DEVICES[device].0);
            }
            _ => {
                let milliseconds = 20 + self.random.below(150) as u64;
                self.note(format!("wait for {milliseconds} ms"));
                let start = js_sys::Date::now();
                while_recording(|| js_sys::Date::now() - start >= milliseconds as f64).await;
            }
        }
    }

    fn start(&mut self) {
        if let Some(running) = &self.running {
            let error = running.recorder.start().expect_err("it has started");
            assert_eq!(error.kind(), MediaErrorKind::InvalidState);
            return;
        }
        self.note("record".to_owned());
        let options = RecorderOptions::new().timeslice(Duration::from_millis(50));
        let recorder = Recorder::with_capture(&self.capture, options);
        let chunks = recorder.chunks();
        let is_live = DEVICES
            .iter()
            .any(|(_, kind)| self.capture.track(*kind).is_some());
        match recorder.start() {
            Ok(()) => {
                assert!(is_live);
                let state = RecorderState::Recording;
                self.running = Some(Running {
                    recorder,
                    chunks,
                    state,
                });
            }
            Err(error) => {
                assert!(!is_live, "{error}");
                assert_eq!(error.kind(), MediaErrorKind::InvalidState);
            }
        }
    }

    fn pause(&mut self) {
        if let Some(running) = &mut self.running {
            running.recorder.pause().expect("recording");
            running.state = RecorderState::Paused;
            self.note("pause".to_owned());
        }
    }

    fn resume(&mut self) {
        if let Some(running) = &mut self.running {
            running.recorder.resume().expect("recording");
            running.state = RecorderState::Recording;
            self.note("resume".to_owned());
        }
    }

    async fn stop(&mut self) {
        let Some(mut running) = self.running.take() else {
            return;
        };
        self.note("stop".to_owned());
        // It takes effect before its future is polled: the position no longer changes.
        let result = running.recorder.stop();
        let position = running.recorder.position();
        let result = result.await;
        assert_eq!(running.recorder.state(), RecorderState::Stopped);
        let mut parts = Vec::new();
        let mut end = Duration::ZERO;
        while let Some(chunk) = running.chunks.next().await {
            let Ok(chunk) = chunk else {
                break;
            };
            assert_eq!(chunk.timecode, end);
            end += chunk.duration;
            parts.extend(bytes_of(&chunk.blob).await);
        }
        let recording = match result {
            Ok(recording) => recording,
            Err(error) => {
                // It was stopped before the encoder had a frame.
                assert_eq!(
                    (error.kind(), parts.len()),
                    (MediaErrorKind::NotReadable, 0),
                    "{error}"
                );
                return;
            }
        };
        assert_eq!(recording.error, None);
        assert_eq!(recording.duration, end);
        assert!(
            end <= position + Duration::from_millis(300),
            "{end:?} of {position:?}"
        );
        for gap in &recording.gaps {
            assert!(
                gap.start + gap.duration <= position + Duration::from_millis(1),
                "{gap:?}"
            );
        }
        let file = bytes_of(&recording.blob.expect("in memory")).await;
        assert_eq!((file.len() as u64, parts.len()), (recording.size, file.len()));
        let duration = check_file(file);
        assert_eq!(duration, Some(end.as_millis() as f64));
        self.files += 1;
    }

    async fn drop_recorder(&mut self) {
        let Some(Running {
            recorder, mut chunks, ..
        }) = self.running.take()
        else {
            return;
        };
        self.note("drop".to_owned());
        drop(recorder);
        let mut parts = Vec::new();
        while let Some(Ok(chunk)) = chunks.next().await {
            parts.extend(bytes_of(&chunk.blob).await);
        }
        if !parts.is_empty() {
            // The patch of the duration is in the sink only.
            assert_eq!(check_file(parts), None);
            self.files += 1;
        }
    }

    /// Completes the recording, or another one, after it has data: earlier ones may have none on a busy machine.
    async fn finish(&mut self) {
        self.resume();
        for device in 0..DEVICES.len() {
            self.plug(device);
        }
        let both = MediaStreamConstraints::new().audio(true).video(true);
        self.capture.start(&both).await.expect("granted");
        if self.running.is_none() {
            self.start();
        }
        if let Some(running) = &self.running {
            let chunk = running.recorder.chunks().next().await;
            chunk.expect("recording").expect("data");
        }
        let files = self.files;
        self.stop().await;
        assert_eq!(self.files, files + 1);
    }

    fn check(&self) {
        if let Some(running) = &self.running {
            assert_eq!(running.recorder.state(), running.state);
        }
    }

    fn note(&mut self, action: String) {
        self.log.push(action);
        progress(&self.log.join("\n"));
    }
}

/// Asserts that a file has frames in the order of their times. Returns its duration in milliseconds.
fn check_file(file: Vec<u8>) -> Option<f64> {
    let mut demuxer = MatroskaFile::open(Cursor::new(file)).expect("a readable file");
    let duration = demuxer.info().duration();
    let mut ends = HashMap::new();
    let mut frame = Frame::default();
    while demuxer.next_frame(&mut frame).expect("a readable frame") {
        let is_declared = |track: &matroska_demuxer::TrackEntry| track.track_number().get() == frame.track;
        assert!(demuxer.tracks().iter().any(is_declared));
        assert!(!frame.data.is_empty());
        let previous = ends.insert(frame.track, frame.timestamp);
        assert!(
            previous <= Some(frame.timestamp),
            "{previous:?} {}",
            frame.timestamp
        );
    }
    let last = ends.into_values().max().expect("frames");
    assert!(duration.is_none_or(|duration| duration >= last as f64));
    duration
}

#[wasm_bindgen_test]
async fn random_recordings_are_valid_files() {
    if let Some(reason) = reason_without_webm() {
        return skip("random_recordings_are_valid_files", reason).await;
    }
    let fake = FakeMediaDevices::new().expect("a page");
    let before = listeners();
    let seed = seed();
    let mut simulation = Simulation {
        random: Random::new(seed),
        capture: Capture::with_devices(fake.devices()),
        fake,
        running: None,
        files: 0,
        log: vec![format!("seed {seed}")],
    };
    for device in 0..DEVICES.len() {
        simulation.plug(device);
    }
    simulation.capture.set_recovery(RecoveryPolicy::new().fallback());
    let both = MediaStreamConstraints::new().audio(true).video(true);
    simulation.capture.start(&both).await.expect("granted");
    simulation.start();
    for _ in 0..STEPS {
        simulation.step().await;
        settle().await;
        simulation.check();
    }
    simulation.finish().await;
    progress("");
    let Simulation { capture, fake, .. } = simulation;
    drop(capture);
    until(|| listeners() == before).await;
    assert_eq!(fake.live_tracks(), 0);
    leak_check::assert_no_leaks();
}
