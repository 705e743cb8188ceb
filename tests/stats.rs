//! Track statistics.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn stats_of_camera_and_microphone() {
    let stream = open().await;
    let (audio, video) = (&stream.audio_tracks()[0], &stream.video_tracks()[0]);
    frames_of(&stream, 5).await;
    if !supports(video.as_ref(), "stats") {
        assert_eq!((audio.stats(), video.stats()), (None, None));
        let error = audio.reset_latency().expect_err("no stats");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        return skip("stats_of_camera_and_microphone", "this engine has no stats").await;
    }
    let Some(MediaStreamTrackStats::Video(frames)) = video.stats() else {
        panic!("{:?}", video.stats());
    };
    assert!(frames.delivered_frames >= Some(1.0), "{frames:?}");
    assert!(frames.total_frames >= frames.delivered_frames, "{frames:?}");
    assert!(frames.discarded_frames.is_some(), "{frames:?}");
    let Some(MediaStreamTrackStats::Audio(sound)) = audio.stats() else {
        panic!("{:?}", audio.stats());
    };
    assert!(sound.minimum_latency.is_some(), "{sound:?}");
    assert!(sound.minimum_latency <= sound.average_latency, "{sound:?}");
    assert!(sound.average_latency <= sound.maximum_latency, "{sound:?}");
    assert!(sound.latency.is_some(), "{sound:?}");
    audio.reset_latency().expect("a latency");
    let error = video.reset_latency().expect_err("a video track");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported);
}

#[wasm_bindgen_test]
async fn members_of_other_types_are_ignored() {
    let stream = open().await;
    let (audio, video) = (&stream.audio_tracks()[0], &stream.video_tracks()[0]);
    let odd = object(&[
        ("deliveredFrames", "many".into()),
        ("totalFrames", 1e300.into()),
        ("discardedFrames", JsValue::NULL),
    ]);
    let replaced = (
        replace(video.as_ref(), "stats", &odd),
        replace(audio.as_ref(), "stats", &"none".into()),
    );
    let Some(MediaStreamTrackStats::Video(stats)) = video.stats() else {
        panic!("{:?}", video.stats());
    };
    assert_eq!((stats.delivered_frames, stats.total_frames), (None, Some(1e300)));
    assert_eq!(
        audio.stats(),
        Some(MediaStreamTrackStats::Audio(MediaStreamTrackAudioStats::default()))
    );
    assert!(audio.reset_latency().is_err());
    drop(replaced);
}
