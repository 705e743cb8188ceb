//! The states of a recorder: calls in any order, ends and failures.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use local_media_stream::headless::{RecordingModel, RecordingSnapshot};

use super::*;

/// Returns the next item without waiting.
fn poll<T: 'static>(stream: &mut EventStream<T>) -> Poll<Option<T>> {
    pin!(stream.next()).poll(&mut Context::from_waker(Waker::noop()))
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
