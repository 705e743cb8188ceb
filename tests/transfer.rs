//! Transfer of a track to a worker.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn transfer_to_a_worker() {
    let stream = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("a camera");
    let track = stream.video_tracks().remove(0);
    let worker = track_reporting_worker();
    let message = next_message(&worker);
    let mut inactive = stream.inactive_events();
    if let Err(error) = track.transfer_to(&worker) {
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
        assert_eq!(track.ready_state(), MediaStreamTrackState::Live, "unchanged");
        frames_of(&stream, 1).await;
        return skip("transfer_to_a_worker", "this engine cannot transfer tracks").await;
    }
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
    assert!(!stream.active());
    inactive.next().await;
    let message = JsFuture::from(message).await.expect("a message");
    assert_eq!(message.as_string().as_deref(), Some("video live"));
    let error = track.transfer_to(&worker).expect_err("transferred before");
    assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
}

#[wasm_bindgen_test]
async fn target_without_post_message() {
    let stream = open().await;
    let track = &stream.video_tracks()[0];
    for target in [JsValue::NULL, JsValue::UNDEFINED, 1.into(), object(&[])] {
        let error = track.transfer_to(&target).expect_err("no postMessage");
        assert_eq!(error.kind(), MediaErrorKind::Unsupported, "{error}");
    }
    let throws = object(&[("postMessage", throwing(&js_sys::TypeError::new("no")))]);
    let error = track.transfer_to(&throws).expect_err("postMessage throws");
    assert_eq!(error.kind(), MediaErrorKind::Type, "{error}");
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
}
