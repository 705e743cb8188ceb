//! Opened and stopped again and again, nothing grows.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use common::*;
use local_media_stream::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

/// As many at a time as pages have ever had cameras.
const AT_ONCE: usize = 10;

/// How large the module's memory is, in bytes, and its table of JavaScript values, in entries.
fn size() -> (f64, f64) {
    let number = |object: &JsValue, name: &str| {
        let value = js_sys::Reflect::get(object, &name.into()).expect("it is there");
        value.as_f64().expect("a number")
    };
    let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let table =
        js_sys::Reflect::get(&wasm_bindgen::exports(), &"__wbindgen_externrefs".into()).expect("the table");
    (number(&memory.buffer(), "byteLength"), number(&table, "length"))
}

/// Opens and stops that often, or as often as it goes in that many seconds, and says how often that was.
///
/// In a new frame after every few hundred times: WebKit opens the more slowly the more a document has opened before.
/// Chromium, on a machine that is busy, tells a new frame now and then that there is no camera; such a request comes to
/// nothing, leaks nothing, and does not count. Were it more than one in a hundred, something else would be wrong.
async fn open_and_stop(cycles: usize, seconds: f64) -> usize {
    const A_FRAME: usize = 500;

    let constraints = MediaStreamConstraints::new().video(true);
    let end = js_sys::Date::now() + 1000.0 * seconds;
    let (mut done, mut not_found) = (0, 0);
    while done < cycles && js_sys::Date::now() < end {
        let frame = Frame::open(None).await;
        let devices = frame.devices();
        for _ in 0..A_FRAME / AT_ONCE {
            let requests: Vec<_> = (0..AT_ONCE)
                .map(|_| devices.get_user_media(&constraints))
                .collect();
            for (at, request) in requests.into_iter().enumerate() {
                match request.await {
                    // One in two is stopped, the other dropped.
                    Ok(stream) if at % 2 == 0 => stream.stop(),
                    Ok(_) => {}
                    Err(error) if error.kind() == MediaErrorKind::NotFound => {
                        not_found += 1;
                        continue;
                    }
                    Err(error) => panic!("the fake camera opens: {error:?}"),
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

/// Chromium and Firefox do them in half a minute. WebKitGTK takes ten times as long for each, and does what it can in
/// one minute, or in as many seconds as `LEAK_SECONDS` says when this is compiled.
#[wasm_bindgen_test]
async fn ten_thousand_cycles() {
    let seconds = option_env!("LEAK_SECONDS").and_then(|seconds| seconds.parse().ok());
    open_and_stop(500, 30.0).await;
    let warm = size();
    let done = open_and_stop(10_000, seconds.unwrap_or(60.0)).await;
    log(&format!("opened and stopped {done} times")).await;
    assert!(done >= 1_000);
    assert_eq!(size(), warm, "memory and table after {done} cycles and before");
}

/// A request that is dropped leaves a task behind, and it too goes when the answer has come.
#[wasm_bindgen_test]
async fn a_thousand_requests_taken_back() {
    let take_back = async |count: u32| {
        for _ in 0..count / 10 {
            let before = tracks_seen();
            for _ in 0..10 {
                drop(get_user_media(&MediaStreamConstraints::new().video(true)));
            }
            tracks_to_come(before + 10).await;
            settle().await;
        }
    };
    take_back(100).await;
    let warm = size();
    take_back(1_000).await;
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
                .expect("it opens");
            capture
                .switch_video(MediaTrackConstraints::new().width(320))
                .await
                .expect("it switches");
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
