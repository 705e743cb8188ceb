//! Frames of a capture in random sequences of actions: no frame, track or listener is left.
#![cfg(feature = "video-source")]

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use common::*;
use local_media_stream::frames::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::video_source::ProcessedTrack;
use local_media_stream::*;
use wasm_bindgen_test::*;

const STEPS: usize = 150;

const CAMERAS: [&str; 2] = ["camera 0", "camera 1"];

/// The most objects of each kind.
const MOST: usize = 3;

struct Simulation {
    random: Random,
    fake: FakeMediaDevices,
    capture: Capture,
    streams: Vec<FrameStream>,
    frames: Vec<VideoFrame>,
    /// The sources, and their processed tracks.
    processed: Vec<(MediaStreamTrack, ProcessedTrack)>,
    /// The frames that were read, and the copies that were dropped.
    counts: [usize; 2],
    log: Vec<String>,
}

impl Simulation {
    fn plug(&self, id: &str) {
        let mut camera = FakeDevice::camera(id);
        (camera.width, camera.height) = (80, 60);
        self.fake.plug(&camera);
    }

    /// Performs a random action.
    async fn step(&mut self) {
        let camera = CAMERAS[self.random.below(2)];
        let track = self.capture.track(MediaStreamTrackKind::Video);
        match self.random.below(20) {
            0..=2 => {
                if let Some(track) = track {
                    self.open_stream(&track);
                }
            }
            3..=7 => self.read().await,
            8 | 9 => self.copy().await,
            10 => {
                self.note("drop a stream".to_owned());
                remove(&mut self.streams, &mut self.random);
            }
            11 => {
                self.note("drop a frame".to_owned());
                remove(&mut self.frames, &mut self.random);
            }
            12 | 13 => {
                if let Some(track) = track.filter(|_| self.processed.len() < MOST) {
                    self.note("process".to_owned());
                    let processed = track.process(|_| Ok(())).expect("a page");
                    self.processed.push((track, processed));
                }
            }
            14 => {
                self.note("drop a processed track".to_owned());
                if let Some((_, processed)) = remove(&mut self.processed, &mut self.random) {
                    let track = MediaStreamTrack::clone(&processed);
                    drop(processed);
                    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
                }
            }
            15 => {
                self.note("stop a processed track".to_owned());
                if let Some((_, processed)) = remove(&mut self.processed, &mut self.random) {
                    processed.stop();
                    assert_eq!(processed.finished().await, Ok(()));
                }
            }
            16 => {
                self.note(format!("switch to {camera}"));
                drop(
                    self.capture
                        .switch_device(MediaStreamTrackKind::Video, camera)
                        .await,
                );
            }
            17 => {
                self.note(format!("unplug and plug {camera}"));
                self.fake.unplug(camera);
                self.plug(camera);
            }
            18 => {
                let muted = self.random.below(2) == 0;
                self.note(format!("mute {camera} {muted}"));
                self.fake.set_muted(camera, muted);
            }
            _ => {
                self.note("stop the capture".to_owned());
                self.capture.stop();
            }
        }
        if self.capture.track(MediaStreamTrackKind::Video).is_none() {
            let video = MediaStreamConstraints::new().video(true);
            self.capture.start(&video).await.expect("granted");
        }
    }

    fn open_stream(&mut self, track: &MediaStreamTrack) {
        if self.streams.len() == MOST {
            return;
        }
        let means = [
            FrameMeans::Processor,
            FrameMeans::VideoElement,
            FrameMeans::Canvas,
        ];
        let means = means[self.random.below(3)];
        self.note(format!("open a stream by {means:?}"));
        let result = track.frames(&FrameOptions::new().timeout(None).means(means));
        assert_eq!(result.is_ok(), means.is_supported());
        self.streams.extend(result);
    }

    /// Waits for a frame, which is kept. A stream that ends is dropped.
    async fn read(&mut self) {
        if self.streams.is_empty() {
            return;
        }
        self.note("read".to_owned());
        let at = self.random.below(self.streams.len());
        match self.streams[at].next().await {
            Some(frame) => {
                self.frames.push(frame.expect("a frame"));
                self.counts[0] += 1;
                if self.frames.len() > MOST {
                    self.frames.remove(0);
                }
            }
            None => drop(self.streams.remove(at)),
        }
    }

    /// Copies a frame. Sometimes the frame and the future are dropped meanwhile.
    async fn copy(&mut self) {
        let Some(frame) = remove(&mut self.frames, &mut self.random) else {
            return;
        };
        let is_dropped = self.random.below(2) == 0;
        self.note(format!("copy, dropped: {is_dropped}"));
        let options = CopyOptions::rgba();
        let mut copy = pin!(frame.copy_to(Vec::new(), &options));
        if is_dropped {
            poll_fn(|context| {
                let _ = copy.as_mut().poll(context);
                Poll::Ready(())
            })
            .await;
            self.counts[1] += 1;
        } else {
            assert_eq!(copy.await.expect("pixels").data.len(), 80 * 60 * 4);
        }
    }

    /// Waits until only the expected resources are open, and tracks have ended with their sources.
    async fn check(&self) {
        // A stream keeps one frame. A processed track copies another one.
        let most = self.frames.len() + self.streams.len() + 2 * self.processed.len();
        until(|| OpenResources::snapshot().video_frames <= most).await;
        for (source, processed) in &self.processed {
            until(|| processed.ready_state() == source.ready_state()).await;
        }
        assert_eq!(self.fake.live_tracks(), 1, "that of the capture");
    }

    fn note(&mut self, action: String) {
        self.log.push(action);
        progress(&self.log.join("\n"));
    }
}

/// Removes a random object.
fn remove<T>(from: &mut Vec<T>, random: &mut Random) -> Option<T> {
    (!from.is_empty()).then(|| from.remove(random.below(from.len())))
}

#[wasm_bindgen_test]
async fn random_frames_are_closed() {
    let fake = FakeMediaDevices::new().expect("a page");
    let before = listeners();
    let seed = seed();
    let begin = js_sys::Date::now();
    let mut simulation = Simulation {
        random: Random::new(seed),
        capture: Capture::with_devices(fake.devices()),
        fake,
        streams: Vec::new(),
        frames: Vec::new(),
        processed: Vec::new(),
        counts: [0; 2],
        log: vec![format!("seed {seed}")],
    };
    for camera in CAMERAS {
        simulation.plug(camera);
    }
    let video = MediaStreamConstraints::new().video(true);
    simulation.capture.start(&video).await.expect("granted");
    for _ in 0..STEPS {
        simulation.step().await;
        settle().await;
        simulation.check().await;
    }
    let [read, dropped] = simulation.counts;
    let seconds = (js_sys::Date::now() - begin) / 1000.0;
    log(&format!(
        "{read} frames read, {dropped} copies dropped, {seconds:.1} s"
    ))
    .await;
    progress("");
    let Simulation {
        fake,
        capture,
        streams,
        frames,
        processed,
        ..
    } = simulation;
    drop((capture, streams, frames, processed));
    until(|| listeners() == before && OpenResources::snapshot() == OpenResources::default()).await;
    assert_eq!(fake.live_tracks(), 0);
    leak_check::assert_no_leaks();
}
