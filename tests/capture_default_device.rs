//! `Capture` and the roles `default` and `communications`, which Chromium lists as devices, and requests for the default
//! device.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::Cell;
use std::rc::Rc;

use common::*;
use local_media_stream::MediaStreamTrackKind::{Audio, Video};
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Gives the role to another device, without an end of the tracks of the role.
export function setRole(devices, role, groupId, label) {
  Object.assign(devices.devices.find(({ deviceId }) => deviceId === role), { groupId, label });
  devices.dispatchEvent(new Event("devicechange"));
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = setRole)]
    fn set_role_js(devices: &JsValue, role: &str, group_id: &str, label: &str);
}

fn microphone() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true)
}

fn device(id: &str, group: &str, label: &str) -> FakeDevice {
    let mut device = FakeDevice::microphone(id);
    (device.group_id, device.label) = (group.to_owned(), label.to_owned());
    device
}

/// A headset, which is the default, and a built-in microphone, which has the role of communications.
fn with_roles() -> (FakeMediaDevices, Capture) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&device("default", "headset", "Default - Headset"));
    fake.plug(&device("communications", "built-in", "Communications - Built-in"));
    fake.plug(&device("h", "headset", "Headset"));
    fake.plug(&device("b", "built-in", "Built-in"));
    let capture = Capture::with_devices(fake.devices());
    (fake, capture)
}

fn set_default(fake: &FakeMediaDevices, group: &str, label: &str) {
    set_role_js(fake.devices().as_ref(), "default", group, label);
}

/// The id of the device that has the role of the live track.
fn resolved(capture: &Capture) -> Option<String> {
    capture.device(Audio)?.device_id
}

fn group(capture: &Capture) -> Option<String> {
    capture.track(Audio)?.settings().group_id
}

async fn start(capture: &Capture) {
    capture.start(&microphone()).await.expect("granted");
    until(|| resolved(capture).as_deref() == Some("h")).await;
}

/// The settings of a track remain those of the old device, and the system may move the track to the new one.
#[wasm_bindgen_test]
async fn another_default_device_is_reported_and_can_be_opened() {
    for (id, expected) in [
        ("b", "built-in"),
        ("h", "headset"),
        ("", "built-in"),
        ("default", "built-in"),
    ] {
        let (fake, capture) = with_roles();
        start(&capture).await;
        let track = capture.track(Audio).expect("live");
        let changes = Rc::new(Cell::new(0));
        let _listener = capture.on_change({
            let changes = changes.clone();
            move || changes.set(changes.get() + 1)
        });
        set_default(&fake, "built-in", "Default - Built-in");
        until(|| changes.get() > 0).await;
        // By default it is not followed.
        settle().await;
        assert_eq!(capture.track(Audio).as_ref(), Some(&track));
        assert!(matches!(capture.state(), CaptureState::Live));
        assert_eq!((fake.live_tracks(), capture.loss(Audio)), (1, None));
        assert_eq!(resolved(&capture).as_deref(), Some("h"), "as its settings");
        // Whichever device the track has now.
        capture.switch_device(Audio, id).await.expect("granted");
        let opened = capture.track(Audio);
        assert_ne!(opened, Some(track), "{id}");
        assert_eq!(group(&capture).as_deref(), Some(expected), "{id}");
        capture.switch_device(Audio, id).await.expect("it is live");
        assert_eq!((capture.track(Audio), fake.live_tracks()), (opened, 1), "{id}");
    }
}

#[wasm_bindgen_test]
async fn another_default_device_is_followed() {
    let (fake, capture) = with_roles();
    capture.set_recovery(RecoveryPolicy::new().follow_default());
    start(&capture).await;
    capture.set_enabled(Audio, false);
    let (track, stream) = (capture.track(Audio).expect("live"), capture.stream());
    set_default(&fake, "built-in", "Default - Built-in");
    until(|| group(&capture).as_deref() == Some("built-in")).await;
    assert_eq!(
        (resolved(&capture).as_deref(), fake.live_tracks()),
        (Some("b"), 1)
    );
    // Chromium can open the old device again for the id of the role.
    assert_eq!(
        capture
            .track(Audio)
            .and_then(|track| track.settings().device_id)
            .as_deref(),
        Some("b")
    );
    assert_eq!(capture.constraints(), Some(microphone()), "as requested");
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
    assert_eq!(capture.stream(), stream, "the same stream");
    assert!(!capture.track(Audio).expect("live").enabled());
    // Another label only: the same device has another name.
    set_default(&fake, "built-in", "Standard - Built-in");
    for _ in 0..10 {
        settle().await;
    }
    assert!(group(&capture).as_deref() == Some("built-in") && fake.live_tracks() == 1);
    // A failed request keeps the current track.
    fake.hold_prompts(true);
    let track = capture.track(Audio);
    set_default(&fake, "headset", "Default - Headset");
    until(|| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Fail(MediaErrorKind::NotReadable)));
    settle().await;
    assert!(matches!(capture.state(), CaptureState::Live));
    assert_eq!((capture.track(Audio), fake.live_tracks()), (track, 1));
}

