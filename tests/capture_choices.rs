//! `Capture`: the choices of the page, which every later track of a kind gets.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::MediaStreamTrackKind::{Audio, Video};
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

fn fake() -> (FakeMediaDevices, Capture) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::microphone("microphone"));
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let capture = Capture::with_devices(fake.devices());
    (fake, capture)
}

fn device(capture: &Capture) -> Option<String> {
    capture.track(Video)?.settings().device_id
}

/// Calls a function after each way to replace the camera: the name of the way, and the capture with the new track.
async fn after_each_replacement(fake: &FakeMediaDevices, capture: &Capture, check: impl AsyncFn(&str)) {
    check("start").await;
    capture.switch_device(Video, "back").await.expect("granted");
    check("switch").await;
    capture.restart().await.expect("granted");
    check("restart").await;
    capture.switch_video(false).await.expect("nothing to open");
    capture.switch_video(true).await.expect("granted");
    check("off and on").await;

    let options = DisplayMediaStreamOptions::new();
    capture.start_display(&options).await.expect("granted");
    capture.start(&both()).await.expect("granted");
    check("display").await;
    capture.stop();
    capture.start(&both()).await.expect("granted");
    check("stop").await;

    // Another camera replaces the lost one, which is opened again when it returns.
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    assert_eq!(device(capture).as_deref(), Some("front"));
    fake.unplug("front");
    until(|| device(capture).as_deref() == Some("back")).await;
    check("fallback").await;
    fake.plug(&FakeDevice::camera("front"));
    until(|| device(capture).as_deref() == Some("front")).await;
    check("reclaim").await;

    // Only one camera can be open at a time: the old one is stopped first, and opened again after a failure.
    fake.set_exclusive_camera(true);
    capture.switch_device(Video, "back").await.expect("granted");
    check("exclusive switch").await;
    let missing = MediaTrackConstraints::new().device_id(Constrain::exact("none"));
    capture.switch_video(missing).await.expect_err("no such camera");
    check("failed switch").await;
}

#[wasm_bindgen_test]
async fn a_choice_is_kept_although_the_track_has_ended() {
    let (_fake, capture) = fake();
    let is_enabled = || capture.track(Audio).map(|track| track.enabled());
    capture.start(&both()).await.expect("granted");
    capture.track(Audio).expect("live").stop();
    capture.set_enabled(Audio, false);
    capture.set_enabled(Video, false);
    capture.restart().await.expect("granted");
    assert_eq!(is_enabled(), Some(false));
    // That of the page, on the track itself.
    let track = capture.track(Audio).expect("live");
    track.set_enabled(true);
    track.stop();
    capture.restart().await.expect("granted");
    assert_eq!(is_enabled(), Some(true));
}

#[wasm_bindgen_test]
async fn enabled_is_kept() {
    let (fake, capture) = fake();
    capture.set_enabled(Video, false);
    capture.start(&both()).await.expect("granted");
    after_each_replacement(&fake, &capture, async |way| {
        let track = capture.track(Video).expect("live");
        assert!(!track.enabled() && !capture.enabled(Video), "{way}");
    })
    .await;
    // A display and each other kind have their own choice.
    assert!(capture.enabled(Audio));
    let options = DisplayMediaStreamOptions::new();
    capture.start_display(&options).await.expect("granted");
    assert!(capture.track(Video).expect("live").enabled());
    // The page may set it on the track, too.
    capture.track(Video).expect("live").set_enabled(false);
    capture.switch_display().await.expect("granted");
    assert!(!capture.track(Video).expect("live").enabled());
}

