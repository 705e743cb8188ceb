//! The content of recordings, read by the browser's own players.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::repeat;

#[wasm_bindgen(module = "/recordings.js")]
extern "C" {
    #[wasm_bindgen(js_name = inspectVideo)]
    fn inspect_video_js(blob: &JsValue, times: Vec<f64>) -> Promise;

    #[wasm_bindgen(js_name = playToEnd)]
    fn play_to_end_js(blob: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = livePicture)]
    fn live_picture_js(stream: &web_sys::MediaStream) -> Promise;

    #[wasm_bindgen(js_name = recordsWebm)]
    fn records_webm() -> bool;

    fn after(milliseconds: u32) -> Promise;

    #[wasm_bindgen(js_name = inspectAudio)]
    fn inspect_audio_js(blob: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = blobOf)]
    fn blob_of_js(url: &str) -> Promise;

    #[wasm_bindgen(js_name = breakRecorder)]
    fn break_recorder_js(fault: &str) -> Function;

    /// Returns the options, as JSON, of the last recorder of the browser that [`with_broken_recorder`] has seen.
    #[wasm_bindgen(js_name = recorderOptions)]
    pub fn recorder_options() -> String;

    /// Creates a track without data, which the browser reports as muted.
    #[wasm_bindgen(js_name = mutedTrack)]
    pub fn muted_track() -> web_sys::MediaStreamTrack;

    #[wasm_bindgen(js_name = writableFile)]
    fn writable_file_js(name: &str) -> Promise;

    #[wasm_bindgen(js_name = contentOf)]
    fn content_of_js(file: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = removeFile)]
    fn remove_file_js(file: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = delayFileRead)]
    fn delay_file_read_js(wait: JsValue);

    #[wasm_bindgen(js_name = callInFrame)]
    fn call_in_frame_js(name: &str, argument: &str) -> Promise;
}

/// Returns why the browser cannot record WebM.
pub fn reason_without_webm() -> Option<&'static str> {
    (!records_webm()).then_some("the browser does not record WebM")
}

/// A picture of a recording or of a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    /// In degrees. A synthetic camera changes it by one with every frame.
    pub hue: f64,
    /// The time of the frame, in seconds. That of the seek if the browser does not report it.
    pub time: f64,
}

impl Picture {
    /// Reads width, height, hue and time.
    fn new(numbers: &[f64]) -> Self {
        Picture {
            width: numbers[0] as u32,
            height: numbers[1] as u32,
            hue: numbers[2],
            time: numbers[3],
        }
    }

    /// Returns the number of frames of a synthetic camera between two pictures: fewer than 360.
    pub fn frames_until(self, later: Picture) -> f64 {
        (later.hue - self.hue).rem_euclid(360.0)
    }
}

/// Returns the duration of a file in seconds, and the pictures at these times.
pub async fn inspect_video(blob: &JsValue, times: &[f64]) -> (f64, Vec<Picture>) {
    let numbers = numbers(inspect_video_js(blob, times.to_vec())).await;
    (numbers[0], numbers[1..].chunks(4).map(Picture::new).collect())
}

/// Returns the current picture of a stream.
pub async fn live_picture(stream: &web_sys::MediaStream) -> Picture {
    Picture::new(&numbers(live_picture_js(stream)).await)
}

/// Plays a file to its end. Returns the last position, in seconds.
pub async fn play_to_end(blob: &JsValue) -> f64 {
    let end = JsFuture::from(play_to_end_js(blob)).await;
    end.expect("the file plays").as_f64().expect("a number")
}

/// Returns the duration of the sound of a file in seconds, and the loudest sample of each tenth of it.
pub async fn inspect_audio(blob: &JsValue) -> (f64, Vec<f64>) {
    let numbers = numbers(inspect_audio_js(blob)).await;
    (numbers[0], numbers[1..].to_vec())
}

/// Reads a blob.
pub async fn bytes_of(blob: &web_sys::Blob) -> Vec<u8> {
    let buffer = JsFuture::from(blob.array_buffer()).await.expect("data");
    js_sys::Uint8Array::new(&buffer).to_vec()
}

/// Returns the blob of an object URL. `None` if the URL was revoked.
pub async fn blob_of(url: &str) -> Option<JsValue> {
    let blob = JsFuture::from(blob_of_js(url)).await.expect("no exception");
    (!blob.is_undefined()).then_some(blob)
}

/// Calls a function while `MediaRecorder` has a fault: "delivers nothing", "fails without an error", "rejects isolated
/// tracks", or "none". Recorders that the function creates keep it.
pub fn with_broken_recorder<T>(fault: &str, f: impl FnOnce() -> T) -> T {
    let restore = break_recorder_js(fault);
    let result = f();
    restore.call0(&JsValue::UNDEFINED).expect("restored");
    result
}

/// A file of the origin-private file system, and a stream that writes to it.
pub struct WritableFile(JsValue);

impl WritableFile {
    /// Creates a file. `None` if the browser cannot write to it.
    pub async fn create(name: &str) -> Option<Self> {
        let file = JsFuture::from(writable_file_js(name)).await.expect("a file");
        (!file.is_undefined()).then_some(WritableFile(file))
    }

