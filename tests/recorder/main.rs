//! `Recorder` with a stream: the content of its files, its calls in any order, and its failures.
#![cfg(all(
    target_family = "wasm",
    feature = "audio",
    feature = "testing",
    feature = "recorder"
))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod files;
mod states;

use std::time::Duration;

use common::*;
use local_media_stream::recorder::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// A synthetic camera, and a stream of its only track.
struct Scene {
    camera: SyntheticCamera,
    track: LocalMediaStreamTrack,
    stream: MediaStream,
}

impl Scene {
    fn new() -> Self {
        let camera = SyntheticCamera::new(320, 240, 30.0).expect("a page");
        let track = camera.track().expect("a track");
        let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&track)]).expect("a page");
        Scene {
            camera,
            track,
            stream,
        }
    }

    fn recorder(&self) -> Recorder {
        Recorder::new(&self.stream, options())
    }

    /// Waits for this number of further frames.
    async fn frames(&self, count: u64) {
        let end = self.camera.frames() + count;
        while_recording(|| self.camera.frames() >= end).await;
    }

    /// Waits for this number of further frames, and counts them for each position of a recording.
    async fn counted_frames(&self, count: u64, counts: &FrameCounts, recorder: &Recorder) {
        let read = || (recorder.position().as_secs_f64(), self.camera.frames());
        counts.wait(count, read).await;
    }
}

fn options() -> RecorderOptions {
    RecorderOptions::new().timeslice(Duration::from_millis(200))
}

/// Waits until this many seconds are in the file. Returns the time of its last frame.
async fn delivered(chunks: &mut EventStream<Result<Chunk, MediaError>>, seconds: f64) -> f64 {
    let mut end = 0.0;
    while end < seconds {
        let chunk = chunks.next().await.expect("more data").expect("no error");
        end = (chunk.timecode + chunk.duration).as_secs_f64();
    }
    end
}

/// Returns why the browser records nothing. The error is checked.
async fn reason_to_skip() -> Option<&'static str> {
    reason_without_webm()?;
    let types = Recorder::supported_types();
    let scene = Scene::new();
    let recorder = scene.recorder();
    if types.is_empty() {
        let error = recorder.start().expect_err("no type is supported");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        assert_eq!(recorder.state(), RecorderState::Idle);
        return Some("the browser records no type");
    }
    recorder.start().expect("a type is supported");
    scene.frames(20).await;
    let error = recorder.stop().await.err()?;
    assert_eq!(error.kind(), MediaErrorKind::NotReadable, "{error}");
    Some("the browser delivers empty recordings")
}
