//! `Capture` with the fake devices of the browser: start, stop, switch, loss and recovery.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

fn both() -> MediaStreamConstraints {
    MediaStreamConstraints::new().audio(true).video(true)
}

fn video(constraints: MediaTrackConstraints) -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(constraints)
}

/// Records the names of the states of a capture.
fn record(capture: &Capture) -> (EventListener, Rc<RefCell<Vec<&'static str>>>) {
    let states = Rc::new(RefCell::new(Vec::new()));
    let listener = capture.on_state_change({
        let states = states.clone();
        move |state| states.borrow_mut().push(state.name())
    });
    (listener, states)
}

#[wasm_bindgen_test]
async fn start_and_stop() {
    let capture = Capture::new();
    assert_eq!(capture.state().name(), "idle");
    let (_listener, states) = record(&capture);
    let start = capture.start(&both());
    assert_eq!(capture.state().name(), "prompting");
    assert!(capture.stream().is_none());
    let stream = start.await.expect("the fake devices open");
    assert_eq!(capture.stream(), Some(stream.clone()));
    assert!(stream.active() && capture.state().is_live());
    capture.stop();
    assert!(!stream.active());
    assert!(capture.stream().is_none() && capture.constraints().is_none());
    assert_eq!(*states.borrow(), ["prompting", "live", "idle"]);
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn drop_stops_all_tracks() {
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("the fake devices open");
    drop(capture);
    assert!(!stream.active());
    assert_eq!(live_tracks(), 0);
}

/// In leptos-use, `start(); start(); stop()` leaks a camera.
#[wasm_bindgen_test]
async fn one_stop_ends_two_starts() {
    let before = tracks_created();
    let capture = Capture::new();
    let first = capture.start(&both());
    let second = capture.start(&both());
    capture.stop();
    for outcome in [first.await, second.await] {
        assert_eq!(outcome.expect_err("stopped").name(), "AbortError");
    }
    until_tracks_created(before + 2).await;
    settle().await;
    assert_eq!(
        (tracks_created() - before, live_tracks()),
        (2, 0),
        "one request, and its tracks are stopped on arrival"
    );
}

/// In VueUse and react-webcam, unmounting during the prompt leaves a camera on.
#[wasm_bindgen_test]
async fn drop_during_the_prompt_stops_the_tracks() {
    let before = tracks_created();
    let capture = Capture::new();
    let start = capture.start(&both());
    drop(capture);
    assert_eq!(start.await.expect_err("dropped").name(), "AbortError");
    until_tracks_created(before + 2).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn the_same_start_again_is_a_no_op() {
    let capture = Capture::new();
    let (first, second) = (capture.start(&both()), capture.start(&both()));
    let (first, second) = (
        first.await.expect("the devices open"),
        second.await.expect("the devices open"),
    );
    assert_eq!(first, second);
    let before = tracks_created();
    let (_listener, states) = record(&capture);
    assert_eq!(capture.start(&both()).await.expect("still live"), first);
    assert_eq!((tracks_created() - before, states.borrow().len()), (0, 0));
}

#[wasm_bindgen_test]
async fn the_latest_call_supersedes_the_others() {
    let capture = Capture::new();
    let first = capture.start(&both());
    let second = capture.start(&video(MediaTrackConstraints::new().width(Constrain::exact(320))));
    assert_eq!(first.await.expect_err("superseded").name(), "AbortError");
    let stream = second.await.expect("the devices open");
    assert_eq!((stream.audio_tracks().len(), stream.video_tracks().len()), (0, 1));
    let in_force = stream.video_tracks()[0].constraints().get(key::WIDTH);
    assert_eq!(in_force.and_then(|width| width.exact_value()), Some(320));
    settle().await;
    assert_eq!(live_tracks(), 1);
}

#[wasm_bindgen_test]
async fn stop_and_start_during_the_prompt() {
    let before = tracks_created();
    let capture = Capture::new();
    let first = capture.start(&both());
    capture.stop();
    let again = capture.start(&both());
    assert_eq!(first.await.expect_err("stopped").name(), "AbortError");
    let stream = again.await.expect("the devices open");
    assert!(stream.active());
    settle().await;
    assert_eq!(
        (tracks_created() - before, live_tracks()),
        (2, 2),
        "one prompt for both calls"
    );
}

#[wasm_bindgen_test]
async fn a_thousand_starts_in_one_tick() {
    let before = tracks_created();
    let capture = Capture::new();
    let mut outcomes = Vec::new();
    for round in 0..1_000 {
        let width = if round % 2 == 0 { 320 } else { 640 };
        outcomes.push(capture.start(&video(MediaTrackConstraints::new().width(width))));
        if round % 3 == 0 {
            capture.stop();
        }
    }
    let last = outcomes.pop().expect("1000 calls");
    for outcome in outcomes {
        assert_eq!(outcome.await.expect_err("superseded").name(), "AbortError");
    }
    // The last round is 999, which 3 divides, so `stop` was called after it.
    assert_eq!(last.await.expect_err("stopped").name(), "AbortError");
    let stream = capture.start(&both()).await.expect("the devices open");
    settle().await;
    assert_eq!(live_tracks(), 2);
    assert!(
        tracks_created() - before <= 4,
        "{} tracks",
        tracks_created() - before
    );
    drop(stream);
}

#[wasm_bindgen_test]
async fn a_switch_keeps_the_stream_and_the_other_track() {
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("the fake devices open");
    let (audio, camera) = (stream.audio_tracks().remove(0), stream.video_tracks().remove(0));
    camera.set_enabled(false);
    let (_listener, states) = record(&capture);
    let small = MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240));
    let switched = capture.switch_video(small.clone()).await.expect("320x240");
    assert_eq!(switched, stream, "the same stream");
    assert_eq!(stream.audio_tracks(), [audio], "the microphone stays live");
    let new = stream.video_tracks().remove(0);
    assert_ne!(new, camera);
    assert_eq!(camera.ready_state(), MediaStreamTrackState::Ended);
    assert!(!new.enabled(), "the new track copies `enabled`");
    assert_eq!(live_tracks(), 2);
    assert_eq!(*states.borrow(), ["switching", "live"]);
    assert_eq!(
        capture.constraints(),
        Some(MediaStreamConstraints::new().audio(true).video(small))
    );

    capture
        .switch_audio(false)
        .await
        .expect("removing a track opens nothing");
    assert_eq!((stream.audio_tracks().len(), live_tracks()), (0, 1));
    let error = capture.switch_video(false).await.expect_err("nothing remains");
    assert_eq!((error.kind(), live_tracks()), (MediaErrorKind::Type, 1));
    capture.switch_audio(true).await.expect("a microphone");
    assert_eq!((stream.audio_tracks().len(), live_tracks()), (1, 2));
}

