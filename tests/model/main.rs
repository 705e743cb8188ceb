//! `Capture` compared with a model, in random sequences of actions: the live tracks are those of the target, and no
//! resource is open at the end.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(
    clippy::expect_used,
    clippy::needless_range_loop,
    clippy::panic,
    clippy::unwrap_used
)]

mod frames;
mod recordings;
#[cfg(feature = "audio")]
mod sound;

use std::rc::Rc;

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// The allocator of the npm package.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

const STEPS: usize = 10_000;

/// The request for a kind of track: none, any device, or the device with this index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Request {
    Off,
    Any,
    Device(usize),
}

/// The requests for audio and video.
type Requests = [Request; 2];

const IDS: [[&str; 2]; 2] = [["microphone 0", "microphone 1"], ["camera 0", "camera 1"]];
const PERMISSIONS: [PermissionName; 2] = [PermissionName::Microphone, PermissionName::Camera];

fn track_request(kind: usize, request: Request) -> TrackRequest {
    match request {
        Request::Off => false.into(),
        Request::Any => true.into(),
        Request::Device(device) => MediaTrackConstraints::new()
            .device_id(Constrain::exact(IDS[kind][device]))
            .into(),
    }
}

fn constraints(requests: Requests) -> MediaStreamConstraints {
    MediaStreamConstraints::new()
        .audio(track_request(0, requests[0]))
        .video(track_request(1, requests[1]))
}

/// The expected state when no request is pending.
#[derive(Debug, Default)]
struct Model {
    connected: [[bool; 2]; 2],
    denied: [bool; 2],
    /// The request and the device of each live track.
    live: [Option<(Request, usize)>; 2],
}

impl Model {
    /// Returns the device that the browser selects for a request.
    fn device(&self, kind: usize, request: Request) -> Option<usize> {
        match request {
            Request::Off => None,
            Request::Any => (0..2).find(|device| self.connected[kind][*device]),
            Request::Device(device) => self.connected[kind][device].then_some(device),
        }
    }

    /// Applies a start. Returns whether it succeeds.
    fn start(&mut self, requests: Requests) -> bool {
        for kind in 0..2 {
            if requests[kind] == Request::Off {
                self.live[kind] = None;
            }
        }
        let missing: Vec<_> = (0..2)
            .filter(|&kind| {
                requests[kind] != Request::Off
                    && self.live[kind].is_none_or(|(live, _)| live != requests[kind])
            })
            .collect();
        let is_available =
            |kind: &usize| !self.denied[*kind] && self.device(*kind, requests[*kind]).is_some();
        if !missing.iter().all(is_available) {
            return false;
        }
        for kind in missing {
            self.live[kind] = self
                .device(kind, requests[kind])
                .map(|device| (requests[kind], device));
        }
        true
    }

    fn lose(&mut self, kind: usize, device: usize) {
        self.live[kind] = self.live[kind].filter(|(_, live)| *live != device);
    }

    fn target(&self) -> Option<MediaStreamConstraints> {
        let requests = self
            .live
            .map(|live| live.map_or(Request::Off, |(request, _)| request));
        (requests != [Request::Off; 2]).then(|| constraints(requests))
    }
}

struct Simulation {
    random: Random,
    fake: FakeMediaDevices,
    capture: Rc<Capture>,
    model: Model,
    /// Whether requests stay pending. Their results are not predicted then; the invariants must hold.
    prompts_held: bool,
    log: Vec<String>,
}

impl Simulation {
    fn plug(&mut self, kind: usize, device: usize) {
        let fake = match kind {
            0 => FakeDevice::microphone(IDS[kind][device]),
            _ => FakeDevice::camera(IDS[kind][device]),
        };
        self.fake.plug(&fake);
        // A device that is connected already is disconnected first.
        self.model.lose(kind, device);
        self.model.connected[kind][device] = true;
        // The fake selects the device that was connected first, and the model the one with the lowest index.
        if device == 0 && self.model.connected[kind][1] {
            self.plug(kind, 1);
        }
    }

