//! What happens from outside of the page: the user refuses, or takes the devices away.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn denied_and_granted_again() {
    if let Err(reason) = permit("camera", "denied").await {
        return skip("denied_and_granted_again", &reason).await;
    }
    let error = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect_err("it is denied");
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed, "{error}");
    // The other device is not meant.
    let audio = get_user_media(&MediaStreamConstraints::new().audio(true))
        .await
        .expect("a microphone");
    assert_eq!(live_tracks(), 1);
    drop(audio);
    permit("camera", "granted").await.expect("as before");
    drop(
        get_user_media(&MediaStreamConstraints::new().video(true))
            .await
            .expect("it is granted"),
    );
    assert_eq!(live_tracks(), 0);
}

/// `ended` comes from outside, never from one's own `stop()`.
#[wasm_bindgen_test]
async fn capture_is_ended_from_outside() {
    let stream = open().await;
    // An engine may end both tracks or one.
    let track = stream.video_tracks().remove(0);
    let ended = next_event(&track, "ended");
    if let Err(reason) = ask("stop", "{}").await {
        return skip("capture_is_ended_from_outside", &reason).await;
    }
    ended.await;
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
    stream.stop();
    assert!(!stream.active());
    assert_eq!(live_tracks(), 0);
    // And it can be had again.
    for name in ["camera", "microphone"] {
        permit(name, "granted")
            .await
            .expect("an engine that stops also permits");
    }
    drop(open().await);
}

#[wasm_bindgen_test]
async fn the_camera_is_muted_from_outside() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let muted = next_event(&track, "mute");
    if let Err(reason) = ask("mute", r#"{"kind":"Camera","on":true}"#).await {
        return skip("the_camera_is_muted_from_outside", &reason).await;
    }
    muted.await;
    assert!(track.muted());
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
    let unmuted = next_event(&track, "unmute");
    ask("mute", r#"{"kind":"Camera","on":false}"#)
        .await
        .expect("as before");
    unmuted.await;
    assert!(!track.muted());
}
