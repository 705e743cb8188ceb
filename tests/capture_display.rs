//! `Capture` of a display: start, switch, denial, and switches between a display and a camera.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::rc::Rc;

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const VIDEO: MediaStreamTrackKind = MediaStreamTrackKind::Video;

fn options() -> DisplayMediaStreamOptions {
    DisplayMediaStreamOptions::new().audio(true)
}

fn camera() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

fn with_devices() -> (FakeMediaDevices, Capture) {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("camera"));
    fake.plug(&FakeDevice::microphone("microphone"));
    let capture = Capture::with_devices(fake.devices());
    (fake, capture)
}

fn surface(capture: &Capture) -> Option<DisplaySurface> {
    capture.track(VIDEO)?.settings().display_surface
}

/// The requested audio is absent, which the spec permits. It opens no further prompt.
#[wasm_bindgen_test]
async fn start_and_stop() {
    let (fake, capture) = with_devices();
    fake.hold_prompts(true);
    let start = capture.start_display(&options());
    assert!(matches!(capture.state(), CaptureState::Prompting));
    assert!(fake.respond(&PromptResponse::Grant));
    let stream = start.await.expect("granted");
    assert!(matches!(capture.state(), CaptureState::Live));
    assert_eq!((stream.tracks().len(), fake.pending_prompts()), (1, 0));
    assert_eq!(surface(&capture), Some(DisplaySurface::Monitor));
    assert_eq!(
        (capture.display_options(), capture.constraints()),
        (Some(options()), None)
    );
    // The same options again open no prompt.
    let again = capture.start_display(&options()).await.expect("still live");
    assert_eq!((again, fake.pending_prompts()), (stream.clone(), 0));
    capture.stop();
    assert!(!stream.active() && capture.display_options().is_none());
    leak_check::assert_no_live_tracks();
}

#[wasm_bindgen_test]
async fn the_display_stays_live_during_a_switch() {
    let (fake, capture) = with_devices();
    let error = capture.switch_display().await.expect_err("no display");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);
    let stream = capture.start_display(&options()).await.expect("granted");
    let first = capture.track(VIDEO).expect("a live track");
    first.set_enabled(false);
    fake.hold_prompts(true);
    let switch = capture.switch_display();
    assert!(matches!(capture.state(), CaptureState::Switching));
    assert!(first.ready_state() == MediaStreamTrackState::Live);
    assert!(fake.respond(&PromptResponse::Grant));
    assert_eq!(switch.await.expect("granted"), stream, "the same stream");
    let second = capture.track(VIDEO).expect("a live track");
    assert!(first != second && first.ready_state() == MediaStreamTrackState::Ended);
    assert!(!second.enabled(), "the new track copies `enabled`");
    // A denied prompt keeps the current display. The prompt can be opened again.
    for _ in 0..2 {
        let switch = capture.switch_display();
        assert!(fake.respond(&PromptResponse::Deny));
        let error = switch.await.expect_err("denied");
        assert_eq!(error.kind(), MediaErrorKind::NotAllowed);
        assert_eq!(capture.track(VIDEO), Some(second.clone()));
        assert!(matches!(capture.state(), CaptureState::Live));
    }
    drop(capture);
    leak_check::assert_no_live_tracks();
}

