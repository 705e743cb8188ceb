//! `Capture` with functions and objects of a page that throw, return other values than the browser does, or never settle.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::MediaStreamTrackKind::{Audio, Video};
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Returns a `getUserMedia` whose streams and tracks are changed before they resolve.
export const changing = (devices, change) => (constraints) =>
  devices.getUserMedia(constraints).then((stream) => {
    change(stream);
    return stream;
  });

// Replaces a member of every track of a stream.
export const inTracks = (name, value) => (stream) => {
  for (const track of stream.getTracks()) Object.defineProperty(track, name, { value, configurable: true });
};

// Makes a member of every track of a stream throw.
export const breakTracks = (name) => (stream) => {
  const fail = () => { throw new Error(name); };
  for (const track of stream.getTracks()) Object.defineProperty(track, name, { get: fail, set: fail, configurable: true });
};

// Returns functions that replace members of a stream: pairs of a name and a function.
export const changedStreams = () => [
  ["getTracks throws", (stream) => { stream.getTracks = () => { throw new Error("getTracks"); }; }],
  ["getTracks returns a number", (stream) => { stream.getTracks = () => 7; }],
  ["getTracks returns other values", (stream) => { stream.getTracks = () => [null, 7, {}]; }],
  ["addTrack throws", (stream) => { stream.addTrack = () => { throw new Error("addTrack"); }; }],
  ["removeTrack throws", (stream) => { stream.removeTrack = () => { throw new Error("removeTrack"); }; }],
  ["addEventListener throws", (stream) => { stream.addEventListener = () => { throw new Error("addEventListener"); }; }],
];

// Returns a `getUserMedia` that returns the stream of an earlier call, without a promise.
export const synchronous = (stream) => () => stream;

// Returns a `query` whose status objects have this state and no other member, or throw when the state is read.
export const statuses = (state) => async () => (state ? { state } : { get state() { throw new Error("state"); } });

export const hiddenList = () => async () => [{ kind: "audioinput", deviceId: "", groupId: "", label: "" }];
"#)]
extern "C" {
    fn changing(devices: &JsValue, change: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = inTracks)]
    fn in_tracks(name: &str, value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = breakTracks)]
    fn break_tracks(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = changedStreams)]
    fn changed_streams() -> js_sys::Array;
    fn synchronous(stream: &JsValue) -> JsValue;
    fn statuses(state: Option<&str>) -> JsValue;
    #[wasm_bindgen(js_name = hiddenList)]
    fn hidden_list() -> JsValue;
}

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

/// Fake devices, and a capture of them through an object whose members a test replaces.
fn doubled() -> (FakeMediaDevices, Double, Capture) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::microphone("microphone"));
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let double = Double::new(fake.devices());
    let capture = Capture::with_devices(double.devices());
    (fake, double, capture)
}

fn never_settles(name: &str) -> bool {
    name == "never settles"
}

#[wasm_bindgen_test]
async fn get_user_media_misbehaves() {
    let (fake, double, capture) = doubled();
    let (rejected, thrown) = (unhandled_rejections(), uncaught_errors());
    for (name, function) in misbehaving_functions() {
        progress(&name);
        double.set("getUserMedia", &function);
        let start = capture.start(&both());
        if never_settles(&name) {
            // A start in the same task would wait for the same promise.
            next_timer().await;
            capture.stop();
        }
        let error = start.await.expect_err("no stream");
        assert!(!error.to_string().starts_with(['.', ':', ' ']), "{name}: {error}");
        assert!(capture.stream().is_none(), "{name}");

        double.reset("getUserMedia");
        let stream = capture.start(&both()).await.expect("granted");
        double.set("getUserMedia", &function);
        let switch = capture.switch_device(Video, "back");
        if never_settles(&name) {
            capture.cancel_pending();
        }
        switch.await.expect_err("no stream");
        assert!(matches!(capture.state(), CaptureState::Live), "{name}");
        assert_eq!(
            (capture.stream(), fake.live_tracks()),
            (Some(stream), 2),
            "{name}"
        );
        capture.stop();
    }
    settle().await;
    assert_eq!((unhandled_rejections(), uncaught_errors()), (rejected, thrown));
    drop(capture);
    leak_check::assert_no_live_tracks();
}

