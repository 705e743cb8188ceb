//! `Capture` of the devices of an iframe, and elements that move between documents or leave them.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::MediaStreamTrackKind::Video;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlMediaElement;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
export const move = (element, frame) => frame.document.body.append(element);
export const moveBack = (element) => document.body.append(element);
"#)]
extern "C" {
    #[wasm_bindgen(js_name = move)]
    fn move_into(element: &JsValue, frame: &JsValue);
    #[wasm_bindgen(js_name = moveBack)]
    fn move_back(element: &JsValue);
}

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

fn small() -> MediaTrackConstraints {
    MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240))
}

fn media(element: &Element) -> &HtmlMediaElement {
    element.0.unchecked_ref()
}

fn source(element: &Element) -> Option<MediaStream> {
    media(element).src_object().map(MediaStream::from)
}

/// The objects of the frame are of another realm.
#[wasm_bindgen_test]
async fn the_devices_of_a_frame() {
    let frame = Frame::with_devices().await;
    let element = Element::new("video");
    let capture = Capture::with_devices(frame.devices());
    let _attached = capture.attach_muted(media(&element));
    let stream = capture.start(&both()).await.expect("the fake devices open");
    assert_eq!(
        (stream.tracks().len(), source(&element)),
        (2, Some(stream.clone()))
    );
    let device = capture.device(Video).expect("live");
    assert_eq!(device.kind, MediaDeviceKind::VideoInput);
    capture.set_enabled(MediaStreamTrackKind::Audio, false);
    capture.switch_video(small()).await.expect("320x240");
    frames_until(&stream, (320, 240)).await;
    capture.apply_constraints(Video, &small()).await.expect("320x240");
    let stream = capture.restart().await.expect("they open again");
    frames_until(&stream, (320, 240)).await;
    let missing = MediaTrackConstraints::new().device_id(Constrain::exact("none"));
    let error = capture.switch_video(missing).await.expect_err("no such device");
    assert_eq!(error.constraint(), Some("deviceId"));
    // A track that the page stops is a loss, also in another realm.
    capture.track(Video).expect("live").stop();
    until(|| capture.loss(Video).is_some()).await;
    assert_eq!(
        capture.loss(Video).map(|loss| loss.reason),
        Some(LossReason::Stopped)
    );
    capture.stop();
    assert!(!stream.active() && source(&element).is_none());
    // The page has its own devices.
    let page = Capture::new();
    let other = page.start(&both()).await.expect("the fake devices open");
    capture.start(&both()).await.expect("the fake devices open");
    capture.stop();
    assert!(other.active());
}

#[wasm_bindgen_test]
async fn a_frame_without_access() {
    let frame = Frame::open(Some("camera 'none'; microphone 'none'")).await;
    let capture = Capture::with_devices(frame.devices());
    match capture.start(&both()).await {
        Err(error) => {
            assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
            assert!(matches!(capture.state(), CaptureState::Failed(_)));
            assert!(matches!(capture.state_of(Video), CaptureState::Failed(_)));
        }
        Ok(_) => {
            capture.stop();
            let reason = "the engine does not apply this permissions policy";
            skip("a_frame_without_access", reason).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_frame_that_is_removed() {
    let thrown = uncaught_errors();
    let frame = Frame::with_devices().await;
    let element = Element::new("video");
    let capture = Capture::with_devices(frame.devices());
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    let _attached = capture.attach_muted(media(&element));
    let stream = capture.start(&both()).await.expect("the fake devices open");
    drop(frame);
    settle().await;
    // Requests of a removed document may stay pending.
    drop(capture.switch_device(Video, "none"));
    drop(capture.flip_camera());
    capture.stop();
    assert!(matches!(capture.state(), CaptureState::Idle));
    let has_ended = |track: &MediaStreamTrack| track.ready_state() == MediaStreamTrackState::Ended;
    assert!(stream.tracks().iter().all(has_ended));
    assert!(source(&element).is_none());
    drop(capture);
    settle().await;
    assert_eq!(uncaught_errors(), thrown);
}

#[wasm_bindgen_test]
async fn an_element_moves_and_leaves_the_document() {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let capture = Capture::with_devices(fake.devices());
    let video = MediaStreamConstraints::new().video(true);
    let element = Element::new("video");
    let attached = capture.attach_muted(media(&element));
    let stream = capture.start(&video).await.expect("granted");
    let switch = async |id: &str| {
        capture.switch_device(Video, id).await.expect("granted");
        assert_eq!(source(&element), Some(stream.clone()));
        // Browsers pause an element that leaves its document. A switch plays it again.
        until(|| !media(&element).paused()).await;
    };
    element.0.remove();
    switch("back").await;
    let frame = Frame::open(None).await;
    move_into(&element.0, frame.window());
    switch("front").await;
    move_back(&element.0);
    switch("back").await;
    move_into(&element.0, frame.window());
    drop(frame);
    capture.switch_device(Video, "front").await.expect("granted");
    capture.stop();
    assert_eq!((source(&element), fake.live_tracks()), (None, 0));
    capture.start(&video).await.expect("granted");
    assert_eq!(source(&element), capture.stream());
    drop(attached);
    assert_eq!(source(&element), None);
}
