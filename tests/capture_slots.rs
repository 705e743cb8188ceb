//! `Capture` with one state for each kind of track: loss, recovery, and the choices of the page.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use common::*;
use local_media_stream::MediaStreamTrackKind::{Audio, Video};
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

fn fake() -> (FakeMediaDevices, InstallGuard, Capture) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::microphone("microphone"));
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    let installed = fake.install();
    (fake, installed, Capture::new())
}

fn reason(state: &CaptureState) -> Option<LossReason> {
    match state {
        CaptureState::Ended(loss) | CaptureState::Recovering(loss) => Some(loss.reason),
        _ => None,
    }
}

fn device(capture: &Capture) -> Option<String> {
    capture.device(Video)?.device_id
}

#[wasm_bindgen_test]
async fn a_track_that_a_callback_stops_is_lost() {
    let (fake, _installed, capture) = fake();
    let stream = capture.start(&both()).await.expect("granted");
    settle().await;
    let listener = capture.on_change({
        let track = stream.video_tracks().remove(0);
        move || track.stop()
    });
    capture.set_enabled(Audio, false);
    drop(listener);
    until(|| reason(&capture.state_of(Video)) == Some(LossReason::Stopped)).await;
    assert!(matches!(capture.state_of(Audio), CaptureState::Live));
    assert_eq!(fake.live_tracks(), 1);
}

#[wasm_bindgen_test]
async fn a_lost_microphone_is_reported_while_the_camera_is_live() {
    let (fake, _installed, capture) = fake();
    capture.start(&both()).await.expect("granted");
    let changes = Rc::new(Cell::new(0));
    let _listener = capture.on_change({
        let changes = changes.clone();
        move || changes.set(changes.get() + 1)
    });
    fake.unplug("microphone");
    until(|| reason(&capture.state_of(Audio)) == Some(LossReason::Unplugged)).await;
    assert!(changes.get() > 0);
    assert!(matches!(capture.state(), CaptureState::Live));
    assert!(matches!(capture.state_of(Video), CaptureState::Live));
    assert_eq!(capture.loss(Audio).expect("a loss").label, "microphone");
    // A restart requests it again.
    fake.plug(&FakeDevice::microphone("microphone"));
    let stream = capture.restart().await.expect("granted");
    assert_eq!((stream.tracks().len(), fake.live_tracks()), (2, 2));
    assert!(capture.loss(Audio).is_none());
}

#[wasm_bindgen_test]
async fn a_track_that_the_page_stops_is_a_loss_of_its_kind() {
    let (fake, _installed, capture) = fake();
    capture.start(&both()).await.expect("granted");
    capture.track(Audio).expect("live").stop();
    until(|| reason(&capture.state_of(Audio)) == Some(LossReason::Stopped)).await;
    capture.switch_device(Video, "back").await.expect("granted");
    assert!(
        capture.track(Audio).is_none(),
        "the microphone is not opened again"
    );
    assert_eq!(fake.live_tracks(), 1);
}

#[wasm_bindgen_test]
async fn the_only_camera_is_unplugged_also_if_the_list_is_empty() {
    let (fake, _installed, capture) = fake();
    fake.unplug("back");
    fake.unplug("microphone");
    capture
        .start(&MediaStreamConstraints::new().video(true))
        .await
        .expect("granted");
    fake.unplug("front");
    until(|| reason(&capture.state()) == Some(LossReason::Unplugged)).await;
    // A restart works after the end.
    fake.plug(&FakeDevice::camera("front"));
    capture.restart().await.expect("granted");
    assert_eq!(fake.live_tracks(), 1);
}

