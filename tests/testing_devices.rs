//! Fake devices behave as real ones: sizes, clones, the screen, and the data that is exposed before permission.
#![cfg(all(target_family = "wasm", feature = "testing"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

fn sized(width: u32, height: u32) -> MediaTrackConstraints {
    MediaTrackConstraints::new()
        .width(Constrain::exact(width))
        .height(Constrain::exact(height))
}

fn with_cameras() -> FakeMediaDevices {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::microphone("microphone"));
    fake.plug(&FakeDevice::camera("front").facing(FacingMode::User));
    fake.plug(&FakeDevice::camera("back").facing(FacingMode::Environment));
    fake
}

/// Asserts that a required size is delivered. Returns whether a live track accepts a new size.
async fn can_resize(devices: &MediaDevices) -> bool {
    let stream = devices
        .get_user_media(&MediaStreamConstraints::new().video(sized(320, 240)))
        .await
        .expect("320x240");
    assert_eq!(frames_of(&stream, 2).await, (320, 240));
    let track = stream.video_tracks().remove(0);
    let applied = track.apply_constraints(&sized(640, 480)).await.expect("640x480");
    if !applied.unmet.is_empty() {
        return false;
    }
    frames_until(&stream, (640, 480)).await;
    true
}

#[wasm_bindgen_test]
async fn size_constraints_are_met_as_by_a_real_camera() {
    assert!(can_resize(&with_cameras().devices()).await);
    if !can_resize(&MediaDevices::from_navigator().expect("a secure page")).await {
        let name = "size_constraints_are_met_as_by_a_real_camera";
        skip(name, "the camera of this browser keeps its size while it is live").await;
    }
}

#[wasm_bindgen_test]
async fn settings_have_the_selected_size() {
    let fake = with_cameras();
    let devices = fake.devices();
    let settings = |video: MediaTrackConstraints| {
        let request = devices.get_user_media(&MediaStreamConstraints::new().video(video));
        async move {
            let stream = request.await.expect("a camera");
            let settings = stream.video_tracks()[0].settings();
            (
                settings.width.unwrap(),
                settings.height.unwrap(),
                settings.frame_rate.unwrap(),
            )
        }
    };
    assert_eq!(
        settings(sized(320, 240).frame_rate(Constrain::exact(15.0))).await,
        (320, 240, 15.0)
    );
    // An ideal value above the maximum is permitted.
    assert_eq!(
        settings(MediaTrackConstraints::new().width(4000).frame_rate(..=10.0)).await,
        (640, 480, 10.0)
    );
    assert_eq!(
        settings(MediaTrackConstraints::new().width(Constrain::max(100))).await,
        (100, 480, 30.0)
    );

    let stream = devices.get_user_media(&video()).await.expect("a camera");
    let track = &stream.video_tracks()[0];
    let applied = track.apply_constraints(&sized(160, 120)).await.expect("160x120");
    assert_eq!(
        (applied.settings.width, applied.settings.height),
        (Some(160), Some(120))
    );
    assert_eq!(applied.unmet, []);
    let error = track
        .apply_constraints(&sized(641, 480))
        .await
        .expect_err("too much");
    assert_eq!(error.constraint(), Some("width"));
    assert_eq!(
        track.settings().width,
        Some(160),
        "the previous constraints stay applied"
    );
}

/// `constraint` is the one that excluded the last device.
#[wasm_bindgen_test]
async fn the_error_has_the_unmet_constraint() {
    let devices = with_cameras().devices();
    let back = sized(641, 480).device_id(Constrain::exact("back"));
    let error = devices
        .get_user_media(&MediaStreamConstraints::new().video(back))
        .await
        .expect_err("too much");
    assert_eq!(error.constraint(), Some("width"));
}

#[wasm_bindgen_test]
async fn the_device_with_the_smallest_fitness_distance_is_selected() {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("small"));
    fake.plug(&FakeDevice {
        width: 1920,
        height: 1080,
        ..FakeDevice::camera("large")
    });
    let ideal = MediaTrackConstraints::new().width(1920).height(1080);
    let stream = fake
        .devices()
        .get_user_media(&MediaStreamConstraints::new().video(ideal))
        .await
        .expect("a camera");
    assert_eq!(stream.video_tracks()[0].label(), "large");
}

