//! Memory and the table of JavaScript values do not grow with the number of streams.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// The number of concurrent requests.
const CONCURRENT: u32 = 10;

/// Repeats a step. Ends early after some time, but not before a tenth of the steps: WebKitGTK opens a stream in 50 ms, and
/// slows down with their number.
async fn run_steps(count: u32, mut step: impl AsyncFnMut(u32)) {
    let seconds = if SOAK { 1000.0 } else { 10.0 };
    let end = js_sys::Date::now() + 1000.0 * seconds;
    for at in 0..count {
        if at >= count / 10 && js_sys::Date::now() > end {
            log(&format!("ended after {at} of {count} steps")).await;
            break;
        }
        step(at).await;
    }
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// Opens and stops ten times this number of streams.
///
/// Each frame opens only a few hundred, because WebKit slows down with the number of streams that a document has opened.
/// On a busy machine, Chromium sometimes reports no camera to a new frame, whose first request is repeated. Others that fail
/// this way are not counted, and at most 1 % of the requests may.
async fn open_and_stop(steps: u32) {
    const STEPS_PER_FRAME: u32 = 50;

    let constraints = MediaStreamConstraints::new().video(true);
    let mut frame = Frame::with_devices().await;
    let (mut done, mut not_found) = (0, 0);
    run_steps(steps, async |at| {
        if at > 0 && at % STEPS_PER_FRAME == 0 {
            frame = Frame::with_devices().await;
        }
        let devices = frame.devices();
        let requests: Vec<_> = (0..CONCURRENT)
            .map(|_| devices.get_user_media(&constraints))
            .collect();
        for (at, request) in requests.into_iter().enumerate() {
            match request.await {
                // Every second stream is stopped, the others are dropped.
                Ok(stream) if at % 2 == 0 => stream.stop(),
                Ok(_) => {}
                Err(error) if error.kind() == MediaErrorKind::NotFound => {
                    not_found += 1;
                    continue;
                }
                Err(error) => panic!("unexpected error: {error:?}"),
            }
            done += 1;
        }
    })
    .await;
    assert!(
        not_found * 100 <= done,
        "{not_found} without a camera, {done} with one"
    );
}

#[wasm_bindgen_test]
async fn opened_and_stopped_repeatedly() {
    open_and_stop(50).await;
    let warm = memory_size();
    open_and_stop(if SOAK { 1_000 } else { 100 }).await;
    assert_eq!(
        memory_size(),
        warm,
        "memory and table after more streams and before"
    );
}

/// A dropped request leaves a task, which ends when the promise settles.
#[wasm_bindgen_test]
async fn dropped_requests() {
    let request_and_drop = async |steps: u32| {
        run_steps(steps, async |_| {
            let before = tracks_created();
            for _ in 0..CONCURRENT {
                drop(get_user_media(&MediaStreamConstraints::new().video(true)));
            }
            until_tracks_created(before + CONCURRENT).await;
            settle().await;
        })
        .await;
    };
    request_and_drop(10).await;
    let warm = memory_size();
    request_and_drop(if SOAK { 100 } else { 30 }).await;
    assert_eq!(
        memory_size(),
        warm,
        "memory and table after more requests and before"
    );
}

#[wasm_bindgen_test]
async fn a_hundred_sessions() {
    let run = async |count: u32| {
        run_steps(count, async |_| {
            let capture = Capture::new();
            let _listener = capture.on_state_change(|_| {});
            let stream = capture
                .start(&MediaStreamConstraints::new().video(true))
                .await
                .expect("the fake camera");
            capture
                .switch_video(MediaTrackConstraints::new().width(320))
                .await
                .expect("the switch succeeds");
            drop(stream);
        })
        .await;
    };
    run(20).await;
    let warm = memory_size();
    run(100).await;
    assert_eq!(
        memory_size(),
        warm,
        "memory and table after more sessions and before"
    );
}
