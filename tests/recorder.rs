//! `Recorder` with a stream: the content of its files, its calls in any order, and its failures.
#![cfg(all(
    target_family = "wasm",
    feature = "audio",
    feature = "testing",
    feature = "recorder"
))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use common::*;
use local_media_stream::headless::{RecordingModel, RecordingSnapshot};
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

/// Returns the next item without waiting.
fn poll<T: 'static>(stream: &mut EventStream<T>) -> Poll<Option<T>> {
    pin!(stream.next()).poll(&mut Context::from_waker(Waker::noop()))
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

#[wasm_bindgen_test]
async fn a_file_has_a_duration_and_can_be_searched() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_file_has_a_duration_and_can_be_searched", reason).await;
    }
    let record = async || {
        let scene = Scene::new();
        let recorder = scene.recorder();
        let (chunks, states) = (recorder.chunks(), recorder.state_changes());
        scene.frames(2).await;
        recorder.start().expect("a track");
        assert_eq!(recorder.state(), RecorderState::Recording);
        let counts = FrameCounts::default();
        scene.counted_frames(60, &counts, &recorder).await;
        let expected = recorder.position().as_secs_f64();
        let recording = recorder.stop().await.expect("a file");
        assert_eq!(recorder.state(), RecorderState::Stopped);
        let duration = recording.duration.as_secs_f64();
        (duration, expected, (recording, counts, chunks, states))
    };
    let (expected, (recording, counts, mut chunks, mut states)) = record_on_time(0.1, record).await;

    assert_eq!(recording.error, None);
    assert!(recording.gaps.is_empty());
    assert!(
        recording.mime_type.starts_with("video/webm"),
        "{}",
        recording.mime_type
    );
    let blob = recording.blob.expect("in memory");
    assert_eq!(blob.size() as u64, recording.size);
    assert_eq!(blob.type_(), recording.mime_type);
    let (duration, pictures) = inspect_video(&blob, &[0.3, expected / 2.0, 0.3]).await;
    assert_near(duration, expected, 0.1);
    assert_eq!((pictures[0].width, pictures[0].height), (320, 240));
    let frames = counts.between(pictures[0], pictures[1]);
    assert_near(pictures[0].frames_until(pictures[1]), frames, 8.0);
    assert_near(pictures[1].frames_until(pictures[2]), 360.0 - frames, 8.0);
    assert_near(play_to_end(&blob).await, expected, 0.1);

    let mut size = 0.0;
    let mut end = Duration::ZERO;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.expect("data");
        assert_eq!(chunk.timecode, end);
        end += chunk.duration;
        size += chunk.blob.size();
    }
    assert_eq!((size as u64, end), (recording.size, recording.duration));
    let mut all = Vec::new();
    while let Some(state) = states.next().await {
        all.push(state.name());
    }
    assert_eq!(all, ["recording", "stopping", "stopped"]);
}

#[wasm_bindgen_test]
async fn the_sound_is_in_the_file() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_sound_is_in_the_file", reason).await;
    }
    // Without an audio output, Firefox delays the sound of the microphone until it plays sound to nowhere.
    let context = audio::AudioContext::shared().expect("a page");
    context_runs(context.as_ref()).await;
    let stream = open().await;
    let record = async || {
        let recorder = Recorder::new(&stream, options());
        recorder.start().expect("tracks");
        while_recording(|| recorder.position() >= Duration::from_millis(1600)).await;
        let recording = recorder.stop().await.expect("a file");
        let blob = recording.blob.expect("in memory");
        let (duration, loudness) = inspect_audio(&blob).await;
        (duration, recording.duration.as_secs_f64(), (blob, loudness))
    };
    // The microphone may start later than the camera.
    let (expected, (blob, loudness)) = record_on_time(0.2, record).await;
    let halves = [&loudness[..5], &loudness[5..]];
    for half in halves {
        assert!(half.iter().any(|loudest| *loudest > 0.1), "{loudness:?}");
    }
    let (duration, pictures) = inspect_video(&blob, &[0.5]).await;
    assert_near(duration, expected, 0.1);
    assert!(pictures[0].width > 0);
}