#[wasm_bindgen_test]
async fn a_cloned_stream_has_the_same_device() {
    let fake = with_cameras();
    let stream = fake.devices().get_user_media(&video()).await.expect("a camera");
    // The stream of the fake, and a stream that the page created from its track.
    let page_stream = MediaStream::from_tracks(stream.video_tracks()).expect("a page");
    for original in [&stream as &MediaStream, &page_stream] {
        let clone = original.duplicate();
        assert_eq!(fake.live_tracks(), 2);
        let track = clone.video_tracks().remove(0);
        assert_eq!(track.label(), "front");
        assert_eq!(track.settings().device_id.as_deref(), Some("front"));
        assert_ne!(track.id(), stream.video_tracks()[0].id());
        fake.set_muted("front", true);
        assert!(track.muted());
        fake.set_muted("front", false);
    }
    assert_eq!(fake.live_tracks(), 1);
    let clone = stream.duplicate();
    let ended = next_event(clone.video_tracks().remove(0), "ended");
    fake.unplug("front");
    ended.await;
    assert!(!clone.active() && fake.live_tracks() == 0);
    // A clone of an ended track has ended.
    assert!(!stream.duplicate().active());
}

#[wasm_bindgen_test]
async fn a_cloned_track_is_independent() {
    let fake = with_cameras();
    let stream = fake.devices().get_user_media(&video()).await.expect("a camera");
    let track = stream.video_tracks().remove(0);
    track.set_enabled(false);
    let clone = track.duplicate();
    assert!(!clone.enabled(), "the clone copies `enabled`");
    clone.set_enabled(true);
    assert!(!track.enabled());
    clone.apply_constraints(&sized(320, 240)).await.expect("320x240");
    assert_eq!(
        (track.settings().width, clone.settings().width),
        (Some(640), Some(320))
    );
    // The clone plays after the original is stopped.
    drop(stream);
    let clone = LocalMediaStream::from_tracks([clone]).expect("a page");
    assert_eq!(frames_of(&clone, 5).await, (320, 240));
    assert_eq!(fake.live_tracks(), 1);
}

#[wasm_bindgen_test]
async fn screen_capture_does_not_use_the_camera_permission() {
    let fake = with_cameras();
    let devices = fake.devices();
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    let request = devices.get_display_media(&DisplayMediaStreamOptions::new());
    let stream = request.await.expect("the camera permission does not apply");
    let settings = stream.video_tracks()[0].settings();
    assert_eq!(settings.display_surface, Some(DisplaySurface::Monitor));
    assert_eq!(settings.facing_mode, None);
    assert_eq!(frames_of(&stream, 2).await, (1280, 720));
    assert_eq!(fake.live_tracks(), 1);
    let listed = devices.enumerate_devices().await.expect("a list");
    assert!(listed.iter().all(|device| device.label.is_none()), "{listed:?}");
    let nothing = devices
        .get_display_media_js(&object(&[("video", JsValue::FALSE)]))
        .await
        .expect_err("video is required");
    assert_eq!(nothing.kind(), MediaErrorKind::Type);
    // The browser's stop button.
    let ended = next_event(stream.video_tracks().remove(0), "ended");
    fake.end(FakeMediaDevices::SCREEN);
    ended.await;
    assert_eq!(fake.live_tracks(), 0);

    fake.hold_prompts(true);
    let request = devices.get_display_media(&DisplayMediaStreamOptions::new());
    fake.respond(&PromptResponse::Deny);
    assert_eq!(
        request.await.expect_err("denied").kind(),
        MediaErrorKind::NotAllowed
    );
}

