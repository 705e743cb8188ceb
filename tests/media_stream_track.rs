//! `MediaStreamTrack` and `LocalMediaStreamTrack`: members and ownership.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn members() {
    let stream = open().await;
    let (audio, video) = (&stream.audio_tracks()[0], &stream.video_tracks()[0]);
    assert_eq!(audio.kind(), MediaStreamTrackKind::Audio);
    assert_eq!(video.kind(), MediaStreamTrackKind::Video);
    assert_ne!(audio.id(), video.id());
    for track in [audio, video] {
        assert_eq!(track.id(), track.as_web_sys().id());
        assert_eq!(track.label(), track.as_web_sys().label());
        assert!(!track.label().is_empty(), "the fake devices have names");
        assert!(track.enabled());
        assert_eq!(track.muted(), track.as_web_sys().muted());
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
        // The two enums of one name must not get into each other's way when a program is linked.
        assert_eq!(
            track.as_web_sys().ready_state(),
            web_sys::MediaStreamTrackState::Live
        );
    }
}

#[wasm_bindgen_test]
async fn enabled() {
    let stream = open().await;
    let video = &stream.video_tracks()[0];
    video.set_enabled(false);
    assert!(!video.enabled());
    assert_eq!(
        video.ready_state(),
        MediaStreamTrackState::Live,
        "black is not stopped"
    );
    video.set_enabled(true);
    assert!(video.enabled());
}

#[wasm_bindgen_test]
async fn stopping_one_leaves_the_other() {
    let stream = open().await;
    let (audio, video) = (&stream.audio_tracks()[0], &stream.video_tracks()[0]);
    audio.stop();
    audio.stop();
    assert_eq!(audio.ready_state(), MediaStreamTrackState::Ended);
    assert_eq!(video.ready_state(), MediaStreamTrackState::Live);
    assert!(stream.active());
    video.stop();
    assert!(!stream.active());
}

#[wasm_bindgen_test]
async fn a_duplicate_stops_when_dropped() {
    let stream = open().await;
    let video = &stream.video_tracks()[0];
    let duplicate = video.duplicate();
    assert_ne!(duplicate.id(), video.id());
    assert_eq!(duplicate.kind(), MediaStreamTrackKind::Video);
    assert_eq!(live_tracks(), 3);
    drop(duplicate);
    assert_eq!(live_tracks(), 2);
    let given_up = video.duplicate().into_media_stream_track();
    assert_eq!(given_up.ready_state(), MediaStreamTrackState::Live);
    drop(LocalMediaStreamTrack::adopt(given_up.clone()));
    assert_eq!(given_up.ready_state(), MediaStreamTrackState::Ended);
}

#[wasm_bindgen_test]
async fn content_hint() {
    let stream = open().await;
    let (audio, video) = (&stream.audio_tracks()[0], &stream.video_tracks()[0]);
    if !supports(video.as_ref(), "contentHint") {
        assert_eq!(video.content_hint(), None);
        let error = video
            .set_content_hint(&ContentHint::Detail)
            .expect_err("no such thing");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        assert!(
            !supports(video.as_ref(), "contentHint"),
            "and nothing was left behind"
        );
        skip("content_hint", "contentHint is not in this engine").await;
        return;
    }
    assert_eq!(video.content_hint(), Some(ContentHint::None));
    video
        .set_content_hint(&ContentHint::Detail)
        .expect("it is supported");
    assert_eq!(video.content_hint(), Some(ContentHint::Detail));
    audio
        .set_content_hint(&ContentHint::Speech)
        .expect("it is supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::Speech));
    // What does not fit is ignored.
    audio
        .set_content_hint(&ContentHint::Detail)
        .expect("it is supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::Speech));
    audio
        .set_content_hint(&ContentHint::Other("loud".into()))
        .expect("it is supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::Speech));
    audio
        .set_content_hint(&ContentHint::None)
        .expect("it is supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::None));
}

#[wasm_bindgen_test]
async fn to_web_sys_and_back() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let js: JsValue = track.clone().into();
    let web: web_sys::MediaStreamTrack = js.dyn_into().expect("a MediaStreamTrack");
    let back = MediaStreamTrack::from(web);
    assert_eq!(back, track);
    assert_eq!(web_sys::MediaStreamTrack::from(back), *track.as_web_sys());
}

/// On web-sys's type `clone()` is the spec's, and leaves a camera on; here it is a handle.
#[wasm_bindgen_test]
async fn clone_is_the_same_track() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    assert_eq!(track.clone(), track);
    assert_eq!(live_tracks(), 2);
}
