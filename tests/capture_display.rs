//! `Capture` of a display: start, switch, denial, and switches between a display and a camera.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::rc::Rc;
use std::time::Duration;

use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

const VIDEO: MediaStreamTrackKind = MediaStreamTrackKind::Video;
const AUDIO: MediaStreamTrackKind = MediaStreamTrackKind::Audio;

#[wasm_bindgen(inline_js = r#"
// Returns a `getDisplayMedia` that adds audio.
export const displayWithAudio = (devices) => async (options) => {
  const stream = await devices.getDisplayMedia(options);
  const audio = await devices.getUserMedia({ audio: true });
  for (const track of audio.getTracks()) stream.addTrack(track);
  return stream;
};

// Ends a track as the browser does.
export function endTrack(track) {
  track.stop();
  track.dispatchEvent(new Event("ended"));
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = displayWithAudio)]
    fn display_with_audio(devices: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = endTrack)]
    fn end_track(track: &JsValue);
}

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
    until(|| fake.pending_prompts() > 0).await;
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

/// A display that the user shares with its audio: the fake omits it.
fn with_audio() -> (FakeMediaDevices, Double, Capture) {
    let (fake, _) = with_devices();
    let double = Double::new(fake.devices());
    double.set("getDisplayMedia", &display_with_audio(fake.devices().as_ref()));
    let capture = Capture::with_devices(double.devices());
    (fake, double, capture)
}

/// Audio and video of a display have their own states and choices.
#[wasm_bindgen_test]
async fn a_display_with_audio() {
    let (fake, double, capture) = with_audio();
    let stream = capture.start_display(&options()).await.expect("granted");
    assert_eq!((stream.audio_tracks().len(), stream.video_tracks().len()), (1, 1));
    assert_eq!(capture.track(AUDIO), stream.audio_tracks().pop());
    assert!(matches!(capture.state_of(AUDIO), CaptureState::Live));
    capture.set_enabled(AUDIO, false);

    // A switch replaces both. `enabled` is that of the audio of displays.
    let old = stream.tracks();
    capture.switch_display().await.expect("granted");
    assert!(
        old.iter()
            .all(|track| track.ready_state() == MediaStreamTrackState::Ended)
    );
    assert_eq!((stream.tracks().len(), fake.live_tracks()), (2, 2));
    assert!(!capture.track(AUDIO).expect("live").enabled());

    // The user ends the audio only.
    end_track(capture.track(AUDIO).expect("live").as_ref());
    until(|| matches!(capture.state_of(AUDIO), CaptureState::Ended(_))).await;
    assert_eq!(
        capture.loss(AUDIO).map(|loss| loss.reason),
        Some(LossReason::Ended)
    );
    assert!(matches!(capture.state(), CaptureState::Live));
    capture.restart().await.expect("granted");
    assert_eq!((capture.loss(AUDIO), fake.live_tracks()), (None, 2));

    // The next display has no audio.
    double.reset("getDisplayMedia");
    capture.switch_display().await.expect("granted");
    assert_eq!((capture.track(AUDIO), fake.live_tracks()), (None, 1));

    // The microphone has its own choice.
    capture.start(&camera()).await.expect("granted");
    assert!(capture.track(AUDIO).expect("live").enabled());
    capture.stop();
    assert_eq!(fake.live_tracks(), 0);
}

/// The window of the display is minimised for longer than the timeout, at which a muted camera is lost.
#[wasm_bindgen_test]
async fn a_minimised_window_is_not_lost() {
    let (fake, _double, capture) = with_audio();
    let policy = RecoveryPolicy::new().mute_timeout(Duration::from_millis(20));
    capture.set_recovery(policy);
    capture.start_display(&options()).await.expect("granted");
    let clock = Capture::with_devices(fake.devices());
    clock.set_recovery(policy);
    let video = MediaStreamConstraints::new().video(true);
    fake.set_muted(FakeMediaDevices::SCREEN, true);
    for _ in 0..3 {
        // Muted later than the display, for the same time. The first one is muted when it opens.
        fake.set_muted("camera", true);
        clock.start(&video).await.expect("granted");
        until(|| clock.loss(VIDEO).is_some()).await;
        assert_eq!(clock.loss(VIDEO).map(|loss| loss.reason), Some(LossReason::Muted));
        fake.set_muted("camera", false);
        clock.start(&video).await.expect("granted");
        fake.set_muted("camera", true);
        until(|| clock.loss(VIDEO).is_some()).await;
    }
    assert!(matches!(capture.state(), CaptureState::Live) && capture.muted(VIDEO));
    fake.set_muted(FakeMediaDevices::SCREEN, false);
    assert!(!capture.muted(VIDEO));
    // A mute that ends in time is no loss.
    fake.set_muted("camera", false);
    clock.start(&video).await.expect("granted");
    fake.set_muted("camera", true);
    fake.set_muted("camera", false);
    clock.set_recovery(policy);
    let timer = Capture::with_devices(fake.devices());
    timer.set_recovery(policy);
    fake.set_muted("microphone", true);
    timer
        .start(&MediaStreamConstraints::new().audio(true))
        .await
        .expect("granted");
    until(|| timer.loss(AUDIO).is_some()).await;
    assert_eq!(clock.loss(VIDEO), None);
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
