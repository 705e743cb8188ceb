//! What is left when a page goes away, or the program does.
#![cfg(all(target_family = "wasm", feature = "leak-check"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Calls, and says whether it threw.
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

/// Another document takes the place of the one whose devices were asked: nothing comes, nothing is thrown, and whoever
/// waited for it can go on.
#[wasm_bindgen_test]
async fn navigation_while_pending() {
    let thrown = uncaught_errors();
    for wait in [false, true] {
        let rejected = unhandled_rejections();
        let frame = Frame::open(None).await;
        let devices = frame.devices();
        let request = devices.get_user_media(&video());
        let capture = Capture::with_devices(devices.clone());
        let start = capture.start(video());
        assert!(matches!(capture.state(), CaptureState::Prompting));
        if wait {
            // The question has been put by now, and may have been answered.
            settle().await;
        }
        frame.navigate().await;
        capture.stop();
        assert!(matches!(capture.state(), CaptureState::Idle));
        start.await.expect_err("it was stopped");
        drop((request, capture));
        settle().await;
        assert_eq!(unhandled_rejections(), rejected);
        // What is asked of a document that is gone is answered by nobody, or with an error; never with a panic.
        drop(devices.get_user_media(&video()));
        drop(devices.enumerate_devices());
        drop(frame);
        settle().await;
    }
    assert_eq!((live_tracks(), uncaught_errors()), (0, thrown));
    // The page itself is as it was.
    let stream = get_user_media(&video()).await.expect("the fake camera opens");
    assert!(stream.active());
}

/// A document that goes away takes its captures with it.
#[wasm_bindgen_test]
async fn navigation_while_live() {
    let frame = Frame::open(None).await;
    let capture = Capture::with_devices(frame.devices());
    let stream = capture.start(video()).await.expect("the fake camera opens");
    let owned = frame
        .devices()
        .get_user_media(&video())
        .await
        .expect("the fake camera opens");
    frame.navigate().await;
    capture.stop();
    // Not by `active`, of which Chromium says nothing new when the document is gone.
    let has_ended = |track: &MediaStreamTrack| track.ready_state() == MediaStreamTrackState::Ended;
    assert!(stream.tracks().iter().all(has_ended));
    drop((owned, capture, frame));
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// A panic drops nothing.
#[wasm_bindgen_test]
async fn a_panic_while_a_stream_is_held() {
    let stream = get_user_media(&video()).await.expect("the fake camera opens");
    let capture = Capture::new();
    capture.start(&video()).await.expect("the fake camera opens");
    assert_eq!(OpenResources::snapshot().live_tracks, 2);
    leak_check::stop_all_on_panic();
    let panics = Closure::new(move || {
        let _held = &stream;
        panic!("on purpose");
    });
    assert!(throws(&panics), "a panic is an exception in JavaScript");
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_live_tracks();
    assert!(capture.stream().is_none());
    // It has been dropped by nobody, and never will be.
    std::mem::forget(panics);
}
