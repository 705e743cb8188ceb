//! Navigation and panics while a request is pending or a stream is live.
#![cfg(all(target_family = "wasm", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Calls a function. Returns whether it threw.
export function throws(f) {
  try {
    f();
    return false;
  } catch {
    return true;
  }
}
"#)]
extern "C" {
    fn throws(f: &Closure<dyn FnMut()>) -> bool;
}

fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

/// The document of the request is replaced: nothing is thrown, and a capture of it can be stopped.
#[wasm_bindgen_test]
async fn navigation_while_pending() {
    let thrown = uncaught_errors();
    for wait in [false, true] {
        let rejected = unhandled_rejections();
        let frame = Frame::open(None).await;
        let devices = frame.devices();
        let request = devices.get_user_media(&video());
        let capture = Capture::with_devices(devices.clone());
        let start = capture.start(&video());
        assert!(matches!(capture.state(), CaptureState::Prompting));
        if wait {
            // The browser has received the request, and may have settled it.
            settle().await;
        }
        frame.navigate().await;
        capture.stop();
        assert!(matches!(capture.state(), CaptureState::Idle));
        start.await.expect_err("stopped");
        drop((request, capture));
        settle().await;
        assert_eq!(unhandled_rejections(), rejected);
        // Calls to the devices of a replaced document may stay pending or fail. They do not panic.
        drop(devices.get_user_media(&video()));
        drop(devices.enumerate_devices());
        drop(frame);
        settle().await;
    }
    assert_eq!((live_tracks(), uncaught_errors()), (0, thrown));
    // The page itself is not affected.
    let stream = get_user_media(&video()).await.expect("the fake camera");
    assert!(stream.active());
}

/// Browsers end every capture of a replaced document.
#[wasm_bindgen_test]
async fn navigation_while_live() {
    let frame = Frame::with_devices().await;
    let capture = Capture::with_devices(frame.devices());
    let stream = capture.start(&video()).await.expect("the fake camera");
    let owned = frame
        .devices()
        .get_user_media(&video())
        .await
        .expect("the fake camera");
    frame.navigate().await;
    capture.stop();
    // Not by `active`: Chromium does not update it after the document was replaced.
    let has_ended = |track: &MediaStreamTrack| track.ready_state() == MediaStreamTrackState::Ended;
    assert!(stream.tracks().iter().all(has_ended));
    drop((owned, capture, frame));
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// A panic drops no values.
#[wasm_bindgen_test]
async fn panic_while_streams_are_live() {
    let stream = get_user_media(&video()).await.expect("the fake camera");
    let capture = Capture::new();
    capture.start(&video()).await.expect("the fake camera");
    assert_eq!(OpenResources::snapshot().live_tracks, 2);
    leak_check::stop_all_on_panic();
    let panics = Closure::new(move || {
        let _held = &stream;
        panic!("on purpose");
    });
    assert!(throws(&panics), "a panic throws in JavaScript");
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_live_tracks();
    assert!(capture.stream().is_none());
    // Not dropped, as after a panic of the page.
    std::mem::forget(panics);
}