    fn set_permission(&mut self, kind: usize, granted: bool) {
        let state = if granted {
            PermissionState::Granted
        } else {
            PermissionState::Denied
        };
        self.fake.set_permission(&PERMISSIONS[kind], &state);
        self.model.denied[kind] = !granted;
        if !granted {
            self.model.live[kind] = None;
        }
    }

    fn random_request(&mut self) -> Request {
        match self.random.below(4) {
            0 => Request::Off,
            1 => Request::Any,
            device => Request::Device(device - 2),
        }
    }

    fn random_device(&mut self) -> (usize, usize) {
        (self.random.below(2), self.random.below(2))
    }

    /// Performs a random action.
    async fn step(&mut self) {
        // `hold` does not nest.
        match self.random.below(if self.prompts_held { 14 } else { 15 }) {
            0..=3 => {
                let requests = [self.random_request(), self.random_request()];
                self.note(format!("start {requests:?}"));
                let outcome = self.capture.start(&constraints(requests));
                if requests == [Request::Off; 2] {
                    outcome.await.expect_err("an empty request");
                    return;
                }
                let succeeds = self.model.start(requests);
                // Sometimes the future is dropped.
                if !self.prompts_held && self.random.below(2) == 0 {
                    assert_eq!(outcome.await.is_ok(), succeeds, "{requests:?}");
                }
            }
            4 => {
                self.note("stop".to_owned());
                self.capture.stop();
                self.model.live = [None; 2];
                assert!(self.capture.stream().is_none(), "stopped before it returns");
            }
            5 => {
                self.note("drop".to_owned());
                self.capture = Rc::new(Capture::with_devices(self.fake.devices()));
                self.model.live = [None; 2];
            }
            6 | 7 => {
                let kind = self.random.below(2);
                let request = self.random_request();
                self.note(format!("switch {kind} to {request:?}"));
                let Some(target) = self.capture.constraints() else {
                    return;
                };
                let outcome = match kind {
                    0 => self.capture.switch_audio(track_request(0, request)),
                    _ => self.capture.switch_video(track_request(1, request)),
                };
                if self.prompts_held {
                    return;
                }
                assert_eq!(Some(target), self.model.target());
                let mut requests = self
                    .model
                    .live
                    .map(|live| live.map_or(Request::Off, |(request, _)| request));
                requests[kind] = request;
                // Removing the last track is an empty request.
                let succeeds = requests != [Request::Off; 2] && self.model.start(requests);
                assert_eq!(outcome.await.is_ok(), succeeds, "{requests:?}");
            }
            8 => {
                let (kind, device) = self.random_device();
                self.note(format!("unplug {kind} {device}"));
                self.fake.unplug(IDS[kind][device]);
                self.model.connected[kind][device] = false;
                self.model.lose(kind, device);
            }
            9 => {
                let (kind, device) = self.random_device();
                self.note(format!("plug {kind} {device}"));
                self.plug(kind, device);
            }
            10 => {
                let (kind, device) = self.random_device();
                self.note(format!("end {kind} {device}"));
                self.fake.end(IDS[kind][device]);
                self.model.lose(kind, device);
            }
            11 => {
                let (kind, granted) = (self.random.below(2), self.random.below(3) > 0);
                self.note(format!("permit {kind} {granted}"));
                self.set_permission(kind, granted);
            }
            12 => {
                let (kind, device) = self.random_device();
                let muted = self.random.below(2) == 0;
                self.note(format!("mute {kind} {device} {muted}"));
                self.fake.set_muted(IDS[kind][device], muted);
            }
            13 => {
                let exclusive = self.random.below(2) == 0;
                self.note(format!("exclusive camera {exclusive}"));
                self.fake.set_exclusive_camera(exclusive);
            }
            _ => self.hold().await,
        }
    }

