//! Memory and the table of JavaScript values do not grow with the number of streams.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// The number of concurrent requests.
const CONCURRENT: usize = 10;

/// Returns the size of the memory of the module, in bytes, and of its table of JavaScript values, in entries.
fn size() -> (f64, f64) {
    let number = |object: &JsValue, name: &str| {
        let value = js_sys::Reflect::get(object, &name.into()).expect("a property");
        value.as_f64().expect("a number")
    };
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let table =
        js_sys::Reflect::get(&wasm_bindgen::exports(), &"__wbindgen_externrefs".into()).expect("the table");
    (number(&memory.buffer(), "byteLength"), number(&table, "length"))
}

/// Opens and stops this number of streams, or after this number of seconds at least the minimum. Returns how many.
///
/// Each frame opens only a few hundred: WebKit slows down with the number of streams that a document has opened. On a
/// busy machine, Chromium sometimes reports no camera to a new frame. These requests are not counted, and at most 1 % of
/// the requests may fail this way.
async fn open_and_stop(cycles: usize, minimum: usize, seconds: f64) -> usize {
    const PER_FRAME: usize = 500;

    let constraints = MediaStreamConstraints::new().video(true);
    let end = js_sys::Date::now() + 1000.0 * seconds;
    let (mut done, mut not_found) = (0, 0);
    while done < cycles && (done < minimum || js_sys::Date::now() < end) {
        let frame = Frame::open(None).await;
        let devices = frame.devices();
        for _ in 0..PER_FRAME / CONCURRENT {
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
        }
    }
    assert_eq!(live_tracks(), 0);
    assert!(
        not_found * 100 <= done,
        "{not_found} without a camera, {done} with one"
    );
    done
}

/// Chromium and Firefox take half a minute. WebKitGTK takes ten times as long for each stream, and stops after a minute
/// (or `LEAK_SECONDS`, read at compile time) and 1,000 cycles.
#[wasm_bindgen_test]
async fn ten_thousand_cycles() {
    let seconds = option_env!("LEAK_SECONDS").and_then(|seconds| seconds.parse().ok());
    open_and_stop(500, 0, 30.0).await;
    let warm = size();
    let done = open_and_stop(10_000, 1_000, seconds.unwrap_or(60.0)).await;
    log(&format!("opened and stopped {done} times")).await;
    assert!(done >= 1_000);
    assert_eq!(size(), warm, "memory and table after {done} cycles and before");
}

/// A dropped request leaves a task, which ends when the promise settles.
#[wasm_bindgen_test]
async fn a_thousand_dropped_requests() {
    let request_and_drop = async |count: u32| {
        for _ in 0..count / 10 {
            let before = tracks_created();
            for _ in 0..10 {
                drop(get_user_media(&MediaStreamConstraints::new().video(true)));
            }
            until_tracks_created(before + 10).await;
            settle().await;
        }
    };
    request_and_drop(100).await;
    let warm = size();
    request_and_drop(1_000).await;
    assert_eq!(live_tracks(), 0);
    assert_eq!(size(), warm, "memory and table after 1,000 requests and before");
}

#[wasm_bindgen_test]
async fn a_hundred_sessions() {
    let run = async |count: u32| {
        for _ in 0..count {
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
        }
    };
    run(20).await;
    let warm = size();
    run(100).await;
    settle().await;
    assert_eq!(live_tracks(), 0);
    assert_eq!(size(), warm, "memory and table after 100 sessions and before");
}
