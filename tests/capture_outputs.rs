//! `Capture` with elements and senders, also with objects of the page that throw.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlMediaElement;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Makes a member of an object throw.
export function breakMember(object, name) {
  const fail = () => { throw new Error(name); };
  Object.defineProperty(object, name, { get: fail, set: fail, configurable: true });
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = breakMember)]
    fn break_member(object: &JsValue, name: &str);
}

fn with_devices() -> (FakeMediaDevices, Capture) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let capture = Capture::with_devices(fake.devices());
    (fake, capture)
}

fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

fn source(element: &HtmlMediaElement) -> Option<MediaStream> {
    element.src_object().map(MediaStream::from)
}

#[wasm_bindgen_test]
async fn an_element_is_attached_until_the_handle_is_dropped() {
    let (_fake, capture) = with_devices();
    let (first, second) = (Element::new("video"), Element::new("video"));
    let first: &HtmlMediaElement = first.0.unchecked_ref();
    let second: &HtmlMediaElement = second.0.unchecked_ref();
    let attached = capture.attach(first);
    capture.attach_muted(second).forget();
    assert!(second.muted());
    let stream = capture.start(&video()).await.expect("granted");
    assert_eq!(
        (source(first), source(second)),
        (Some(stream.clone()), Some(stream.clone()))
    );
    drop(attached);
    assert_eq!((source(first), source(second)), (None, Some(stream)));
    capture.stop();
    assert_eq!(source(second), None);
    let stream = capture.start(&video()).await.expect("granted");
    assert_eq!((source(first), source(second)), (None, Some(stream)));
    drop(capture);
    assert_eq!(source(second), None);
}

#[wasm_bindgen_test]
async fn another_source_of_the_page_is_left_alone() {
    let (fake, capture) = with_devices();
    let element = Element::new("video");
    let element: &HtmlMediaElement = element.0.unchecked_ref();
    let _attached = capture.attach(element);
    capture.start(&video()).await.expect("granted");
    let other = fake.devices().get_user_media(&video()).await.expect("granted");
    element.set_src_object(Some(other.as_web_sys()));
    capture
        .switch_device(MediaStreamTrackKind::Video, "back")
        .await
        .expect("granted");
    capture.stop();
    assert_eq!(source(element).as_ref(), Some(&*other));
}

#[wasm_bindgen_test]
async fn a_streamed_video_is_stopped() {
    let (fake, capture) = with_devices();
    let element = Element::new("video");
    let element: &HtmlMediaElement = element.0.unchecked_ref();
    stop_streamed_video(element);
    let other = fake.devices().get_user_media(&video()).await.expect("granted");
    element.set_src_object(Some(other.as_web_sys()));
    stop_streamed_video(element);
    assert!(source(element).is_none() && !other.active());
    // A capture whose stream it stops reports the loss, without another call.
    let _attached = capture.attach(element);
    capture.start(&video()).await.expect("granted");
    stop_streamed_video(element);
    assert_eq!((source(element), fake.live_tracks()), (None, 0));
    until(|| matches!(capture.state(), CaptureState::Ended(_))).await;
    let loss = capture.loss(MediaStreamTrackKind::Video).expect("a loss");
    assert_eq!(loss.reason, LossReason::Stopped);
    // Other objects are left as they are.
    for object in [hostile(), object(&[]), object(&[("srcObject", 7.into())])] {
        stop_streamed_video(object.unchecked_ref());
    }
}

/// Elements and senders whose methods return other values than those of the browser.
#[wasm_bindgen_test]
async fn elements_and_senders_that_misbehave() {
    let (fake, capture) = with_devices();
    let (rejected, thrown) = (unhandled_rejections(), uncaught_errors());
    for (name, function) in misbehaving_functions() {
        progress(&name);
        let element = object(&[("srcObject", JsValue::NULL), ("play", function.clone())]);
        let sender = object(&[("track", JsValue::NULL), ("replaceTrack", function)]);
        let shown = capture.attach(element.unchecked_ref());
        let sent = capture.attach_sender(MediaStreamTrackKind::Video, sender.unchecked_ref());
        let stream = capture.start(&video()).await.expect("granted");
        assert_eq!(source(element.unchecked_ref()), Some(stream), "{name}");
        capture
            .switch_device(MediaStreamTrackKind::Video, "back")
            .await
            .expect("granted");
        capture.stop();
        assert_eq!(
            (source(element.unchecked_ref()), fake.live_tracks()),
            (None, 0),
            "{name}"
        );
        drop((shown, sent));
    }
    settle().await;
    assert_eq!((unhandled_rejections(), uncaught_errors()), (rejected, thrown));
}

#[wasm_bindgen_test]
async fn a_sender_has_no_ended_track() {
    if !supports(&js_sys::global(), "RTCPeerConnection") {
        return skip(
            "a_sender_has_no_ended_track",
            "RTCPeerConnection is not in this engine",
        )
        .await;
    }
    let connection = web_sys::RtcPeerConnection::new().expect("a connection");
    let (_fake, capture) = with_devices();
    let stream = capture.start(&video()).await.expect("granted");
    let sender = connection.add_track_0(stream.video_tracks()[0].as_web_sys(), stream.as_web_sys());
    let _attached = capture.attach_sender(MediaStreamTrackKind::Video, &sender);
    capture.stop();
    until(|| sender.track().is_none()).await;
    let stream = capture.start(&video()).await.expect("granted");
    let track = stream.video_tracks().remove(0);
    until(|| sender.track().as_ref() == Some(track.as_web_sys())).await;
    connection.close();
}

#[wasm_bindgen_test]
async fn objects_that_throw_do_not_hold_the_capture() {
    let (fake, capture) = with_devices();
    let element = hostile().unchecked_into::<HtmlMediaElement>();
    let _attached = capture.attach(&element);
    let sender = hostile().unchecked_into::<web_sys::RtcRtpSender>();
    let _sending = capture.attach_sender(MediaStreamTrackKind::Video, &sender);
    capture.start(&video()).await.expect("granted");
    for member in [
        "label",
        "getSettings",
        "enabled",
        "muted",
        "contentHint",
        "applyConstraints",
    ] {
        let track = capture.track(MediaStreamTrackKind::Video).expect("live");
        break_member(track.as_ref(), member);
        capture
            .switch_device(MediaStreamTrackKind::Video, "back")
            .await
            .expect("granted");
        capture
            .switch_device(MediaStreamTrackKind::Video, "front")
            .await
            .expect("granted");
    }
    let stream = capture.stream().expect("live");
    break_member(stream.as_ref(), "addTrack");
    break_member(stream.as_ref(), "getTracks");
    drop(capture.switch_device(MediaStreamTrackKind::Video, "back").await);
    capture.stop();
    assert!(matches!(capture.state(), CaptureState::Idle));
    assert_eq!(fake.live_tracks(), 0);
    capture.start(&video()).await.expect("granted");
    assert_eq!(fake.live_tracks(), 1);
}