/// The headset is unplugged, and another device takes over its role.
#[wasm_bindgen_test]
async fn an_unplugged_default_device_is_reclaimed() {
    let (fake, capture) = with_roles();
    start(&capture).await;
    fake.hold_prompts(true);
    for id in ["h", "default", ""] {
        let switch = capture.switch_device(Audio, id);
        assert_eq!(fake.pending_prompts(), 0, "a picker selects the live device");
        switch.await.expect("it is live");
    }
    fake.hold_prompts(false);
    capture.start(&microphone()).await.expect("it is live");
    capture.set_recovery(RecoveryPolicy::new().reclaim());
    fake.unplug("h");
    fake.unplug("default");
    fake.plug(&device("default", "built-in", "Default - Built-in"));
    until(|| capture.loss(Audio).is_some()).await;
    assert_eq!(
        capture.loss(Audio).map(|loss| loss.reason),
        Some(LossReason::Unplugged)
    );
    fake.plug(&device("h", "headset", "Headset"));
    until(|| group(&capture).as_deref() == Some("headset")).await;
    assert_eq!(
        (resolved(&capture).as_deref(), fake.live_tracks()),
        (Some("h"), 1)
    );
}

/// A device that was requested by its id is not the default device.
#[wasm_bindgen_test]
async fn a_selected_device_does_not_follow_the_default() {
    let (fake, capture) = with_roles();
    capture.set_recovery(RecoveryPolicy::new().follow_default());
    let headset = MediaTrackConstraints::new().device_id(Constrain::exact("h"));
    let request = MediaStreamConstraints::new().audio(headset);
    capture.start(&request).await.expect("granted");
    let track = capture.track(Audio);
    set_default(&fake, "built-in", "Default - Built-in");
    for _ in 0..10 {
        settle().await;
    }
    assert_eq!(
        (capture.track(Audio), resolved(&capture).as_deref()),
        (track, Some("h"))
    );
}

#[wasm_bindgen_test]
async fn the_role_of_communications_is_a_device() {
    let (fake, capture) = with_roles();
    let role = MediaTrackConstraints::new().device_id(Constrain::exact("communications"));
    let request = MediaStreamConstraints::new().audio(role);
    capture.start(&request).await.expect("granted");
    until(|| resolved(&capture).as_deref() == Some("b")).await;
    fake.hold_prompts(true);
    for id in ["b", "communications"] {
        let switch = capture.switch_device(Audio, id);
        assert_eq!(fake.pending_prompts(), 0);
        switch.await.expect("it is live");
    }
    // The default device is another one.
    let switch = capture.switch_device(Audio, "default");
    assert_eq!(fake.pending_prompts(), 1);
    assert!(fake.respond(&PromptResponse::Grant));
    switch.await.expect("granted");
    assert_eq!(group(&capture).as_deref(), Some("headset"));
}

/// Each form of a request for the live device is a no-op.
#[wasm_bindgen_test]
async fn equal_requests_open_nothing() {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let capture = Capture::with_devices(fake.devices());
    let video = |id: Constrain<&str>| MediaTrackConstraints::new().device_id(id);
    let forms = || {
        [
            video(Constrain::exact("front")),
            video(Constrain::ideal("front")),
            video("front".into()),
            video(Constrain::exact_any(["front"])),
        ]
    };
    for first in forms() {
        let request = MediaStreamConstraints::new().video(first);
        let stream = capture.start(&request).await.expect("granted");
        fake.hold_prompts(true);
        for form in forms() {
            let request = MediaStreamConstraints::new().video(form.clone());
            let calls = [capture.switch_video(form), capture.start(&request)];
            assert_eq!(fake.pending_prompts(), 0);
            for call in calls {
                assert_eq!(call.await.expect("it is live"), stream);
            }
        }
        let switch = capture.switch_device(Video, "front");
        assert_eq!(fake.pending_prompts(), 0);
        switch.await.expect("it is live");
        fake.hold_prompts(false);
        capture.stop();
    }
}

/// Browsers find no device for the required id `""`.
#[wasm_bindgen_test]
async fn an_empty_id_is_the_default_device() {
    let capture = Capture::new();
    let video = |id: Constrain<&str>| {
        let constraints = MediaTrackConstraints::new().device_id(id);
        MediaStreamConstraints::new().video(constraints).audio(true)
    };
    for id in [Constrain::exact(""), Constrain::ideal(""), "".into()] {
        let stream = capture
            .start(&video(id.clone()))
            .await
            .expect("the default camera");
        assert_eq!(live_tracks(), 2);
        let before = tracks_created();
        capture.switch_device(Video, "").await.expect("it is live");
        capture.switch_device(Audio, "").await.expect("it is live");
        assert_eq!((tracks_created(), capture.stream()), (before, Some(stream)));
        capture.stop();
    }
    // From a selected device to the default one: the id is no longer required.
    let cameras = enumerate_cameras().await;
    capture
        .start(&video(Constrain::exact(cameras[0].as_str())))
        .await
        .expect("a camera");
    capture
        .switch_device(Video, "")
        .await
        .expect("the default camera");
    assert_eq!(live_tracks(), 2);
    let request = capture.constraints().expect("started").video;
    let TrackRequest::Constrained(constraints) = request else {
        panic!("{request:?}");
    };
    assert!(constraints.get(key::DEVICE_ID).is_none());
}

async fn enumerate_cameras() -> Vec<String> {
    let permission = get_user_media(&MediaStreamConstraints::new().video(true)).await;
    let devices = MediaDevices::from_navigator()
        .expect("a page")
        .enumerate_devices()
        .await
        .expect("a list");
    drop(permission.expect("the fake camera"));
    let cameras = devices
        .into_iter()
        .filter(|device| device.kind == MediaDeviceKind::VideoInput);
    cameras.filter_map(|camera| camera.device_id).collect()
}
