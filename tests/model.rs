//! `Capture` against a model of it: whatever is done in whatever order, what is live is what is wanted, and nothing is
//! left at the end.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(
    clippy::expect_used,
    clippy::needless_range_loop,
    clippy::panic,
    clippy::unwrap_used
)]

use std::rc::Rc;

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const STEPS: usize = 10_000;

/// What is asked of one kind: nothing, any device, or the device of this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    No,
    Any,
    Device(usize),
}

/// Audio, and video.
type Asks = [Ask; 2];

const IDS: [[&str; 2]; 2] = [["microphone 0", "microphone 1"], ["camera 0", "camera 1"]];
const PERMISSIONS: [PermissionName; 2] = [PermissionName::Microphone, PermissionName::Camera];

fn request(kind: usize, ask: Ask) -> TrackRequest {
    match ask {
        Ask::No => false.into(),
        Ask::Any => true.into(),
        Ask::Device(device) => MediaTrackConstraints::new()
            .device_id(Constrain::exact(IDS[kind][device]))
            .into(),
    }
}

fn constraints(asks: Asks) -> MediaStreamConstraints {
    MediaStreamConstraints::new()
        .audio(request(0, asks[0]))
        .video(request(1, asks[1]))
}

/// The world as it should be when all that is under way is done.
#[derive(Debug, Default)]
struct Model {
    plugged: [[bool; 2]; 2],
    denied: [bool; 2],
    /// What is wanted, and with that, live: on which device.
    live: [Option<(Ask, usize)>; 2],
}

impl Model {
    /// The device that an ask would get.
    fn device(&self, kind: usize, ask: Ask) -> Option<usize> {
        match ask {
            Ask::No => None,
            Ask::Any => (0..2).find(|device| self.plugged[kind][*device]),
            Ask::Device(device) => self.plugged[kind][device].then_some(device),
        }
    }

    /// Wants this; whether it could be had.
    fn start(&mut self, asks: Asks) -> bool {
        for kind in 0..2 {
            if asks[kind] == Ask::No {
                self.live[kind] = None;
            }
        }
        let missing: Vec<_> = (0..2)
            .filter(|&kind| {
                asks[kind] != Ask::No && self.live[kind].is_none_or(|(live, _)| live != asks[kind])
            })
            .collect();
        let can = |kind: &usize| !self.denied[*kind] && self.device(*kind, asks[*kind]).is_some();
        if !missing.iter().all(can) {
            return false;
        }
        for kind in missing {
            self.live[kind] = self.device(kind, asks[kind]).map(|device| (asks[kind], device));
        }
        true
    }

    fn lose(&mut self, kind: usize, device: usize) {
        self.live[kind] = self.live[kind].filter(|(_, live)| *live != device);
    }

    fn wanted(&self) -> Option<MediaStreamConstraints> {
        let asks = self.live.map(|live| live.map_or(Ask::No, |(ask, _)| ask));
        (asks != [Ask::No; 2]).then(|| constraints(asks))
    }
}

struct World {
    random: Random,
    fake: FakeMediaDevices,
    capture: Rc<Capture>,
    model: Model,
    /// Whether requests wait for an answer: what then comes is not foretold, but all else must hold.
    held: bool,
    log: Vec<String>,
}

impl World {
    fn plug(&mut self, kind: usize, device: usize) {
        let fake = match kind {
            0 => FakeDevice::microphone(IDS[kind][device]),
            _ => FakeDevice::camera(IDS[kind][device]),
        };
        self.fake.plug(&fake);
        // Plugging one in that is there is unplugging it first.
        self.model.lose(kind, device);
        self.model.plugged[kind][device] = true;
        // The order in which they were plugged in is the order of the list, and the model always takes the first.
        if device == 0 && self.model.plugged[kind][1] {
            self.plug(kind, 1);
        }
    }

