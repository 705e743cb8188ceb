//! From the devices to the page and back: a stream opens, shows something, and ends when its owner says so.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::rc::Rc;

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

async fn refused(request: impl Future<Output = Result<LocalMediaStream, MediaError>>) -> MediaError {
    let error = request.await.expect_err("it is refused");
    settle().await;
    assert_eq!(live_tracks(), 0, "and leaves nothing live behind");
    error
}

#[wasm_bindgen_test]
async fn opens_shows_and_stops() {
    let stream = get_user_media(&both()).await.expect("the fake devices open");
    assert!(stream.active());
    assert_eq!(stream.tracks().len(), 2);
    assert!(
        stream
            .tracks()
            .iter()
            .all(|track| track.ready_state() == MediaStreamTrackState::Live)
    );
    assert_eq!(live_tracks(), 2);

    let (width, height) = frames_of(&stream, 3).await;
    assert!(width > 0 && height > 0, "{width}x{height}");

    stream.stop();
    assert!(!stream.active(), "at once, not in a later task");
    assert!(
        stream
            .tracks()
            .iter()
            .all(|track| track.ready_state() == MediaStreamTrackState::Ended)
    );
    assert_eq!(live_tracks(), 0);

    stream.stop();
    assert!(!stream.active(), "once more changes nothing");
}

#[wasm_bindgen_test]
async fn one_kind_alone() {
    let audio = get_user_media(&MediaStreamConstraints::new().audio(true))
        .await
        .expect("a microphone");
    assert_eq!((audio.audio_tracks().len(), audio.video_tracks().len()), (1, 0));
    let video = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("a camera");
    assert_eq!((video.audio_tracks().len(), video.video_tracks().len()), (0, 1));
}