#[wasm_bindgen_test]
async fn the_time_of_a_pause_is_not_in_the_file() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_time_of_a_pause_is_not_in_the_file", reason).await;
    }
    let record = async || {
        let scene = Scene::new();
        let recorder = scene.recorder();
        recorder.start().expect("a track");
        let counts = FrameCounts::default();
        scene.counted_frames(20, &counts, &recorder).await;
        recorder.pause().expect("recording");
        recorder.pause().expect("a no-op");
        assert_eq!(recorder.state(), RecorderState::Paused);
        let position = recorder.position();
        scene.counted_frames(30, &counts, &recorder).await;
        assert_eq!(recorder.position(), position);
        recorder.resume().expect("paused");
        scene.counted_frames(20, &counts, &recorder).await;
        let expected = recorder.position().as_secs_f64();
        let recording = recorder.stop().await.expect("a file");
        let duration = recording.duration.as_secs_f64();
        (duration, expected, (recording, counts))
    };
    let (expected, (recording, counts)) = record_on_time(0.1, record).await;
    let times = [0.2, expected - 0.2];
    let (_, pictures) = inspect_video(&recording.blob.expect("in memory"), &times).await;
    let frames = counts.between(pictures[0], pictures[1]);
    assert_near(pictures[0].frames_until(pictures[1]), frames, 10.0);
}

#[wasm_bindgen_test]
async fn nothing_starts_with_invalid_input() {
    let scene = Scene::new();
    let empty = MediaStream::new().expect("a page");
    let idle = Capture::new();
    for recorder in [
        Recorder::new(&empty, options()),
        Recorder::with_capture(&idle, options()),
    ] {
        let error = recorder.start().expect_err("no track");
        assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    }
    let recorder = Recorder::new(&scene.stream, options().timeslice(Duration::ZERO));
    assert_eq!(recorder.start().unwrap_err().kind(), MediaErrorKind::Type);
    let ogg = RecordingType::audio(Container::Ogg, AudioCodec::Opus);
    let recorder = Recorder::new(&scene.stream, options().types([ogg]));
    assert_eq!(recorder.start().unwrap_err().kind(), MediaErrorKind::Unsupported);

    let recorder = scene.recorder();
    for result in [recorder.pause(), recorder.resume()] {
        assert_eq!(result.unwrap_err().kind(), MediaErrorKind::InvalidState);
    }
    assert_eq!(
        recorder.stop().await.unwrap_err().kind(),
        MediaErrorKind::InvalidState
    );
    scene.track.stop();
    let error = recorder.start().expect_err("no live track");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    assert_eq!(recorder.state(), RecorderState::Idle);
}

#[wasm_bindgen_test]
async fn a_recorder_starts_once_and_stops_twice() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_recorder_starts_once_and_stops_twice", reason).await;
    }
    let scene = Scene::new();
    let recorder = Rc::new(Recorder::new(
        &scene.stream,
        options().timeslice(Duration::from_millis(1)),
    ));
    let mut chunks = recorder.chunks();
    recorder.start().expect("a track");
    assert_eq!(recorder.start().unwrap_err().kind(), MediaErrorKind::InvalidState);
    delivered(&mut chunks, 0.35).await;
    // In a callback of the recorder itself.
    let result = Rc::new(RefCell::new(None));
    let listener = recorder.on_state_change({
        let (recorder, result) = (Rc::downgrade(&recorder), Rc::clone(&result));
        move |state| {
            if state == RecorderState::Paused {
                let future = recorder.upgrade().map(|recorder| recorder.stop());
                result.replace(future);
            }
        }
    });
    recorder.pause().expect("recording");
    assert_eq!(recorder.state(), RecorderState::Stopping);
    drop(recorder.stop());
    let first = result.take().expect("called").await.expect("a file");
    let second = recorder.stop().await.expect("a file");
    assert_eq!(first, second);
    assert!(first.duration > Duration::from_millis(300), "{first:?}");
    assert_eq!(
        recorder.resume().unwrap_err().kind(),
        MediaErrorKind::InvalidState
    );
    drop(listener);
    assert_eq!(poll(&mut recorder.state_changes()), Poll::Ready(None));
}