#[wasm_bindgen_test]
async fn a_pending_prompt_does_not_hold_the_capture() {
    let (fake, _installed, capture) = fake();
    fake.hold_prompts(true);
    let first = capture.start(&both());
    // A start in the same task would wait for the same prompt.
    next_timer().await;
    capture.stop();
    let second = capture.start(&both());
    assert_eq!(fake.pending_prompts(), 2);
    let error = first.await.expect_err("stopped");
    assert_eq!(error.message(), "The capture was stopped.");
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 0, "the late stream is stopped");
    let third = capture.restart();
    assert_eq!(fake.pending_prompts(), 2);
    second.await.expect_err("superseded");
    fake.respond_nth(1, &PromptResponse::Grant);
    third.await.expect("granted");
    assert_eq!(fake.live_tracks(), 2);
    fake.respond(&PromptResponse::Grant);
    settle().await;
    assert_eq!(fake.live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn a_pending_request_is_cancelled_or_times_out() {
    let (fake, _installed, capture) = fake();
    capture.start(&both()).await.expect("granted");
    fake.hold_prompts(true);
    let switch = capture.switch_device(Video, "back");
    capture.cancel_pending();
    assert_eq!(switch.await.expect_err("cancelled").kind(), MediaErrorKind::Abort);
    assert!(matches!(capture.state(), CaptureState::Live));
    capture.set_request_timeout(Some(Duration::from_millis(20)));
    let error = capture
        .switch_device(Video, "back")
        .await
        .expect_err("no response");
    assert!(error.message().contains("timed out"), "{error}");
    assert_eq!(capture.constraints(), Some(both()));
    while fake.respond(&PromptResponse::Grant) {}
    settle().await;
    assert_eq!(fake.live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn a_first_request_is_cancelled_or_times_out() {
    let (fake, _installed, capture) = fake();
    fake.hold_prompts(true);
    let start = capture.start(&both());
    capture.cancel_pending();
    assert_eq!(start.await.expect_err("cancelled").kind(), MediaErrorKind::Abort);
    assert!(capture.stream().is_none() && capture.constraints().is_none());
    capture.set_request_timeout(Some(Duration::from_millis(20)));
    for display in [false, true] {
        let start = if display {
            capture.start_display(&DisplayMediaStreamOptions::new())
        } else {
            capture.start(&both())
        };
        let error = start.await.expect_err("no response");
        assert!(error.message().contains("timed out"), "{error}");
        assert!(matches!(capture.state(), CaptureState::Failed(_)));
    }
    // Late responses.
    while fake.respond(&PromptResponse::Grant) {}
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    // A response in time.
    capture.set_request_timeout(Some(Duration::from_secs(60)));
    let start = capture.start(&both());
    assert!(fake.respond(&PromptResponse::Grant));
    start.await.expect("granted");
    capture.set_request_timeout(None);
    capture.cancel_pending();
    assert!(matches!(capture.state(), CaptureState::Live));
}

#[wasm_bindgen_test]
async fn a_denied_camera_leaves_the_microphone() {
    let (fake, _installed, capture) = fake();
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    capture.start(&both()).await.expect_err("denied");
    let kind = |kind| capture.error(kind).map(|error| error.kind());
    assert_eq!(
        (kind(Audio), kind(Video)),
        (None, Some(MediaErrorKind::NotAllowed))
    );
    capture.set_partial_grant(true);
    let stream = capture.start(&both()).await.expect("the microphone is granted");
    assert_eq!(stream.tracks().len(), 1);
    assert_eq!(
        (kind(Audio), kind(Video)),
        (None, Some(MediaErrorKind::NotAllowed))
    );
    assert!(matches!(capture.state_of(Video), CaptureState::Failed(_)));
}

#[wasm_bindgen_test]
async fn a_flip_without_facing_modes_selects_the_next_camera() {
    let (fake, _installed, capture) = fake();
    capture.start(&both()).await.expect("granted");
    for expected in ["back", "front"] {
        capture.flip_camera().await.expect("another camera");
        assert_eq!(device(&capture).as_deref(), Some(expected));
    }
    fake.unplug("back");
    let error = capture.flip_camera().await.expect_err("no other camera");
    assert_eq!(error.kind(), MediaErrorKind::Overconstrained);
    assert_eq!(device(&capture).as_deref(), Some("front"));
}

#[wasm_bindgen_test]
async fn a_revoked_permission_is_reclaimed_when_it_is_granted() {
    let (fake, _installed, capture) = fake();
    capture.set_recovery(RecoveryPolicy::new().reclaim());
    capture.start(&both()).await.expect("granted");
    fake.set_permission(&PermissionName::Microphone, &PermissionState::Denied);
    until(|| reason(&capture.state_of(Audio)) == Some(LossReason::PermissionRevoked)).await;
    settle().await;
    fake.set_permission(&PermissionName::Microphone, &PermissionState::Granted);
    until(|| capture.track(Audio).is_some()).await;
    assert!(matches!(capture.state(), CaptureState::Live));
    // The browser's stop button is a decision of the user.
    fake.end("front");
    until(|| reason(&capture.state_of(Video)) == Some(LossReason::Ended)).await;
    settle().await;
    assert_eq!(fake.live_tracks(), 1);
}

#[wasm_bindgen_test]
async fn each_kind_is_recovered_on_its_own() {
    let (fake, _installed, capture) = fake();
    capture.set_recovery(RecoveryPolicy::new().reclaim());
    capture.start(&both()).await.expect("granted");
    let recovering = |kind| matches!(capture.state_of(kind), CaptureState::Recovering(_));
    let camera = capture.track(Video);
    fake.unplug("microphone");
    until(|| recovering(Audio)).await;
    assert_eq!(capture.track(Video), camera, "the camera stays live");
    assert!(matches!(capture.state_of(Video), CaptureState::Live));
    fake.unplug("front");
    until(|| recovering(Video)).await;
    assert!(recovering(Audio) && fake.live_tracks() == 0);
    fake.plug(&FakeDevice::camera("front"));
    until(|| matches!(capture.state_of(Video), CaptureState::Live)).await;
    assert!(recovering(Audio) && capture.stream().is_some());
    // Only the microphone is given up.
    capture.cancel_pending();
    assert!(matches!(capture.state_of(Audio), CaptureState::Ended(_)));
    assert!(matches!(capture.state(), CaptureState::Live));
    fake.plug(&FakeDevice::microphone("microphone"));
    settle().await;
    assert_eq!(fake.live_tracks(), 1);
    capture.switch_audio(true).await.expect("granted");
    assert!(matches!(capture.state_of(Audio), CaptureState::Live));
    assert_eq!((capture.loss(Audio), fake.live_tracks()), (None, 2));
}

/// A page that shows the device of each change shows the live one.
#[wasm_bindgen_test]
async fn every_change_of_a_track_is_an_event() {
    let (fake, _installed, capture) = fake();
    let capture = Rc::new(capture);
    let shown: Rc<RefCell<(Option<String>, bool)>> = Rc::default();
    let _listener = capture.on_change({
        let (capture, shown) = (Rc::downgrade(&capture), shown.clone());
        move || {
            let capture = capture.upgrade().expect("not dropped");
            let is_muted = capture.muted(Video);
            *shown.borrow_mut() = (device(&capture), is_muted);
        }
    });
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    capture.start(&both()).await.expect("granted");
    let shows = |id: &str| shown.borrow().0.as_deref() == Some(id);
    assert!(shows("front"));
    fake.unplug("front");
    until(|| shows("back")).await;
    fake.plug(&FakeDevice::camera("front"));
    until(|| shows("front")).await;
    capture.flip_camera().await.expect("another camera");
    assert!(shows("back"));
    fake.set_muted("back", true);
    assert!(shown.borrow().1);
    fake.set_muted("back", false);
    assert!(!shown.borrow().1);
    capture.switch_video(false).await.expect("nothing to open");
    assert_eq!(shown.borrow().0, None);
}

#[wasm_bindgen_test]
async fn a_loss_stays_readable_after_the_fallback() {
    let (fake, _installed, capture) = fake();
    capture.set_recovery(RecoveryPolicy::new().fallback().reclaim());
    capture.start(&both()).await.expect("granted");
    let mut changes = capture.changes();
    fake.unplug("front");
    until(|| device(&capture).as_deref() == Some("back")).await;
    assert_eq!(
        capture.loss(Video).map(|loss| loss.reason),
        Some(LossReason::Unplugged)
    );
    changes.next().await.expect("a change");
    fake.plug(&FakeDevice::camera("front"));
    until(|| device(&capture).as_deref() == Some("front")).await;
    changes.next().await.expect("a change");
    drop(capture);
    while changes.next().await.is_some() {}
}

#[wasm_bindgen_test]
async fn a_stream_of_states_ends_with_the_capture() {
    let (_fake, _installed, capture) = fake();
    let mut states = capture.state_changes();
    capture.start(&both()).await.expect("granted");
    drop(capture);
    let mut names = Vec::new();
    while let Some(state) = states.next().await {
        names.push(state.name());
    }
    assert!(names.len() <= 3, "{names:?}");
    settle().await;
    drop(states);
    leak_check::assert_no_leaks();
}