    pub fn stream(&self) -> web_sys::FileSystemWritableFileStream {
        let stream = Reflect::get(&self.0, &"stream".into());
        stream.expect("a member").unchecked_into()
    }

    pub async fn content(&self) -> web_sys::Blob {
        let content = JsFuture::from(content_of_js(&self.0)).await;
        content.expect("a readable file").unchecked_into()
    }

    pub async fn remove(self) {
        let removed = JsFuture::from(remove_file_js(&self.0)).await;
        removed.expect("no stream locks the file");
    }
}

/// Calls `wait` when a file is read for the first time, and delays the read until its future is ready.
pub fn delay_file_read<F: Future<Output = ()> + 'static>(wait: impl FnOnce() -> F + 'static) {
    delay_file_read_js(Closure::once_into_js(move || {
        let ready = wait();
        future_to_promise(async {
            ready.await;
            Ok(JsValue::UNDEFINED)
        })
    }));
}

/// Calls an export of the test module in an iframe, with separate memory, and waits for its result. Returns the result,
/// and a function that removes the iframe: its code stops as if the page had crashed.
pub async fn call_in_frame(name: &str, argument: &str) -> (JsValue, impl FnOnce()) {
    let result = JsFuture::from(call_in_frame_js(name, argument)).await;
    let result: Array = match result {
        Ok(result) => result.unchecked_into(),
        Err(error) => panic!("{}", error.unchecked_into::<js_sys::Error>().message()),
    };
    let remove: Function = result.get(1).unchecked_into();
    let kill = move || drop(remove.call0(&JsValue::UNDEFINED).expect("removed"));
    (result.get(0), kill)
}

/// Asserts that a number of seconds or frames is as expected.
#[track_caller]
pub fn assert_near(actual: f64, expected: f64, tolerance: f64) {
    if let Err(message) = near(actual, expected, tolerance) {
        panic!("{message}");
    }
}

/// Returns an error unless a number of seconds or frames is as expected.
pub fn near(actual: f64, expected: f64, tolerance: f64) -> Result<(), String> {
    let is_near = (actual - expected).abs() <= tolerance;
    is_near
        .then_some(())
        .ok_or_else(|| format!("{actual} instead of {expected}"))
}

/// The longest length that the crate estimates for the last frame of a file, in seconds.
const LONGEST_ESTIMATE: f64 = 0.25;

/// Records until the file has the expected duration, at most ten times. On a busy machine, an encoder starts late, and the
/// file is shorter. If the last frame is late, its length is estimated too long, and so is the file.
///
/// `record` returns the duration and what is expected, in seconds, and other results. The last recording must be on time.
///
/// # Panics
/// If no duration is within the tolerance, in seconds, of what is expected.
pub async fn record_on_time<T>(tolerance: f64, record: impl AsyncFn() -> (f64, f64, T)) -> (f64, T) {
    repeat(async || {
        let (duration, expected, results) = record().await;
        assert!(
            duration <= expected + LONGEST_ESTIMATE + tolerance,
            "{duration} instead of {expected}"
        );
        near(duration, expected, tolerance).map(|()| (expected, results))
    })
    .await
}

/// The numbers of frames that a camera had at positions of a recording.
#[derive(Default)]
pub struct FrameCounts(RefCell<Vec<(f64, f64)>>);

impl FrameCounts {
    /// Waits for this number of further frames. Meanwhile, reads the position, in seconds, and the number of frames.
    pub async fn wait(&self, count: u64, read: impl Fn() -> (f64, u64)) {
        let end = read().1 + count;
        while_recording(|| {
            let (position, frames) = read();
            self.0.borrow_mut().push((position, frames as f64));
            frames >= end
        })
        .await;
    }

    /// Returns the number of frames between two pictures of the file.
    pub fn between(&self, picture: Picture, later: Picture) -> f64 {
        self.at(later.time) - self.at(picture.time)
    }

    /// Returns the number of frames at a position, interpolated: on a busy machine, the rate of a camera changes.
    fn at(&self, position: f64) -> f64 {
        let counts = self.0.borrow();
        let next = counts.partition_point(|(earlier, _)| *earlier < position);
        let next = next.clamp(1, counts.len() - 1);
        let ((from, frames), (to, more)) = (counts[next - 1], counts[next]);
        frames + (more - frames) * (position - from) / (to - from)
    }
}

async fn numbers(promise: Promise) -> Vec<f64> {
    let numbers = JsFuture::from(promise).await.expect("the file is valid");
    let numbers: Array = numbers.unchecked_into();
    numbers
        .iter()
        .map(|number| number.as_f64().expect("a number"))
        .collect()
}

/// Waits until the condition holds. Unlike [`until`](crate::until), it leaves the processor to encoders.
///
/// # Panics
/// If that takes 20 seconds.
#[track_caller]
pub fn while_recording(condition: impl Fn() -> bool) -> impl Future<Output = ()> {
    let caller = std::panic::Location::caller();
    async move {
        for _ in 0..1000 {
            if condition() {
                return;
            }
            drop(JsFuture::from(after(20)).await);
        }
        panic!("timeout at {caller}");
    }
}
