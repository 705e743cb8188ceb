//! Waiting for pictures, events, tasks and conditions, and repetition of steps.

use std::panic::Location;

use js_sys::{Array, Promise};
use local_media_stream::MediaStream;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = untilTracksCreated)]
    fn until_tracks_created_js(count: u32) -> Promise;

    #[wasm_bindgen(js_name = nextTask)]
    fn next_task() -> Promise;

    #[wasm_bindgen(js_name = nextTimer)]
    fn next_timer_js() -> Promise;

    #[wasm_bindgen(js_name = nextFrame)]
    fn next_frame_js() -> Promise;

    #[wasm_bindgen(js_name = framesOf)]
    fn frames_of_js(stream: &web_sys::MediaStream, count: u32) -> Promise;

    #[wasm_bindgen(js_name = framesUntil)]
    fn frames_until_js(stream: &web_sys::MediaStream, width: u32, height: u32) -> Promise;

    #[wasm_bindgen(js_name = playUntil)]
    pub fn play_until(stream_or_element: &JsValue, width: u32, height: u32) -> Promise;

    #[wasm_bindgen(js_name = nextEvent)]
    fn next_event_js(target: &JsValue, name: &str) -> Promise;
}

/// Plays a stream for this number of frames. Returns the width and the height of the video.
pub async fn frames_of(stream: &MediaStream, count: u32) -> (u32, u32) {
    let size: Array = JsFuture::from(frames_of_js(stream.as_web_sys(), count))
        .await
        .expect("the video plays")
        .unchecked_into();
    let side = |at| size.get(at).as_f64().expect("a number") as u32;
    (side(0), side(1))
}

/// Plays a stream until its video has this width and height.
pub async fn frames_until(stream: &MediaStream, (width, height): (u32, u32)) {
    JsFuture::from(frames_until_js(stream.as_web_sys(), width, height))
        .await
        .expect("the video plays");
}

/// Waits for the next event of this type. It listens from the call, not from the first poll.
pub fn next_event(target: impl AsRef<JsValue>, name: &str) -> impl Future<Output = ()> {
    let event = JsFuture::from(next_event_js(target.as_ref(), name));
    async { drop(event.await.expect("an event")) }
}

/// Waits until this number of tracks were created.
pub async fn until_tracks_created(count: u32) {
    JsFuture::from(until_tracks_created_js(count))
        .await
        .expect("the tracks are created");
}

/// Runs all pending microtasks and tasks: the reactions to settled promises, and their consequences.
pub async fn settle() {
    for _ in 0..2 {
        JsFuture::from(next_task()).await.expect("a task");
    }
}

/// Runs pending microtasks only: the reactions to settled promises.
pub async fn run_microtasks() {
    drop(JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await);
}

/// Waits until the timers without a delay have elapsed that were set before. [`settle`] does not wait for timers.
pub async fn next_timer() {
    drop(JsFuture::from(next_timer_js()).await.expect("a timer"));
}

/// Waits for the next animation frame.
pub async fn next_frame() {
    drop(JsFuture::from(next_frame_js()).await.expect("a frame"));
}

/// Runs tasks until the condition holds.
///
/// # Panics
/// If that takes a minute.
#[track_caller]
pub fn until(condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let caller = Location::caller();
    let deadline = js_sys::Date::now() + 60_000.0;
    async move {
        while !condition() {
            assert!(js_sys::Date::now() < deadline, "timeout at {caller}");
            settle().await;
        }
    }
}

/// Repeats steps until they succeed, at most this many times. Returns the last result.
pub async fn attempt<T, E>(times: usize, mut steps: impl AsyncFnMut() -> Result<T, E>) -> Result<T, E> {
    let mut result = steps().await;
    for _ in 1..times {
        if result.is_ok() {
            break;
        }
        result = steps().await;
    }
    result
}

/// Repeats steps that a busy machine may disturb until they succeed, at most ten times. The error of each failed attempt is
/// logged.
///
/// # Panics
/// If they never succeed.
pub async fn repeat<T>(mut steps: impl AsyncFnMut() -> Result<T, String>) -> T {
    let logged = async || {
        let result = steps().await;
        if let Err(reason) = &result {
            crate::log(&format!("failed attempt: {reason}")).await;
        }
        result
    };
    attempt(10, logged)
        .await
        .unwrap_or_else(|reason| panic!("{reason}"))
}
