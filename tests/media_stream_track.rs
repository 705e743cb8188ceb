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
        assert!(!track.label().is_empty(), "fake devices have labels");
        assert!(track.enabled());
        assert_eq!(track.muted(), track.as_web_sys().muted());
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
        // Two wasm-bindgen enums of this name must not conflict in one program.
        assert_eq!(
            track.as_web_sys().ready_state(),
            web_sys::MediaStreamTrackState::Live
        );
    }
}

#[wasm_bindgen_test]
async fn disabling_does_not_stop() {
    let stream = open().await;
    let video = &stream.video_tracks()[0];
    video.set_enabled(false);
    assert!(!video.enabled());
    assert_eq!(
        video.ready_state(),
        MediaStreamTrackState::Live,
        "disabled, not ended"
    );
    video.set_enabled(true);
    assert!(video.enabled());
}

#[wasm_bindgen_test]
async fn stop_ends_one_track() {
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
async fn duplicate_is_stopped_on_drop() {
    let stream = open().await;
    let video = &stream.video_tracks()[0];
    let duplicate = video.duplicate();
    assert_ne!(duplicate.id(), video.id());
    assert_eq!(duplicate.kind(), MediaStreamTrackKind::Video);
    assert_eq!(live_tracks(), 3);
    drop(duplicate);
    assert_eq!(live_tracks(), 2);
    let released = video.duplicate().into_media_stream_track();
    assert_eq!(released.ready_state(), MediaStreamTrackState::Live);
    drop(LocalMediaStreamTrack::adopt(released.clone()));
    assert_eq!(released.ready_state(), MediaStreamTrackState::Ended);
}

#[wasm_bindgen_test]
async fn content_hint() {
    let stream = open().await;
    let (audio, video) = (&stream.audio_tracks()[0], &stream.video_tracks()[0]);
    if !supports(video.as_ref(), "contentHint") {
        assert_eq!(video.content_hint(), None);
        let error = video
            .set_content_hint(&ContentHint::Detail)
            .expect_err("unsupported");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        assert!(
            !supports(video.as_ref(), "contentHint"),
            "no property was created"
        );
        skip("content_hint", "this engine has no contentHint").await;
        return;
    }
    assert_eq!(video.content_hint(), Some(ContentHint::None));
    video.set_content_hint(&ContentHint::Detail).expect("supported");
    assert_eq!(video.content_hint(), Some(ContentHint::Detail));
    audio.set_content_hint(&ContentHint::Speech).expect("supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::Speech));
    // The browser ignores a hint that does not fit the kind.
    audio.set_content_hint(&ContentHint::Detail).expect("supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::Speech));
    audio
        .set_content_hint(&ContentHint::Other("loud".into()))
        .expect("supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::Speech));
    audio.set_content_hint(&ContentHint::None).expect("supported");
    assert_eq!(audio.content_hint(), Some(ContentHint::None));
}

#[wasm_bindgen_test]
async fn converts_to_web_sys_and_back() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let js: JsValue = track.clone().into();
    let web: web_sys::MediaStreamTrack = js.dyn_into().expect("a MediaStreamTrack");
    let back = MediaStreamTrack::from(web);
    assert_eq!(back, track);
    assert_eq!(web_sys::MediaStreamTrack::from(back), *track.as_web_sys());
}

/// Unlike `clone()` of web-sys, which creates another track.
#[wasm_bindgen_test]
async fn clone_is_the_same_track() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    assert_eq!(track.clone(), track);
    assert_eq!(live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn try_from_checks_the_value() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let js = JsValue::from(track.clone());
    assert_eq!(MediaStreamTrack::try_from(js), Ok(track));
    let stream = JsValue::from(MediaStream::clone(&stream));
    for value in [JsValue::UNDEFINED, 7.into(), object(&[]), stream] {
        let error = MediaStreamTrack::try_from(value).expect_err("not a track");
        assert_eq!(error.kind(), MediaErrorKind::Type);
    }
}

#[wasm_bindgen_test]
async fn kind_and_state_have_the_values_of_javascript() {
    let stream = open().await;
    for track in stream.tracks() {
        let property = |name: &str| {
            let value = js_sys::Reflect::get(track.as_ref(), &name.into()).expect("a track");
            value.as_string().expect("a string")
        };
        assert_eq!(track.kind().as_str(), property("kind"));
        assert_eq!(property("kind").parse(), Ok(track.kind()));
        assert_eq!(track.ready_state().to_string(), property("readyState"));
        assert_eq!(property("readyState").parse(), Ok(track.ready_state()));
    }
}

#[wasm_bindgen_test]
async fn constraints_of_an_ended_track_cannot_be_changed() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let constraints = MediaTrackConstraints::new().width(320);
    stream.stop();
    let mut applied = track.apply_constraints(&constraints);
    let error = (&mut applied).await.expect_err("the track has ended");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");
    let error = applied.await.expect_err("awaited before");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState, "{error}");
}

#[wasm_bindgen_test]
async fn dropped_apply_constraints_takes_effect() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let before = track.constraints();
    drop(track.apply_constraints(&MediaTrackConstraints::new().width(Constrain::exact(320))));
    until(|| track.constraints() != before).await;
    assert!(track.constraints().get(key::WIDTH).is_some());
}
