//! `MediaRecorder`: the interface of the spec.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "recorder"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::*;
use local_media_stream::recorder::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// A stream with a picture only, whose track belongs to the returned owner.
fn picture() -> (LocalMediaStreamTrack, MediaStream) {
    let camera = SyntheticCamera::new(320, 240, 30.0).expect("a page");
    let track = camera.track().expect("a track");
    let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&track)]).expect("a page");
    (track, stream)
}

/// Returns a type that the browser records. `None` where it records nothing.
fn supported_type() -> Option<&'static str> {
    ["video/webm;codecs=vp8", "video/mp4"]
        .into_iter()
        .find(|mime_type| MediaRecorder::is_type_supported(mime_type))
}

#[wasm_bindgen_test]
async fn data_is_dispatched_between_start_and_stop() {
    let (_track, stream) = picture();
    let Some(mime_type) = supported_type() else {
        skip(
            "data_is_dispatched_between_start_and_stop",
            "the browser records no type",
        )
        .await;
        return;
    };
    let options = MediaRecorderOptions::new()
        .mime_type(mime_type)
        .video_bits_per_second(400_000)
        .audio_bitrate_mode(BitrateMode::Constant)
        .video_key_frame_interval_count(30);
    let recorder = MediaRecorder::new(&stream, &options).expect("a supported type");
    assert_eq!(recorder.stream(), Some(stream));
    assert_eq!(recorder.state(), RecordingState::Inactive);
    if supports(recorder.js_value(), "audioBitrateMode") {
        assert_eq!(recorder.audio_bitrate_mode(), Some(BitrateMode::Constant));
    }
    assert_eq!(recorder.video_bits_per_second(), 400_000);

    let (mut starts, mut stops) = (recorder.start_events(), recorder.stop_events());
    let (mut pauses, mut resumes) = (recorder.pause_events(), recorder.resume_events());
    let mut parts = recorder.data_available_events();
    recorder.start(Some(Duration::from_millis(100))).expect("a track");
    starts.next().await;
    recorder.pause().expect("recording");
    pauses.next().await;
    assert_eq!(recorder.state(), RecordingState::Paused);
    recorder.resume().expect("paused");
    resumes.next().await;
    assert_eq!(recorder.state(), RecordingState::Recording);
    assert!(recorder.mime_type().starts_with(&mime_type[..9]), "{recorder:?}");
    recorder.request_data().expect("recording");
    let first = parts.next().await.expect("data");
    assert!(first.timecode.is_none_or(|timecode| timecode >= 0.0), "{first:?}");
    recorder.stop().expect("recording");
    stops.next().await;
    assert_eq!(recorder.state(), RecordingState::Inactive);
    let error = recorder.pause().expect_err("inactive");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
}

#[wasm_bindgen_test]
fn unsupported_types_are_errors() {
    assert!(!MediaRecorder::is_type_supported("video/unknown"));
    let (_track, stream) = picture();
    let options = MediaRecorderOptions::new().mime_type("video/unknown");
    let error = MediaRecorder::new(&stream, &options).expect_err("no such type");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported);
}

#[wasm_bindgen_test]
async fn a_changed_track_is_an_error() {
    let (track, stream) = picture();
    if supported_type().is_none() {
        skip("a_changed_track_is_an_error", "the browser records no type").await;
        return;
    }
    let recorder = MediaRecorder::new(&stream, &MediaRecorderOptions::new()).expect("a type");
    let (mut starts, mut errors) = (recorder.start_events(), recorder.error_events());
    recorder.start(None).expect("a track");
    starts.next().await;
    stream.remove_track(&track);
    let error = errors.next().await.expect("an error");
    assert_eq!(error.kind(), MediaErrorKind::InvalidModification);
    // An event without an error, as Chromium dispatches it for a failed encoder.
    dispatch(recorder.js_value(), "error");
    let error = errors.next().await.expect("an error");
    assert_eq!((error.kind(), error.js_value()), (MediaErrorKind::Other, None));
}

#[wasm_bindgen_test]
async fn dropping_it_stops_the_recording_and_removes_the_listeners() {
    let (_track, stream) = picture();
    if supported_type().is_none() {
        skip(
            "dropping_it_stops_the_recording_and_removes_the_listeners",
            "the browser records no type",
        )
        .await;
        return;
    }
    let recorder = MediaRecorder::new(&stream, &MediaRecorderOptions::new()).expect("a type");
    let js = recorder.js_value().clone();
    let started = next_event(&js, "start");
    let stopped = next_event(&js, "stop");
    let count = count_listeners(&js);
    let calls = Rc::new(Cell::new(0));
    let listener = recorder.on_data_available({
        let calls = Rc::clone(&calls);
        move |_| calls.set(calls.get() + 1)
    });
    recorder.start(None).expect("a track");
    assert_eq!(count(), 1);
    started.await;
    drop(listener);
    drop(recorder);
    stopped.await;
    assert_eq!(calls.get(), 0, "the listener was dropped");
    assert_eq!(count(), 0);
}