#[wasm_bindgen_test]
async fn get_display_media_misbehaves() {
    let (fake, double, capture) = doubled();
    let options = DisplayMediaStreamOptions::new();
    for (name, function) in misbehaving_functions() {
        progress(&name);
        capture.start(&both()).await.expect("granted");
        double.set("getDisplayMedia", &function);
        let start = capture.start_display(&options);
        if never_settles(&name) {
            capture.cancel_pending();
        }
        start.await.expect_err("no stream");
        assert!(matches!(capture.state(), CaptureState::Live), "{name}");
        assert_eq!(fake.live_tracks(), 2, "{name}");
        double.reset("getDisplayMedia");
        capture.start_display(&options).await.expect("granted");
        assert_eq!(fake.live_tracks(), 1, "{name}");
    }
    drop(capture);
    leak_check::assert_no_live_tracks();
}

#[wasm_bindgen_test]
async fn a_stream_without_a_promise() {
    let (fake, double, capture) = doubled();
    let request = fake.devices().get_user_media(&both()).await;
    let stream = request.expect("granted").into_media_stream();
    double.set("getUserMedia", &synchronous(stream.as_ref()));
    assert_eq!(capture.start(&both()).await.expect("a stream"), stream);
    capture.stop();
    assert_eq!(fake.live_tracks(), 0);
    // It resolves to the same stream again, which has ended.
    let error = capture.start(&both()).await.expect_err("no live track");
    assert_eq!(error.kind(), MediaErrorKind::NotReadable);
}

#[wasm_bindgen_test]
async fn streams_and_tracks_misbehave_from_the_start() {
    let (fake, double, capture) = doubled();
    let thrown = uncaught_errors();
    let mut changes = named(&changed_streams());
    for name in [
        "kind",
        "label",
        "id",
        "muted",
        "enabled",
        "contentHint",
        "getSettings",
        "getConstraints",
        "applyConstraints",
        "addEventListener",
        "removeEventListener",
    ] {
        changes.push((name.to_owned(), break_tracks(name)));
    }
    // Not one that throws: the helpers of the tests read the state of every track.
    changes.push(("readyState".to_owned(), in_tracks("readyState", &7.into())));
    for (name, function) in misbehaving_functions() {
        for member in ["getSettings", "applyConstraints", "addEventListener"] {
            changes.push((format!("{member} {name}"), in_tracks(member, &function)));
        }
    }
    capture.set_enabled(Audio, false);
    capture.set_content_hint(Video, ContentHint::Motion);
    for (name, change) in changes {
        progress(&name);
        double.set("getUserMedia", &changing(fake.devices().as_ref(), &change));
        drop(capture.start(&both()).await);
        drop(capture.switch_device(Video, "back").await);
        // A track that cannot be listened to is still reported when the next call finds it ended.
        fake.unplug("back");
        fake.plug(&FakeDevice::camera("back"));
        drop(capture.restart().await);
        capture.stop();
        assert!(matches!(capture.state(), CaptureState::Idle), "{name}");

        double.reset("getUserMedia");
        capture.start(&both()).await.expect("granted");
        assert_eq!(
            capture.track(Audio).map(|track| track.enabled()),
            Some(false),
            "{name}"
        );
        capture.stop();
    }
    assert_eq!(uncaught_errors(), thrown);
}

#[wasm_bindgen_test]
async fn enumerate_devices_misbehaves() {
    let (fake, double, capture) = doubled();
    let thrown = uncaught_errors();
    capture.set_recovery(RecoveryPolicy::new().reclaim().fallback());
    for (name, function) in misbehaving_functions() {
        progress(&name);
        double.set("enumerateDevices", &function);
        capture.start(&both()).await.expect("granted");
        // The cause is not known where the list is not.
        fake.end("microphone");
        until(|| capture.loss(Audio).is_some()).await;
        assert!(matches!(capture.state_of(Video), CaptureState::Live), "{name}");
        let flip = capture.flip_camera().await;
        assert_eq!(
            flip.expect_err("no list").kind(),
            MediaErrorKind::Overconstrained,
            "{name}"
        );
        assert!(matches!(capture.state_of(Video), CaptureState::Live), "{name}");
        capture.stop();
    }
    assert_eq!(uncaught_errors(), thrown);
}