#[wasm_bindgen_test]
async fn one_of_a_kind_is_listed_before_permission() {
    let fake = with_cameras();
    let devices = fake.devices();
    let kinds = |list: Vec<MediaDeviceInfo>| list.into_iter().map(|device| device.kind).collect::<Vec<_>>();
    let before = devices.enumerate_devices().await.expect("a list");
    assert!(
        before
            .iter()
            .all(|device| device.device_id.is_none() && device.label.is_none())
    );
    assert_eq!(
        kinds(before),
        [MediaDeviceKind::AudioInput, MediaDeviceKind::VideoInput]
    );
    // The permission for one kind does not expose the other.
    drop(devices.get_user_media(&video()).await.expect("granted"));
    let after = devices.enumerate_devices().await.expect("a list");
    let labels: Vec<_> = after.iter().map(|device| device.label.as_deref()).collect();
    assert_eq!(labels, [None, Some("front"), Some("back")]);
}

#[wasm_bindgen_test]
async fn capabilities_are_exposed_before_the_device_is_opened() {
    let fake = with_cameras();
    let devices = fake.devices();
    let hidden = devices.enumerate_inputs().await.expect("a list");
    assert_eq!(hidden[1].capabilities().expect("exposed").width, None);
    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    let inputs = devices.enumerate_inputs().await.expect("a list");
    let capabilities = inputs[2].capabilities().expect("exposed");
    assert_eq!(capabilities.width.expect("exposed").max, Some(640));
    assert_eq!(capabilities.facing_mode, Some(vec![FacingMode::Environment]));
}

/// A user may respond to the second of two prompts first.
#[wasm_bindgen_test]
async fn prompts_settle_out_of_order() {
    let fake = with_cameras();
    let devices = fake.devices();
    fake.hold_prompts(true);
    let (first, second) = (devices.get_user_media(&video()), devices.get_user_media(&video()));
    assert!(
        !fake.respond_nth(2, &PromptResponse::Grant),
        "two requests are pending"
    );
    assert!(fake.respond_nth(1, &PromptResponse::Grant));
    let stream = second.await.expect("granted");
    assert_eq!((fake.pending_prompts(), fake.live_tracks()), (1, 1));
    drop(first);
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(
        (fake.pending_prompts(), fake.live_tracks()),
        (0, 1),
        "only the track that has an owner"
    );
    drop(stream);
}

/// A track that the `ended` listener of another one stops dispatches no `ended` event itself.
#[wasm_bindgen_test]
async fn a_track_stopped_while_the_device_is_unplugged() {
    let fake = with_cameras();
    let stream = std::rc::Rc::new(fake.devices().get_user_media(&video()).await.expect("a camera"));
    let first = stream.video_tracks().remove(0);
    let second = std::rc::Rc::new(first.duplicate());
    let to_stop = std::rc::Rc::clone(&second);
    let _stop_listener = first.on_ended(move || to_stop.stop());
    let calls = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = std::rc::Rc::clone(&calls);
    let _count_listener = second.on_ended(move || count.set(count.get() + 1));
    fake.unplug("front");
    settle().await;
    assert_eq!((calls.get(), fake.live_tracks()), (0, 0));
}

#[wasm_bindgen_test]
async fn event_handler_properties_are_called() {
    let fake = with_cameras();
    let guard = fake.install();
    let stream = get_user_media(&video()).await.expect("a camera");
    let events = js_sys::Array::new();
    set_handlers(&stream.as_web_sys().into(), &events).await;
    fake.set_muted("front", true);
    fake.set_muted("front", false);
    fake.unplug("front");
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    assert_eq!(
        events.join(" ").as_string().unwrap(),
        "mute unmute ended devicechange change"
    );
    drop(guard);
}

#[wasm_bindgen::prelude::wasm_bindgen(inline_js = r#"
export async function setHandlers(stream, events) {
  const record = ({ type }) => events.push(type);
  const [track] = stream.getTracks();
  track.onmute = track.onunmute = track.onended = record;
  navigator.mediaDevices.ondevicechange = record;
  const status = await navigator.permissions.query({ name: "camera" });
  status.onchange = record;
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = setHandlers)]
    async fn set_handlers(stream: &JsValue, events: &js_sys::Array);
}