#[wasm_bindgen_test]
async fn the_content_hint_is_kept() {
    let (fake, capture) = fake();
    capture.start(&both()).await.expect("granted");
    let track = capture.track(Video).expect("live");
    if track.content_hint().is_none() {
        return skip("the_content_hint_is_kept", "contentHint is not in this engine").await;
    }
    capture.set_content_hint(Video, ContentHint::Detail);
    assert_eq!(track.content_hint(), Some(ContentHint::Detail));
    let hint = |kind| capture.track(kind).expect("live").content_hint();
    after_each_replacement(&fake, &capture, async |way| {
        assert_eq!(hint(Video), Some(ContentHint::Detail), "{way}");
        assert_eq!(hint(Audio), Some(ContentHint::None), "{way}");
    })
    .await;
    // The page may set it on the track, too.
    let track = capture.track(Video).expect("live");
    track.set_content_hint(&ContentHint::Motion).expect("supported");
    capture.restart().await.expect("granted");
    assert_eq!(hint(Video), Some(ContentHint::Motion));
}

#[wasm_bindgen_test]
async fn applied_constraints_are_kept() {
    let (fake, capture) = fake();
    let small = MediaTrackConstraints::new().width(160).height(120);
    let error = capture.apply_constraints(Video, &small).await;
    assert_eq!(error.expect_err("no track").kind(), MediaErrorKind::InvalidState);
    capture.start(&both()).await.expect("granted");
    let applied = capture.apply_constraints(Video, &small).await.expect("supported");
    assert_eq!(applied.settings.width, Some(160));
    let width = || capture.track(Video)?.settings().width;
    after_each_replacement(&fake, &capture, async |_way| {
        // The browser applies them asynchronously.
        until(|| width() == Some(160)).await;
    })
    .await;
    fake.set_exclusive_camera(false);
    // Required constraints that the device does not support fail, and are not those of later tracks.
    let large = MediaTrackConstraints::new().width(Constrain::min(5_000));
    let error = capture.apply_constraints(Video, &large).await;
    assert_eq!(error.expect_err("too large").constraint(), Some("width"));
    capture.restart().await.expect("granted");
    until(|| width() == Some(160)).await;
    // Empty constraints are not applied to later tracks.
    let none = MediaTrackConstraints::new();
    capture.apply_constraints(Video, &none).await.expect("supported");
    capture.restart().await.expect("granted");
    settle().await;
    assert_eq!(width(), Some(640));
}

/// A device that does not support the constraints keeps its settings.
#[wasm_bindgen_test]
async fn applied_constraints_that_a_later_device_does_not_support() {
    let (fake, capture) = fake();
    let rejected = unhandled_rejections();
    let mut small = FakeDevice::camera("small");
    (small.width, small.height) = (320, 240);
    fake.plug(&small);
    capture.start(&both()).await.expect("granted");
    let large = MediaTrackConstraints::new().width(Constrain::exact(600));
    capture.apply_constraints(Video, &large).await.expect("supported");
    capture.switch_device(Video, "small").await.expect("granted");
    settle().await;
    let width = || capture.track(Video).expect("live").settings().width;
    assert_eq!((width(), unhandled_rejections()), (Some(320), rejected));
    capture.switch_device(Video, "front").await.expect("granted");
    until(|| width() == Some(600)).await;
}

/// The same with the devices of the browser.
#[wasm_bindgen_test]
async fn applied_constraints_of_a_real_camera_are_kept() {
    let capture = Capture::new();
    capture.start(&both()).await.expect("the fake devices open");
    let small = MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240));
    let applied = capture.apply_constraints(Video, &small).await.expect("320x240");
    // The frames of Firefox's fake camera keep the old size, and so do WebKit's settings.
    if applied.unmet.is_empty() {
        frames_until(&capture.stream().expect("live"), (320, 240)).await;
        capture.restart().await.expect("the fake devices open");
        frames_until(&capture.stream().expect("live"), (320, 240)).await;
    }
    capture.set_enabled(Audio, false);
    capture.switch_audio(false).await.expect("nothing to open");
    capture.switch_audio(true).await.expect("a microphone");
    assert!(!capture.track(Audio).expect("live").enabled());
    drop(capture);
    assert_eq!(live_tracks(), 0);
}