#[wasm_bindgen_test]
fn the_drop_of_an_idle_recorder_ends_its_streams() {
    let recorder = Scene::new().recorder();
    let (mut chunks, mut states) = (recorder.chunks(), recorder.state_changes());
    assert_eq!(poll(&mut chunks), Poll::Pending);
    drop(recorder);
    assert_eq!(poll(&mut chunks), Poll::Ready(None));
    assert_eq!(poll(&mut states), Poll::Ready(Some(RecorderState::Stopped)));
    assert_eq!(poll(&mut states), Poll::Ready(None));
}

#[wasm_bindgen_test]
async fn every_listener_of_a_recorder_receives_each_state() {
    if let Some(reason) = reason_to_skip().await {
        return skip("every_listener_of_a_recorder_receives_each_state", reason).await;
    }
    let scene = Scene::new();
    let recorder = Rc::new(scene.recorder());
    let received: [Rc<RefCell<Vec<_>>>; 2] = Default::default();
    let [pauses, follows] = received.clone();
    let pausing = Rc::downgrade(&recorder);
    let _listeners = [
        recorder.on_state_change(move |state| {
            pauses.borrow_mut().push(state.name());
            if state == RecorderState::Recording {
                let recorder = pausing.upgrade().expect("owned by the test");
                recorder.pause().expect("recording");
                assert_eq!(recorder.state(), RecorderState::Paused);
            }
        }),
        recorder.on_state_change(move |state| follows.borrow_mut().push(state.name())),
    ];
    recorder.start().expect("a track");
    recorder.resume().expect("paused");
    drop(recorder.stop().await);
    let expected = [
        "recording",
        "paused",
        "recording",
        "paused",
        "stopping",
        "stopped",
    ];
    for states in received {
        assert_eq!(*states.borrow(), expected);
    }
}

#[wasm_bindgen_test]
async fn the_end_of_the_tracks_ends_the_recording() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_end_of_the_tracks_ends_the_recording", reason).await;
    }
    let record = async || {
        let scene = Scene::new();
        let recorder = scene.recorder();
        let mut states = recorder.state_changes();
        recorder.start().expect("a track");
        scene.frames(20).await;
        let expected = recorder.position().as_secs_f64();
        scene.track.stop();
        while states.next().await.is_some() {}
        let recording = recorder.stop().await.expect("a file");
        (recording.duration.as_secs_f64(), expected, recording)
    };
    let (expected, recording) = record_on_time(0.1, record).await;
    assert_eq!(recording.error, None);
    assert_near(
        play_to_end(&recording.blob.expect("in memory")).await,
        expected,
        0.1,
    );
}

#[wasm_bindgen_test]
async fn a_changed_stream_ends_with_an_error_and_a_file() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_changed_stream_ends_with_an_error_and_a_file", reason).await;
    }
    for is_added in [true, false] {
        repeat(|| record_changed_stream(is_added)).await;
    }
}

/// Returns an error if the file is too long: a late last frame makes the estimate of its length too long.
async fn record_changed_stream(is_added: bool) -> Result<(), String> {
    let (scene, other) = (Scene::new(), Scene::new());
    let recorder = scene.recorder();
    let mut chunks = recorder.chunks();
    recorder.start().expect("a track");
    // At the change, Firefox discards what it has not encoded yet. All that it has delivered must be in the file.
    let delivered = delivered(&mut chunks, 0.3).await;
    if is_added {
        scene.stream.add_track(&other.track);
    } else {
        scene.stream.remove_track(&scene.track);
    }
    let mut last = None;
    while let Some(chunk) = chunks.next().await {
        last = Some(chunk);
    }
    // The browser ends the recording some time after the change.
    let ended = recorder.position().as_secs_f64();
    let recording = recorder.stop().await.expect("a file");
    let error = recording.error.expect("an error");
    assert_eq!(error.kind(), MediaErrorKind::InvalidModification);
    assert_eq!(last, Some(Err(error)));
    let duration = play_to_end(&recording.blob.expect("in memory")).await;
    assert!(duration >= delivered - 0.1, "{duration} s of {delivered} s");
    let is_on_time = duration < ended + 0.1;
    is_on_time
        .then_some(())
        .ok_or_else(|| format!("{duration} s of {ended} s"))
}