    /// Keeps requests pending for some steps, and settles them with random responses.
    async fn hold(&mut self) {
        self.note("hold".to_owned());
        self.prompts_held = true;
        self.fake.hold_prompts(true);
        for _ in 0..self.random.below(8) {
            if self.random.below(2) == 0 {
                let response = match self.random.below(6) {
                    0 | 1 => PromptResponse::Grant,
                    2 => PromptResponse::Deny,
                    3 => PromptResponse::Fail(MediaErrorKind::NotReadable),
                    4 => PromptResponse::NoTracks,
                    _ => PromptResponse::EndedTracks,
                };
                self.note(format!("respond {response:?}"));
                self.fake.respond(&response);
            } else {
                Box::pin(self.step()).await;
            }
            settle().await;
            self.check();
        }
        // Settles the remaining requests, and resets the capture and the model.
        self.note("release".to_owned());
        self.capture.stop();
        self.fake.hold_prompts(false);
        while self.fake.respond(&PromptResponse::Grant) {
            settle().await;
        }
        settle().await;
        self.model.live = [None; 2];
        self.prompts_held = false;
    }

    /// Asserts the invariants, and the model if no request is pending.
    fn check(&self) {
        let live = |kind: usize| {
            let kind = [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video][kind];
            self.capture.track(kind)
        };
        let captured = (0..2).filter(|kind| live(*kind).is_some()).count();
        assert_eq!(
            self.fake.live_tracks() as usize,
            captured,
            "all live tracks are those of the capture"
        );
        let target = self.capture.constraints();
        match self.capture.state() {
            CaptureState::Idle | CaptureState::Failed(_) | CaptureState::Ended(_) => {
                assert!(target.is_none() && captured == 0, "no target and no live track");
            }
            CaptureState::Prompting => assert!(target.is_some() && self.prompts_held),
            CaptureState::Live => assert!(target.is_some() && captured > 0),
            CaptureState::Switching => assert!(target.is_some() && self.prompts_held),
            other => panic!("{other:?} without a recovery policy"),
        }
        if !self.prompts_held {
            assert_eq!(target, self.model.target());
            for kind in 0..2 {
                let id = live(kind).map(|track| track.settings().device_id.expect("the fake exposes it"));
                let expected = self.model.live[kind].map(|(_, device)| IDS[kind][device].to_owned());
                assert_eq!(id, expected);
            }
        }
    }

    fn note(&mut self, action: String) {
        if self.log.len() >= 40 {
            self.log.remove(0);
        }
        self.log.push(action);
        // A panic prints the progress: the seed and the latest actions.
        progress(&self.log.join("\n"));
    }
}

#[wasm_bindgen_test]
async fn random_actions_match_the_model() {
    let seed = seed();
    let fake = FakeMediaDevices::new().expect("a page");
    let guard = fake.install();
    let before = listeners();
    let mut simulation = Simulation {
        random: Random::new(seed),
        capture: Rc::new(Capture::with_devices(fake.devices())),
        fake,
        model: Model::default(),
        prompts_held: false,
        log: Vec::new(),
    };
    for kind in 0..2 {
        for device in 0..2 {
            simulation.plug(kind, device);
        }
    }
    #[cfg(feature = "audio")]
    let mut sound = sound::Sound::default();
    for step in 0..STEPS {
        simulation.note(format!("step {step} of seed {seed}"));
        simulation.step().await;
        #[cfg(feature = "audio")]
        sound.step(
            &mut simulation.random,
            simulation.capture.track(MediaStreamTrackKind::Audio).as_ref(),
        );
        settle().await;
        simulation.check();
    }
    progress("");
    let Simulation { capture, fake, .. } = simulation;
    #[cfg(feature = "audio")]
    drop(sound);
    drop(capture);
    fake.hold_prompts(false);
    while fake.respond(&PromptResponse::Grant) {}
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    assert_eq!(listeners(), before, "no listener is left");
    leak_check::assert_no_leaks();
    drop(guard);
}