#[wasm_bindgen_test]
async fn dropping_stops() {
    let handle = {
        let stream = open().await;
        let handle: MediaStream = MediaStream::clone(&stream);
        assert_eq!(live_tracks(), 2);
        handle
    };
    assert!(!handle.active());
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn the_last_of_several_owners_stops() {
    let one = Rc::new(open().await);
    let other = Rc::clone(&one);
    drop(one);
    assert!(other.active());
    drop(other);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn ownership_is_given_up_on_purpose_only() {
    let stream: MediaStream = open().await.into_media_stream();
    assert!(stream.active());
    drop(LocalMediaStream::adopt(stream.clone()));
    assert!(!stream.active());
}

/// Every engine delivers the stream of a forgotten promise, and leaves its camera on.
#[wasm_bindgen_test]
async fn dropping_the_request_stops_the_stream_that_comes_after_all() {
    let before = tracks_seen();
    drop(get_user_media(&both()));
    tracks_to_come(before + 2).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// The answer has come, but nobody has looked at it yet.
#[wasm_bindgen_test]
async fn dropping_the_request_with_the_answer_in_it_stops_the_stream() {
    let before = tracks_seen();
    let request = get_user_media(&both());
    tracks_to_come(before + 2).await;
    settle().await;
    assert_eq!(live_tracks(), 2);
    drop(request);
    settle().await;
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn a_request_that_is_refused_after_it_was_dropped_is_silent() {
    let before = unhandled_rejections();
    let frame = Frame::open(Some("camera 'none'; microphone 'none'")).await;
    drop(frame.devices().get_user_media(&both()));
    // The same frame answers its requests in turn.
    refused(frame.devices().get_user_media(&both())).await;
    assert_eq!(unhandled_rejections(), before);
}

#[wasm_bindgen_test]
async fn an_answer_is_given_once() {
    let mut request = get_user_media(&both());
    let stream = (&mut request).await.expect("the fake devices open");
    let error = request.await.expect_err("there is no second answer");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    assert!(stream.active());
}

#[wasm_bindgen_test]
async fn a_permissions_policy_refuses() {
    let frame = Frame::open(Some("camera 'none'; microphone 'none'")).await;
    let error = refused(frame.devices().get_user_media(&both())).await;
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
    assert!(error.to_string().contains("allow="), "{error}");
    assert!(error.js_value().is_some());
}

#[wasm_bindgen_test]
async fn a_frame_without_a_policy_opens() {
    let frame = Frame::open(None).await;
    let stream = frame
        .devices()
        .get_user_media(&both())
        .await
        .expect("the same devices");
    assert_eq!(live_tracks(), 2);
    stream.stop();
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn no_such_device() {
    let nowhere = MediaTrackConstraints::new().device_id(Constrain::exact("no such device"));
    let error = refused(get_user_media(&MediaStreamConstraints::new().video(nowhere))).await;
    assert_eq!(error.name(), "OverconstrainedError", "{error}");
    assert_eq!(error.constraint(), Some("deviceId"));
}

#[wasm_bindgen_test]
async fn nothing_asked_for() {
    let error = refused(get_user_media(&MediaStreamConstraints::new())).await;
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert!(error.message().contains("audio"), "{error}");
    let js = JsValue::from(error);
    assert!(js.is_instance_of::<js_sys::TypeError>());

    // The browser's own word for it is of the same kind.
    let devices = MediaDevices::from_navigator().expect("a secure page");
    let error = refused(devices.get_user_media_js(&js_sys::Object::new())).await;
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert!(error.js_value().is_some());
}

#[wasm_bindgen_test]
async fn what_cannot_be_is_refused_before_the_browser_is_asked() {
    let absurd = [
        (MediaTrackConstraints::new().width(0), "width"),
        (MediaTrackConstraints::new().frame_rate(f64::NAN), "frameRate"),
        (
            MediaTrackConstraints::new().frame_rate(Constrain::exact(f64::INFINITY)),
            "frameRate",
        ),
        (
            MediaTrackConstraints::new().device_id("x".repeat(1 << 20)),
            "deviceId",
        ),
        (
            MediaTrackConstraints::new().device_id(Constrain::exact("x".repeat(1 << 20))),
            "deviceId",
        ),
    ];
    for (video, property) in absurd {
        let error = refused(get_user_media(&MediaStreamConstraints::new().video(video))).await;
        assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
        assert!(error.message().contains(property), "{error}");
    }
    let error = refused(get_user_media(
        &MediaStreamConstraints::new().video(MediaTrackConstraints::new().width(Constrain::min(2).and_max(1))),
    ))
    .await;
    assert_eq!(error.constraint(), Some("width"));
}

#[wasm_bindgen_test]
async fn constraints_are_honoured() {
    let video = MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240))
        .frame_rate(..=30.0)
        .facing_mode(FacingMode::User);
    let stream = get_user_media(&MediaStreamConstraints::new().video(video))
        .await
        .expect("320x240");
    assert_eq!(frames_of(&stream, 2).await, (320, 240));
}

#[wasm_bindgen_test]
async fn more_than_any_camera_has() {
    let video = MediaTrackConstraints::new().width(Constrain::min(1_000_000));
    match get_user_media(&MediaStreamConstraints::new().video(video)).await {
        Err(error) => assert_eq!(error.constraint(), Some("width"), "{error}"),
        // Firefox's fake camera takes anything.
        Ok(stream) => assert!(stream.active()),
    }
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// On a page that came over plain http the browser has no `navigator.mediaDevices`, and web-sys answers
/// `Ok(undefined)`.
#[wasm_bindgen_test]
async fn an_insecure_page() {
    let insecure = (
        replace(&navigator_of_page(), "mediaDevices", &JsValue::UNDEFINED),
        replace(&js_sys::global(), "isSecureContext", &JsValue::FALSE),
    );
    let error = refused(get_user_media(&both())).await;
    drop(insecure);
    assert_eq!(error.kind(), MediaErrorKind::InsecureContext);
    assert!(error.to_string().contains("https"), "{error}");
    drop(open().await);
}

#[wasm_bindgen_test]
async fn a_page_that_has_something_else_in_the_place_of_get_user_media() {
    let devices = navigator_media_devices();
    for nonsense in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        1.into(),
        "stream".into(),
        js_sys::Object::new().into(),
    ] {
        let replaced = replace(&devices, "getUserMedia", &answering(&nonsense));
        let error = refused(get_user_media(&both())).await;
        assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
        drop(replaced);
    }
    let thrown = js_sys::TypeError::new("thrown, not rejected");
    let replaced = replace(&devices, "getUserMedia", &throwing(&thrown));
    let error = refused(get_user_media(&both())).await;
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert_eq!(error.message(), "thrown, not rejected");
    drop(replaced);

    let replaced = replace(&devices, "getUserMedia", &JsValue::UNDEFINED);
    refused(get_user_media(&both())).await;
    drop(replaced);
}
