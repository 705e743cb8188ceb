//! Actions of the user outside the page: permission is denied, or a capture is ended or muted.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn denied_and_granted_again() {
    if let Err(reason) = set_permission("camera", "denied").await {
        return skip("denied_and_granted_again", &reason).await;
    }
    let error = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect_err("access is denied");
    assert_eq!(error.kind(), MediaErrorKind::NotAllowed, "{error}");
    // The microphone is not affected.
    let audio = get_user_media(&MediaStreamConstraints::new().audio(true))
        .await
        .expect("a microphone");
    assert_eq!(live_tracks(), 1);
    drop(audio);
    set_permission("camera", "granted")
        .await
        .expect("permissions can be set");
    drop(
        get_user_media(&MediaStreamConstraints::new().video(true))
            .await
            .expect("access is granted"),
    );
    assert_eq!(live_tracks(), 0);
}

/// `ended` is dispatched when the user ends the capture, never by `stop()`.
#[wasm_bindgen_test]
async fn the_user_ends_the_capture() {
    let stream = open().await;
    // Some engines end both tracks, others one.
    let track = stream.video_tracks().remove(0);
    let ended = next_event(&track, "ended");
    if let Err(reason) = driver_command("stop", "{}").await {
        return skip("the_user_ends_the_capture", &reason).await;
    }
    ended.await;
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
    stream.stop();
    assert!(!stream.active());
    assert_eq!(live_tracks(), 0);
    // The devices can be opened again.
    for name in ["camera", "microphone"] {
        set_permission(name, "granted")
            .await
            .expect("the engine can set permissions");
    }
    drop(open().await);
}

#[wasm_bindgen_test]
async fn the_user_mutes_the_camera() {
    let stream = open().await;
    let track = stream.video_tracks().remove(0);
    let muted = next_event(&track, "mute");
    if let Err(reason) = driver_command("mute", r#"{"kind":"Camera","on":true}"#).await {
        return skip("the_user_mutes_the_camera", &reason).await;
    }
    muted.await;
    assert!(track.muted());
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
    let unmuted = next_event(&track, "unmute");
    driver_command("mute", r#"{"kind":"Camera","on":false}"#)
        .await
        .expect("the engine can mute");
    unmuted.await;
    assert!(!track.muted());
}