#[wasm_bindgen_test]
async fn the_options_reach_the_browser() {
    if let Some(reason) = reason_to_skip().await {
        return skip("the_options_reach_the_browser", reason).await;
    }
    let scene = Scene::new();
    let options = options()
        .audio_bits_per_second(64_000)
        .video_bits_per_second(400_000)
        .audio_bitrate_mode(BitrateMode::Constant)
        .key_frame_interval(Duration::from_millis(1500));
    let recorder = Recorder::new(&scene.stream, options);
    with_broken_recorder("none", || recorder.start()).expect("a track");
    let passed = recorder_options();
    for member in [
        r#""mimeType":"video/"#,
        r#""audioBitsPerSecond":64000"#,
        r#""videoBitsPerSecond":400000"#,
        r#""audioBitrateMode":"constant""#,
        r#""videoKeyFrameIntervalDuration":1500"#,
    ] {
        assert!(passed.contains(member), "{member} {passed}");
    }
    drop(recorder);
}

#[wasm_bindgen_test]
async fn a_failure_of_the_browser_is_an_error() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_failure_of_the_browser_is_an_error", reason).await;
    }
    let scene = Scene::new();
    let start = |fault| {
        let recorder = scene.recorder();
        let result = with_broken_recorder(fault, || recorder.start());
        (recorder, result)
    };
    let (recorder, result) = start("rejects isolated tracks");
    assert_eq!(result.unwrap_err().kind(), MediaErrorKind::Security);
    assert_eq!(recorder.state(), RecorderState::Idle);

    let (recorder, result) = start("delivers nothing");
    result.expect("a track");
    scene.frames(10).await;
    let error = recorder.stop().await.expect_err("no data");
    assert_eq!(error.kind(), MediaErrorKind::NotReadable);

    let (recorder, result) = start("fails without an error");
    result.expect("a track");
    let mut states = recorder.state_changes();
    while states.next().await.is_some() {}
    let recording = recorder.stop().await.expect("a file");
    assert_eq!(recording.error.expect("an error").kind(), MediaErrorKind::Other);
    let end = play_to_end(&recording.blob.expect("in memory")).await;
    assert_near(end, recording.duration.as_secs_f64(), 0.1);
}

#[wasm_bindgen_test]
async fn a_track_without_data_is_an_empty_recording() {
    if let Some(reason) = reason_to_skip().await {
        return skip("a_track_without_data_is_an_empty_recording", reason).await;
    }
    let scene = Scene::new();
    let muted = MediaStreamTrack::from(muted_track());
    assert!(muted.muted());
    let stream = MediaStream::from_tracks([muted]).expect("a page");
    let recorder = Recorder::new(&stream, options());
    recorder.start().expect("a live track");
    scene.frames(20).await;
    let error = recorder.stop().await.expect_err("no data");
    assert_eq!(error.kind(), MediaErrorKind::NotReadable);
}

#[wasm_bindgen_test]
fn a_failed_start_is_reported_once() {
    let empty = MediaStream::new().expect("a page");
    let start = move |model: &RecordingModel| model.start(Recorder::new(&empty, options()));
    let model: Rc<RefCell<Option<Rc<RecordingModel>>>> = Rc::default();
    let reported = Rc::new(RefCell::new(Vec::new()));
    let on_change = {
        let (model, reported, start) = (Rc::clone(&model), Rc::clone(&reported), start.clone());
        move |snapshot: RecordingSnapshot| {
            reported.borrow_mut().push(snapshot.error);
            // As a component that starts while it renders.
            let model = model.borrow().clone();
            start(&model.expect("set before the first start"));
        }
    };
    let shared = Rc::new(RecordingModel::new(on_change));
    model.replace(Some(Rc::clone(&shared)));
    start(&shared);
    start(&shared);
    let kinds: Vec<_> = reported.borrow().iter().flatten().map(MediaError::kind).collect();
    assert_eq!(kinds, [MediaErrorKind::InvalidState]);
    model.take();
}