/// The tracks of the previous source end when the new source is live. A denied prompt changes nothing.
#[wasm_bindgen_test]
async fn switches_between_camera_and_display() {
    let (fake, capture) = with_devices();
    let stream = capture.start(&camera()).await.expect("granted");
    let camera_tracks = stream.tracks();
    camera_tracks.iter().for_each(|track| track.set_enabled(false));
    fake.hold_prompts(true);
    let share = capture.start_display(&options());
    assert!(fake.respond(&PromptResponse::Deny));
    share.await.expect_err("denied");
    assert_eq!(capture.constraints(), Some(camera()));
    assert_eq!(fake.live_tracks(), 2);

    let share = capture.start_display(&options());
    assert!(fake.respond(&PromptResponse::Grant));
    assert_eq!(share.await.expect("granted"), stream);
    assert_eq!((stream.tracks().len(), fake.live_tracks()), (1, 1));
    assert!(
        camera_tracks
            .iter()
            .all(|track| track.ready_state() == MediaStreamTrackState::Ended)
    );
    assert!(
        stream.video_tracks()[0].enabled(),
        "a display does not copy `enabled` from a camera"
    );
    let error = capture
        .flip_camera()
        .await
        .expect_err("a display has no facing mode");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);

    let back = capture.start(&camera());
    assert_eq!(surface(&capture), Some(DisplaySurface::Monitor));
    assert!(fake.respond(&PromptResponse::Grant));
    back.await.expect("granted");
    assert_eq!((surface(&capture), fake.live_tracks()), (None, 2));
    drop(capture);
    leak_check::assert_no_live_tracks();
}

/// The user presses the browser's stop button. A display is not recovered: a request requires user activation.
#[wasm_bindgen_test]
async fn a_lost_display_is_not_recovered() {
    let (fake, capture) = with_devices();
    capture.set_recovery(
        RecoveryPolicy::new()
            .fallback()
            .reclaim()
            .retry(Backoff::default()),
    );
    capture.start_display(&options()).await.expect("granted");
    let mut states = capture.state_changes();
    fake.end(FakeMediaDevices::SCREEN);
    let Some(CaptureState::Ended(loss)) = states.next().await else {
        panic!("{:?}", capture.state());
    };
    assert_eq!((loss.reason, loss.device_id), (LossReason::Ended, None));
    assert!(capture.display_options().is_none());
    leak_check::assert_no_live_tracks();
}

/// The latest call supersedes the others, also if the request of an earlier one settles first.
#[wasm_bindgen_test]
async fn the_latest_call_supersedes_the_others() {
    let (fake, capture) = with_devices();
    fake.hold_prompts(true);
    let share = capture.start_display(&options());
    let open = capture.start(&camera());
    assert_eq!(fake.pending_prompts(), 1, "one prompt at a time");
    assert!(fake.respond(&PromptResponse::Grant));
    let error = share.await.expect_err("superseded by the camera");
    assert_eq!(error.kind(), MediaErrorKind::Abort);
    while fake.pending_prompts() == 0 {
        settle().await;
    }
    assert_eq!(fake.live_tracks(), 0, "the superseded display is stopped");
    assert!(fake.respond(&PromptResponse::Grant));
    open.await.expect("granted");
    assert_eq!((surface(&capture), fake.live_tracks()), (None, 2));

    // Dropped during the prompt.
    let share = capture.start_display(&options());
    drop((capture, share));
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    leak_check::assert_no_live_tracks();
}

#[wasm_bindgen_test]
async fn options_without_video_are_invalid() {
    let (fake, capture) = with_devices();
    let error = capture
        .start_display(&DisplayMediaStreamOptions::new().video(false))
        .await
        .expect_err("video is required");
    assert_eq!(error.kind(), MediaErrorKind::Type);
    assert!(matches!(capture.state(), CaptureState::Idle));
    assert_eq!(fake.pending_prompts(), 0);
}

/// The display of the machine, if the browser captures it.
#[wasm_bindgen_test]
async fn captures_a_real_display() {
    let capture = Rc::new(Capture::new());
    let clicked = by_click({
        let capture = capture.clone();
        move || capture.start_display(&DisplayMediaStreamOptions::new().prefer_current_tab(true))
    });
    let stream = match clicked.await {
        Ok(outcome) => outcome.await,
        Err(reason) => return skip("captures_a_real_display", &reason).await,
    };
    match stream {
        Ok(stream) => {
            let moving = Element::animated();
            frames_of(&stream, 1).await;
            drop(moving);
            capture.stop();
            assert!(!stream.active());
        }
        Err(error) => {
            assert!(matches!(capture.state(), CaptureState::Failed(_)));
            skip(
                "captures_a_real_display",
                &format!("the browser captures no display here: {error}"),
            )
            .await;
        }
    }
    assert_eq!(live_tracks(), 0);
}
