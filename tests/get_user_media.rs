//! `get_user_media`: streams, ownership and errors.
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

async fn rejected(request: impl Future<Output = Result<LocalMediaStream, MediaError>>) -> MediaError {
    let error = request.await.expect_err("rejected");
    settle().await;
    assert_eq!(live_tracks(), 0, "no track is live");
    error
}

#[wasm_bindgen_test]
async fn stream_delivers_frames_until_it_is_stopped() {
    let stream = get_user_media(&both()).await.expect("the fake devices");
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
    assert!(!stream.active(), "synchronous");
    assert!(
        stream
            .tracks()
            .iter()
            .all(|track| track.ready_state() == MediaStreamTrackState::Ended)
    );
    assert_eq!(live_tracks(), 0);

    stream.stop();
    assert!(!stream.active(), "the second call does nothing");
}

#[wasm_bindgen_test]
async fn audio_only_and_video_only() {
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
async fn drop_stops_the_tracks() {
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
async fn last_rc_stops_the_tracks() {
    let one = Rc::new(open().await);
    let other = Rc::clone(&one);
    drop(one);
    assert!(other.active());
    drop(other);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn into_media_stream_releases_ownership() {
    let stream: MediaStream = open().await.into_media_stream();
    assert!(stream.active());
    drop(LocalMediaStream::adopt(stream.clone()));
    assert!(!stream.active());
}

/// Every engine delivers the stream of an abandoned promise, and keeps its camera on.
#[wasm_bindgen_test]
async fn dropped_request_stops_its_stream_on_arrival() {
    let before = tracks_created();
    drop(get_user_media(&both()));
    until_tracks_created(before + 2).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// The promise has resolved, but the future was not polled.
#[wasm_bindgen_test]
async fn dropped_request_stops_its_unread_stream() {
    let before = tracks_created();
    let request = get_user_media(&both());
    until_tracks_created(before + 2).await;
    settle().await;
    assert_eq!(live_tracks(), 2);
    drop(request);
    settle().await;
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn rejection_of_a_dropped_request_is_handled() {
    let before = unhandled_rejections();
    let frame = Frame::open(Some("camera 'none'; microphone 'none'")).await;
    drop(frame.devices().get_user_media(&both()));
    // A frame settles its requests in order.
    rejected(frame.devices().get_user_media(&both())).await;
    assert_eq!(unhandled_rejections(), before);
}

#[wasm_bindgen_test]
async fn stream_is_returned_once() {
    let mut request = get_user_media(&both());
    let stream = (&mut request).await.expect("the fake devices");
    let error = request.await.expect_err("awaited before");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    assert!(stream.active());
}

#[wasm_bindgen_test]
async fn permissions_policy_denies_access() {
    let frame = Frame::open(Some("camera 'none'; microphone 'none'")).await;
    let error = rejected(frame.devices().get_user_media(&both())).await;
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
    assert!(error.to_string().contains("allow="), "{error}");
    assert!(error.js_value().is_some());
}

#[wasm_bindgen_test]
async fn frame_without_a_policy_opens_devices() {
    let frame = Frame::with_devices().await;
    let stream = frame
        .devices()
        .get_user_media(&both())
        .await
        .expect("the fake devices");
    assert_eq!(live_tracks(), 2);
    stream.stop();
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn unknown_device_is_overconstrained() {
    // WebKit exposes the constraint only to a page that has captured before.
    drop(open().await);
    let unknown = MediaTrackConstraints::new().device_id(Constrain::exact("no such device"));
    let error = rejected(get_user_media(&MediaStreamConstraints::new().video(unknown))).await;
    assert_eq!(error.name(), "OverconstrainedError", "{error}");
    assert_eq!(error.constraint(), Some("deviceId"));
}

#[wasm_bindgen_test]
async fn request_for_no_kind_is_a_type_error() {
    let error = rejected(get_user_media(&MediaStreamConstraints::new())).await;
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert!(error.message().contains("audio"), "{error}");
    let js = JsValue::from(error);
    assert!(js.is_instance_of::<js_sys::TypeError>());

    // The error of the browser has the same kind.
    let devices = MediaDevices::from_navigator().expect("a secure page");
    let error = rejected(devices.get_user_media_js(&js_sys::Object::new())).await;
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert!(error.js_value().is_some());
}

#[wasm_bindgen_test]
async fn invalid_constraints_fail_in_every_engine() {
    let invalid = [
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
    for (video, property) in invalid {
        let error = rejected(get_user_media(&MediaStreamConstraints::new().video(video))).await;
        assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
        assert!(error.message().contains(property), "{error}");
    }
    let error = rejected(get_user_media(
        &MediaStreamConstraints::new()
            .video(MediaTrackConstraints::new().width(Constrain::min(2).and_max(1))),
    ))
    .await;
    assert_eq!(error.constraint(), Some("width"));
}

#[wasm_bindgen_test]
async fn constraints_take_effect() {
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
async fn width_beyond_any_camera() {
    // WebKit exposes the constraint only to a page that has captured before.
    drop(open().await);
    let video = MediaTrackConstraints::new().width(Constrain::min(1_000_000));
    match get_user_media(&MediaStreamConstraints::new().video(video)).await {
        Err(error) => assert_eq!(error.constraint(), Some("width"), "{error}"),
        // The fake camera of Firefox accepts any width.
        Ok(stream) => assert!(stream.active()),
    }
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// On an insecure page the browser has no `navigator.mediaDevices`, and web-sys returns `Ok(undefined)`.
#[wasm_bindgen_test]
async fn insecure_page() {
    let insecure = (
        replace(&navigator_of_page(), "mediaDevices", &JsValue::UNDEFINED),
        replace(&js_sys::global(), "isSecureContext", &JsValue::FALSE),
    );
    let error = rejected(get_user_media(&both())).await;
    drop(insecure);
    assert_eq!(error.kind(), MediaErrorKind::InsecureContext);
    assert!(error.to_string().contains("https"), "{error}");
    drop(open().await);
}

#[wasm_bindgen_test]
async fn replaced_get_user_media() {
    let devices = navigator_media_devices();
    for value in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        1.into(),
        "stream".into(),
        js_sys::Object::new().into(),
    ] {
        let replaced = replace(&devices, "getUserMedia", &returning(&value));
        let error = rejected(get_user_media(&both())).await;
        assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
        drop(replaced);
    }
    let thrown = js_sys::TypeError::new("thrown, not rejected");
    let replaced = replace(&devices, "getUserMedia", &throwing(&thrown));
    let error = rejected(get_user_media(&both())).await;
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert_eq!(error.message(), "thrown, not rejected");
    drop(replaced);

    let replaced = replace(&devices, "getUserMedia", &JsValue::UNDEFINED);
    rejected(get_user_media(&both())).await;
    drop(replaced);
}
