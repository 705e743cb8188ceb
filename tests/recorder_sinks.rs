//! The sinks of `Recorder`: files of the origin-private file system, and their recovery.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "recorder"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::time::Duration;

use common::*;
use local_media_stream::recorder::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_recording_is_recovered_while_it_is_incomplete() {
    let name = "a_recording_is_recovered_while_it_is_incomplete";
    let first = Recorder::supported_types().into_iter().next();
    if !first.is_some_and(|first| first.can_continue()) {
        return skip(name, "the browser does not record WebM").await;
    }
    let missing = Recorder::recover("missing").await.expect_err("no such recording");
    if missing.kind() == MediaErrorKind::Unsupported {
        return skip(name, "the browser has no origin-private file system").await;
    }
    assert_eq!(missing.kind(), MediaErrorKind::NotFound);

    let camera = SyntheticCamera::new(160, 120, 30.0).expect("a page");
    let track = camera.track().expect("a track");
    let stream = MediaStream::from_tracks([MediaStreamTrack::clone(&track)]).expect("a page");
    let options = RecorderOptions::new().timeslice(Duration::from_millis(200));
    let recorder = Recorder::new(&stream, options).with_sink(OpfsSink::new("test"));
    let mut chunks = recorder.chunks();
    recorder.start().expect("a track");
    let mut written = Duration::ZERO;
    while written < Duration::from_millis(600) {
        let chunk = chunks.next().await.expect("recording").expect("data");
        written = chunk.timecode + chunk.duration;
    }
    // The files are as after a crash of the page: without a duration and an index.
    let recovered = Recorder::recover("test").await.expect("a file");
    assert!(recovered.duration >= written, "{recovered:?}");
    let blob = recovered.blob.expect("files");
    let (duration, pictures) = inspect_video(&blob, &[0.3]).await;
    assert!(
        (duration - recovered.duration.as_secs_f64()).abs() < 0.1,
        "{duration}"
    );
    assert_eq!(pictures[0].width, 160);

    let recording = recorder.stop().await.expect("a file");
    assert_eq!(recording.error, None);
    let blob = recording.blob.expect("files");
    assert_eq!(blob.size() as u64, recording.size);
    let (duration, _) = inspect_video(&blob, &[0.3]).await;
    assert!(
        (duration - recording.duration.as_secs_f64()).abs() < 0.1,
        "{duration}"
    );
    OpfsSink::remove("test").await.expect("a recording");
    let removed = OpfsSink::remove("test").await.expect_err("no recording");
    assert_eq!(removed.kind(), MediaErrorKind::NotFound);
}