/// An incomplete list of hidden ids: it has no camera, so the camera was disconnected.
#[wasm_bindgen_test]
async fn an_unplugged_camera_where_the_ids_are_hidden() {
    let (fake, double, capture) = doubled();
    capture.start(&both()).await.expect("granted");
    double.set("enumerateDevices", &hidden_list());
    fake.end("front");
    until(|| capture.loss(Video).is_some()).await;
    assert_eq!(
        capture.loss(Video).map(|loss| loss.reason),
        Some(LossReason::Unplugged)
    );
    // The list has a microphone. Its id is hidden: this may be the lost one.
    fake.end("microphone");
    until(|| capture.loss(Audio).is_some()).await;
    assert_eq!(
        capture.loss(Audio).map(|loss| loss.reason),
        Some(LossReason::Ended)
    );
}

#[wasm_bindgen_test]
async fn permissions_misbehave() {
    let permissions = js_sys::Reflect::get(&navigator_of_page(), &"permissions".into()).expect("a navigator");
    if permissions.is_undefined() {
        return skip(
            "permissions_misbehave",
            "navigator.permissions is not in this engine",
        )
        .await;
    }
    let thrown = uncaught_errors();
    let mut functions = misbehaving_functions();
    functions.push(("no listeners".to_owned(), statuses(Some("granted"))));
    functions.push(("a state that throws".to_owned(), statuses(None)));
    for (name, function) in functions {
        progress(&name);
        let _replaced = replace(&permissions, "query", &function);
        let (fake, _double, capture) = doubled();
        capture.set_recovery(RecoveryPolicy::new().reclaim());
        capture.start(&both()).await.expect("granted");
        fake.unplug("microphone");
        until(|| capture.loss(Audio).is_some()).await;
        // The list of devices does not depend on the query.
        capture.flip_camera().await.expect("another camera");
        let reason = capture.loss(Audio).map(|loss| loss.reason);
        assert_eq!(reason, Some(LossReason::Unplugged), "{name}");
        fake.plug(&FakeDevice::microphone("microphone"));
        until(|| capture.track(Audio).is_some()).await;
        // No result of the query shows which of both was denied.
        fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
        capture.stop();
        capture.start(&both()).await.expect_err("denied");
    }
    {
        let _replaced = replace(&permissions, "query", &statuses(Some("denied")));
        let (fake, _double, capture) = doubled();
        capture.start(&both()).await.expect("granted");
        fake.end("front");
        until(|| capture.loss(Video).is_some()).await;
        let reason = capture.loss(Video).map(|loss| loss.reason);
        assert_eq!(reason, Some(LossReason::PermissionRevoked));
    }
    assert_eq!(uncaught_errors(), thrown);
}

#[wasm_bindgen_test]
async fn devices_without_events() {
    for name in ["addEventListener", "removeEventListener"] {
        for (behavior, function) in misbehaving_functions() {
            progress(&format!("{name} {behavior}"));
            let (fake, double, capture) = doubled();
            capture.set_recovery(RecoveryPolicy::new().reclaim());
            capture.start(&both()).await.expect("granted");
            double.set(name, &function);
            fake.unplug("microphone");
            until(|| matches!(capture.state_of(Audio), CaptureState::Recovering(_))).await;
            capture.stop();
            assert!(matches!(capture.state(), CaptureState::Idle));
            assert_eq!(fake.live_tracks(), 0);
        }
    }
}

#[wasm_bindgen_test]
async fn navigator_without_devices() {
    let capture = Capture::new();
    for value in [JsValue::UNDEFINED, JsValue::NULL] {
        let _replaced = replace(&navigator_of_page(), "mediaDevices", &value);
        let error = capture.start(&both()).await.expect_err("no devices");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported);
        assert!(matches!(capture.state(), CaptureState::Failed(_)));
        capture.restart().await.expect_err("no target");
    }
    for value in [hostile(), object(&[]), 7.into()] {
        let _replaced = replace(&navigator_of_page(), "mediaDevices", &value);
        capture.start(&both()).await.expect_err("no devices");
    }
    capture.start(&both()).await.expect("the fake devices open");
    capture.stop();
}