/// An element plays the new track after a switch.
#[wasm_bindgen_test]
async fn an_attached_element_follows_a_switch() {
    let capture = Capture::new();
    let first = MediaTrackConstraints::new()
        .width(Constrain::exact(640))
        .height(Constrain::exact(480));
    let stream = capture.start(&video(first)).await.expect("640x480");
    let element = JsFuture::from(play_until(stream.as_ref(), 640, 480))
        .await
        .expect("it plays");
    let second = MediaTrackConstraints::new()
        .width(Constrain::exact(320))
        .height(Constrain::exact(240));
    let _attached = capture.attach(element.unchecked_ref());
    capture.switch_video(second).await.expect("320x240");
    // The element that played the first track plays the second one.
    JsFuture::from(play_until(&element, 320, 240))
        .await
        .expect("it plays the new track");
    element.unchecked_into::<web_sys::Element>().remove();
}

/// A sender sends the new track after a switch.
#[wasm_bindgen_test]
async fn an_attached_sender_follows_a_switch() {
    if !supports(&js_sys::global(), "RTCPeerConnection") {
        return skip(
            "an_attached_sender_follows_a_switch",
            "RTCPeerConnection is not in this engine",
        )
        .await;
    }
    let connection = web_sys::RtcPeerConnection::new().expect("a connection");
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("the fake devices open");
    let old = stream.video_tracks().remove(0);
    let sender = connection.add_track_0(old.as_web_sys(), stream.as_web_sys());
    let _attached = capture.attach_sender(MediaStreamTrackKind::Video, &sender);
    assert_eq!(sender.track().as_ref(), Some(old.as_web_sys()));
    capture
        .switch_video(MediaTrackConstraints::new().width(320))
        .await
        .expect("320");
    // `replaceTrack` is asynchronous.
    until(|| sender.track().as_ref() == Some(stream.video_tracks()[0].as_web_sys())).await;
    // The sender of a closed connection fails; the capture does not.
    connection.close();
    capture.switch_video(true).await.expect("a camera");
    settle().await;
    assert_eq!(live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn a_failed_switch_keeps_the_previous_tracks() {
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("the fake devices open");
    let tracks = stream.tracks();
    let error = capture
        .switch_device(MediaStreamTrackKind::Video, "no such device")
        .await
        .expect_err("no such device");
    assert_eq!(error.constraint(), Some("deviceId"));
    assert_eq!(capture.state().name(), "live");
    assert_eq!(stream.tracks(), tracks);
    assert_eq!(
        capture.constraints(),
        Some(both()),
        "the live tracks are the target"
    );
    assert_eq!(live_tracks(), 2);
    assert_eq!(capture.start(&both()).await.expect("still live"), stream);
}

#[wasm_bindgen_test]
async fn a_failed_start() {
    let capture = Capture::new();
    let (_listener, states) = record(&capture);
    let missing = MediaTrackConstraints::new().device_id(Constrain::exact("no such device"));
    let error = capture.start(&video(missing)).await.expect_err("no such device");
    assert_eq!(error.constraint(), Some("deviceId"));
    assert_eq!(*states.borrow(), ["prompting", "failed"]);
    assert!(capture.stream().is_none() && capture.constraints().is_none());
    assert!(capture.start(&both()).await.is_ok(), "a later start succeeds");
}

#[wasm_bindgen_test]
async fn an_invalid_call_changes_nothing() {
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("the fake devices open");
    assert_eq!(
        capture
            .start(&MediaStreamConstraints::new())
            .await
            .expect_err("nothing is requested")
            .name(),
        "TypeError"
    );
    let invalid = MediaTrackConstraints::new().width(0);
    assert_eq!(
        capture.switch_video(invalid).await.expect_err("invalid").name(),
        "TypeError"
    );
    assert_eq!(capture.stream(), Some(stream));
    capture.stop();
    for outcome in [
        capture.restart(),
        capture.switch_video(true),
        capture.flip_camera(),
    ] {
        assert_eq!(outcome.await.expect_err("no target").name(), "InvalidStateError");
    }
}

#[wasm_bindgen_test]
async fn restart_opens_new_tracks() {
    let capture = Capture::new();
    let first = capture.start(&both()).await.expect("the fake devices open");
    let second = capture.restart().await.expect("they open again");
    assert!(!first.active() && second.active());
    assert_eq!(live_tracks(), 2);
}

/// A callback finds a consistent capture, and may call any function of it.
#[wasm_bindgen_test]
async fn callbacks_may_call_the_capture() {
    let capture = Rc::new(Capture::new());
    let listener = Rc::new(RefCell::new(None));
    let dropped = Rc::new(RefCell::new(false));
    *listener.borrow_mut() = Some(capture.on_state_change({
        let (capture, listener, dropped) = (Rc::downgrade(&capture), listener.clone(), dropped.clone());
        move |state| {
            let Some(capture) = capture.upgrade() else { return };
            match state {
                // Stops within the start, and starts within the stop.
                CaptureState::Prompting if capture.constraints() == Some(both()) => capture.stop(),
                CaptureState::Idle => {
                    drop(capture.start(&MediaStreamConstraints::new().video(true)));
                }
                CaptureState::Live => {
                    listener.borrow_mut().take();
                    *dropped.borrow_mut() = true;
                    drop(capture.switch_audio(true));
                }
                _ => {}
            }
        }
    }));
    let start = capture.start(&both());
    assert_eq!(start.await.expect_err("stopped").name(), "AbortError");
    let stream = capture.start(&both()).await.expect("the fake devices open");
    settle().await;
    assert!(stream.active() && *dropped.borrow());
    assert_eq!(live_tracks(), 2);
}

#[wasm_bindgen_test]
async fn tracks_stopped_by_the_page_are_a_loss() {
    let capture = Capture::new();
    let stream = capture.start(&both()).await.expect("the fake devices open");
    let mut states = capture.state_changes();
    for track in stream.tracks() {
        track.stop();
    }
    let Some(CaptureState::Ended(loss)) = states.next().await else {
        panic!("expected the state Ended: {capture:?}");
    };
    assert_eq!(loss.reason, LossReason::Stopped);
    assert!(capture.stream().is_none());
}

/// The user stops the capture, or revokes the permission.
#[wasm_bindgen_test]
async fn tracks_ended_by_the_browser_are_a_loss() {
    let capture = Capture::new();
    capture.start(&both()).await.expect("the fake devices open");
    let mut states = capture.state_changes();
    if let Err(reason) = driver_command("stop", "{}").await {
        return skip("tracks_ended_by_the_browser_are_a_loss", &reason).await;
    }
    let loss = loop {
        match states.next().await {
            Some(CaptureState::Ended(loss)) => break loss,
            Some(state) => assert!(state.is_live(), "{state:?}"),
            None => unreachable!("the stream of states does not end"),
        }
    };
    assert!(
        matches!(loss.reason, LossReason::PermissionRevoked | LossReason::Ended),
        "{loss:?}"
    );
    assert!(capture.stream().is_none() && capture.constraints().is_none());
    assert_eq!(live_tracks(), 0);
    for name in ["camera", "microphone"] {
        set_permission(name, "granted")
            .await
            .expect("the browser that ends tracks also sets permissions");
    }
    assert!(capture.start(&both()).await.is_ok(), "a later start succeeds");
}

#[wasm_bindgen_test]
async fn tracks_ended_by_the_browser_are_recovered() {
    let capture = Capture::new();
    let retry = Backoff {
        attempts: 100,
        initial: std::time::Duration::from_millis(20),
        ..Backoff::default()
    };
    capture.set_recovery(RecoveryPolicy::new().retry(retry));
    let stream = capture.start(&both()).await.expect("the fake devices open");
    let lost = stream.tracks();
    let mut states = capture.state_changes();
    if let Err(reason) = driver_command("stop", "{}").await {
        return skip("tracks_ended_by_the_browser_are_recovered", &reason).await;
    }
    // Chromium ends none whose permission is granted again before.
    let has_ended = |track: &MediaStreamTrack| track.ready_state() == MediaStreamTrackState::Ended;
    until(|| lost.iter().any(has_ended)).await;
    for name in ["camera", "microphone"] {
        set_permission(name, "granted")
            .await
            .expect("the browser that ends tracks also sets permissions");
    }
    loop {
        match states.next().await {
            Some(CaptureState::Live) => break,
            Some(state) => assert!(matches!(state, CaptureState::Recovering(_)), "{state:?}"),
            None => unreachable!("the stream of states does not end"),
        }
    }
    assert_eq!(capture.stream(), Some(stream.clone()), "the same stream");
    assert!(stream.active() && stream.tracks().len() == 2);
    assert!(lost.iter().any(|track| !stream.tracks().contains(track)));
    capture.stop();
    assert_eq!(live_tracks(), 0);
}