    fn permit(&mut self, kind: usize, granted: bool) {
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

    fn some_ask(&mut self) -> Ask {
        match self.random.below(4) {
            0 => Ask::No,
            1 => Ask::Any,
            device => Ask::Device(device - 2),
        }
    }

    fn some_device(&mut self) -> (usize, usize) {
        (self.random.below(2), self.random.below(2))
    }

    /// Does something.
    async fn step(&mut self) {
        // Holding is no part of holding.
        match self.random.below(if self.held { 14 } else { 15 }) {
            0..=3 => {
                let asks = [self.some_ask(), self.some_ask()];
                self.note(format!("start {asks:?}"));
                let outcome = self.capture.start(&constraints(asks));
                if asks == [Ask::No; 2] {
                    outcome.await.expect_err("nothing is asked for");
                    return;
                }
                let possible = self.model.start(asks);
                // Sometimes nobody waits for it.
                if !self.held && self.random.below(2) == 0 {
                    assert_eq!(outcome.await.is_ok(), possible, "{asks:?}");
                }
            }
            4 => {
                self.note("stop".to_owned());
                self.capture.stop();
                self.model.live = [None; 2];
                assert!(self.capture.stream().is_none(), "at once");
            }
            5 => {
                self.note("drop".to_owned());
                self.capture = Rc::new(Capture::with_devices(self.fake.devices()));
                self.model.live = [None; 2];
            }
            6 | 7 => {
                let kind = self.random.below(2);
                let ask = self.some_ask();
                self.note(format!("switch {kind} to {ask:?}"));
                let Some(wanted) = self.capture.constraints() else {
                    return;
                };
                let outcome = match kind {
                    0 => self.capture.switch_audio(request(0, ask)),
                    _ => self.capture.switch_video(request(1, ask)),
                };
                if self.held {
                    return;
                }
                assert_eq!(Some(wanted), self.model.wanted());
                let mut asks = self.model.live.map(|live| live.map_or(Ask::No, |(ask, _)| ask));
                asks[kind] = ask;
                // Taking the last one out is asking for nothing.
                let possible = asks != [Ask::No; 2] && self.model.start(asks);
                assert_eq!(outcome.await.is_ok(), possible, "{asks:?}");
            }
            8 => {
                let (kind, device) = self.some_device();
                self.note(format!("unplug {kind} {device}"));
                self.fake.unplug(IDS[kind][device]);
                self.model.plugged[kind][device] = false;
                self.model.lose(kind, device);
            }
            9 => {
                let (kind, device) = self.some_device();
                self.note(format!("plug {kind} {device}"));
                self.plug(kind, device);
            }
            10 => {
                let (kind, device) = self.some_device();
                self.note(format!("end {kind} {device}"));
                self.fake.end(IDS[kind][device]);
                self.model.lose(kind, device);
            }
            11 => {
                let (kind, granted) = (self.random.below(2), self.random.below(3) > 0);
                self.note(format!("permit {kind} {granted}"));
                self.permit(kind, granted);
            }
            12 => {
                let (kind, device) = self.some_device();
                let muted = self.random.below(2) == 0;
                self.note(format!("mute {kind} {device} {muted}"));
                self.fake.set_muted(IDS[kind][device], muted);
            }
            13 => {
                let one = self.random.below(2) == 0;
                self.note(format!("one camera {one}"));
                self.fake.set_exclusive_camera(one);
            }
            _ => self.hold().await,
        }
    }

    /// For a while requests wait, and are answered in every possible way.
    async fn hold(&mut self) {
        self.note("hold".to_owned());
        self.held = true;
        self.fake.hold_prompts(true);
        for _ in 0..self.random.below(8) {
            if self.random.below(2) == 0 {
                let answer = match self.random.below(6) {
                    0 | 1 => PromptResponse::Grant,
                    2 => PromptResponse::Deny,
                    3 => PromptResponse::Fail(MediaErrorKind::NotReadable),
                    4 => PromptResponse::Nothing,
                    _ => PromptResponse::Ended,
                };
                self.note(format!("answer {answer:?}"));
                self.fake.respond(&answer);
            } else {
                Box::pin(self.step()).await;
            }
            settle().await;
            self.check();
        }
        // Everything is answered, and everybody begins anew.
        self.note("release".to_owned());
        self.capture.stop();
        self.fake.hold_prompts(false);
        while self.fake.respond(&PromptResponse::Grant) {
            settle().await;
        }
        settle().await;
        self.model.live = [None; 2];
        self.held = false;
    }

    /// What holds whatever is under way.
    fn check(&self) {
        let live = |kind: usize| {
            let kind = [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video][kind];
            self.capture.track(kind)
        };
        let reachable = (0..2).filter(|kind| live(*kind).is_some()).count();
        assert_eq!(
            self.fake.live_tracks() as usize,
            reachable,
            "nothing is live but what the capture has"
        );
        let wanted = self.capture.constraints();
        match self.capture.state() {
            CaptureState::Idle | CaptureState::Failed(_) | CaptureState::Ended(_) => {
                assert!(
                    wanted.is_none() && reachable == 0,
                    "nothing is wanted, and nothing is live"
                );
            }
            CaptureState::Prompting => assert!(wanted.is_some() && self.held),
            CaptureState::Live => assert!(wanted.is_some() && reachable > 0),
            CaptureState::Switching => assert!(wanted.is_some() && self.held),
            other => panic!("{other:?}: nobody asked for a recovery"),
        }
        if !self.held {
            assert_eq!(wanted, self.model.wanted());
            for kind in 0..2 {
                let id = live(kind).map(|track| track.settings().device_id.expect("the fake tells"));
                let expected = self.model.live[kind].map(|(_, device)| IDS[kind][device].to_owned());
                assert_eq!(id, expected);
            }
        }
    }

    fn note(&mut self, what: String) {
        if self.log.len() >= 40 {
            self.log.remove(0);
        }
        self.log.push(what);
        // On failure the seed and the last steps are in the output.
        progress(&self.log.join("\n"));
    }
}

#[wasm_bindgen_test]
async fn whatever_is_done_in_whatever_order() {
    let seed = seed();
    let fake = FakeMediaDevices::new().expect("a page");
    let installed = fake.install();
    let before = listeners();
    let mut world = World {
        random: Random::new(seed),
        capture: Rc::new(Capture::with_devices(fake.devices())),
        fake,
        model: Model::default(),
        held: false,
        log: Vec::new(),
    };
    for kind in 0..2 {
        for device in 0..2 {
            world.plug(kind, device);
        }
    }
    for step in 0..STEPS {
        world.note(format!("step {step} of seed {seed}"));
        world.step().await;
        settle().await;
        world.check();
    }
    progress("");
    let World { capture, fake, .. } = world;
    drop(capture);
    fake.hold_prompts(false);
    while fake.respond(&PromptResponse::Grant) {}
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    assert_eq!(listeners(), before, "nobody listens any more");
    leak_check::assert_no_leaks();
    drop(installed);
}
