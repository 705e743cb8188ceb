//! The frames of a track as a stream.
#![cfg(all(target_family = "wasm", feature = "frames", feature = "testing"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::future::{Future, poll_fn};
use std::task::Poll;
use std::time::Duration;

use common::*;
use local_media_stream::frames::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsValue, externref_heap_live_count};
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// A canvas of two colors, left and right, whose track has frames as long as it is painted.
export class Painted {
  constructor(width, height, window) {
    this.canvas = window.document.createElement("canvas");
    Object.assign(this.canvas, { width, height });
    this.context = this.canvas.getContext("2d");
    this.paint();
    this.timer = setInterval(() => this.paint(), 20);
  }
  track() { return this.canvas.captureStream(60).getVideoTracks()[0]; }
  paint() {
    const { width, height } = this.canvas;
    this.context.fillStyle = "rgb(255 0 0)";
    this.context.fillRect(0, 0, width / 2, height);
    this.context.fillStyle = "rgb(0 0 255)";
    this.context.fillRect(width / 2, 0, width / 2, height);
  }
  resize(width, height) {
    Object.assign(this.canvas, { width, height });
    this.paint();
  }
  stop() { clearInterval(this.timer); }
}

// Hides a method of video elements. Returns a function that restores it.
export function hideVideoMethod(name) {
  const prototype = HTMLVideoElement.prototype;
  const method = Object.getOwnPropertyDescriptor(prototype, name);
  delete prototype[name];
  return () => Object.defineProperty(prototype, name, method);
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = hideVideoMethod)]
    fn hide_video_method(name: &str) -> js_sys::Function;
    type Painted;
    #[wasm_bindgen(constructor)]
    fn new(width: u32, height: u32, window: &JsValue) -> Painted;
    #[wasm_bindgen(method)]
    fn track(this: &Painted) -> web_sys::MediaStreamTrack;
    #[wasm_bindgen(method)]
    fn resize(this: &Painted, width: u32, height: u32);
    #[wasm_bindgen(method)]
    fn stop(this: &Painted);
}

/// A painted canvas, until it is dropped.
struct Canvas(Painted);

impl Canvas {
    fn new(width: u32, height: u32) -> Self {
        Canvas(Painted::new(width, height, &js_sys::global()))
    }

    fn track(&self) -> LocalMediaStreamTrack {
        LocalMediaStreamTrack::adopt(self.0.track())
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        self.0.stop();
    }
}

const ALL_MEANS: [FrameMeans; 3] = [
    FrameMeans::Processor,
    FrameMeans::VideoElement,
    FrameMeans::Canvas,
];

/// The options for each interface that the browser has.
fn every_means() -> impl Iterator<Item = FrameOptions> {
    let supported = ALL_MEANS.into_iter().filter(|means| means.is_supported());
    supported.map(options)
}

/// The timeout is longer than a busy machine delays frames.
fn options(means: FrameMeans) -> FrameOptions {
    FrameOptions::new().means(means).timeout(Duration::from_secs(60))
}

/// Waits for the next frame.
async fn next(frames: &mut FrameStream) -> VideoFrame {
    frames.next().await.expect("live").expect("a frame")
}

/// Waits for the next frame, which may be later than the timeout.
async fn next_after_timeouts(frames: &mut FrameStream) {
    while let Err(error) = frames.next().await.expect("live") {
        assert_eq!(error.kind(), MediaErrorKind::Timeout);
    }
}

fn kind<T>(result: Result<T, MediaError>) -> Option<MediaErrorKind> {
    result.err().map(|error| error.kind())
}

/// The picture of the camera moves, and has the requested size.
#[wasm_bindgen_test]
async fn frames_of_a_camera() {
    let video = MediaTrackConstraints::new()
        .width(Constrain::exact(640))
        .height(Constrain::exact(480));
    let stream = get_user_media(&MediaStreamConstraints::new().video(video))
        .await
        .expect("a camera");
    let track = &stream.video_tracks()[0];
    for options in every_means() {
        let mut frames = track.frames(&options.queue(2)).expect("video");
        let (mut first, mut last) = (None, i64::MIN);
        loop {
            let frame = next(&mut frames).await;
            assert!(frame.timestamp() > last, "{frame:?} after {last}");
            last = frame.timestamp();
            assert_eq!(frame.display_size(), (640, 480));
            let pixels = frame
                .copy_to(Vec::new(), &CopyOptions::rgba())
                .await
                .expect("pixels");
            assert_eq!(pixels.data.len(), 640 * 480 * 4);
            // The first frames of a camera may be black.
            let is_lit = |pixel: &&[u8; 4]| pixel[..3].iter().any(|component| *component > 30);
            if pixels.data.as_chunks().0.iter().filter(is_lit).count() < 640 {
                continue;
            }
            match &first {
                None => first = Some(pixels.data),
                // The picture moves a few times a second.
                Some(first) if *first == pixels.data => {}
                Some(_) => break,
            }
        }
    }
}

/// The colors of a canvas arrive by each interface.
#[wasm_bindgen_test]
async fn known_colors() {
    let canvas = Canvas::new(320, 240);
    let track = canvas.track();
    for options in every_means() {
        let mut frames = track.frames(&options).expect("video");
        let frame = next(&mut frames).await;
        let context = format!("{:?}: {frame:?} {:?}", frames.means(), frame.color_space());
        for turn in 0..10 {
            let pixels = frame
                .copy_to(Vec::new(), &CopyOptions::rgba())
                .await
                .expect("pixels");
            let row = pixels.row(0, 120);
            for (pixel, color) in [(20, [255, 0, 0, 255]), (300, [0, 0, 255, 255])] {
                let actual = &row[pixel * 4..][..4];
                let is_close = actual
                    .iter()
                    .zip(color)
                    .all(|(one, other)| one.abs_diff(other) < 20);
                assert!(is_close, "{context}, copy {turn}: {actual:?} at {pixel}");
            }
        }
    }
}

/// Pictures on canvases are frames in every format. Without `requestVideoFrameCallback`, a timer delivers them.
#[wasm_bindgen_test]
async fn frames_by_a_canvas_and_a_timer() {
    let canvas = Canvas::new(320, 240);
    let track = canvas.track();
    let restore = hide_video_method("requestVideoFrameCallback");
    let is_hidden = !FrameMeans::VideoElement.is_supported();
    let mut frames = track.frames(&options(FrameMeans::Canvas)).expect("video");
    restore.call0(&JsValue::NULL).expect("a function");
    assert!(is_hidden);

    let frame = next(&mut frames).await;
    let duplicate = frame.duplicate().expect("open");
    assert_eq!(duplicate.timestamp(), frame.timestamp());
    drop(frame);
    let part = Rect {
        x: 140,
        y: 100,
        width: 40,
        height: 20,
    };
    let options = CopyOptions::new().rect(part);
    let red_and_blue = |pixels: &[u8]| {
        let channel = |at: usize| pixels[at] > 200;
        channel(0) && !channel(2) && !channel(39 * 4) && channel(39 * 4 + 2)
    };
    let rgba = duplicate.copy_to(Vec::new(), &options).await.expect("pixels");
    assert_eq!(rgba.data.len(), 40 * 20 * 4);
    assert!(red_and_blue(rgba.row(0, 10)), "{:?}", rgba.row(0, 10));
    let i420 = duplicate
        .copy_to(rgba.data, &options.format(VideoPixelFormat::I420))
        .await
        .expect("pixels");
    let [u, v] = [1, 2].map(|plane| i420.row(plane, 5));
    assert!(
        u[0] < 128 && u[19] > 200 && v[0] > 200 && v[19] < 128,
        "{u:?} {v:?}"
    );

    canvas.0.resize(200, 100);
    while next(&mut frames).await.display_size() != (200, 100) {}
    track.stop();
    while frames.next().await.is_some() {}
}

/// A frame may have another size than the one before.
#[wasm_bindgen_test]
async fn the_size_changes() {
    for options in every_means() {
        let canvas = Canvas::new(320, 240);
        let track = canvas.track();
        let mut frames = track.frames(&options).expect("video");
        assert_eq!(next(&mut frames).await.display_size(), (320, 240));
        canvas.0.resize(200, 100);
        while next(&mut frames).await.display_size() != (200, 100) {}
    }
}

/// Two streams of a track, and one of a clone, have all frames. Each ends with its track.
#[wasm_bindgen_test]
async fn several_streams() {
    for options in every_means() {
        let camera = SyntheticCamera::new(64, 48, 30.0).expect("a page");
        let track = camera.track().expect("a track");
        let clone = track.duplicate();
        let mut first = track.frames(&options).expect("video");
        let mut second = track.frames(&options).expect("video");
        let mut other = clone.frames(&options).expect("video");
        for _ in 0..3 {
            for frames in [&mut first, &mut second, &mut other] {
                assert_eq!(next(frames).await.display_size(), (64, 48));
            }
        }
        drop(second);
        drop(next(&mut first).await);
        track.stop();
        while first.next().await.is_some() {}
        drop(next(&mut other).await);
        // Code of the page stops the other one: no event reports it.
        clone.as_web_sys().stop();
        while let Some(frame) = other.next().await {
            drop(frame.expect("the end is no error"));
        }
        let mut ended = track.frames(&options).expect("video");
        assert!(ended.next().await.is_none());
    }
}

/// A consumer that is slower than the source gets the newest frames.
#[wasm_bindgen_test]
async fn a_slow_consumer() {
    for options in every_means() {
        let camera = SyntheticCamera::new(64, 48, 50.0).expect("a page");
        let track = camera.track().expect("a track");
        let mut newest = track.frames(&options).expect("video");
        let mut queued = track.frames(&options.clone().queue(3)).expect("video");
        drop(next(&mut newest).await);
        drop(next(&mut queued).await);
        until(|| newest.dropped() > 5 && queued.dropped() > 5).await;
        let open = OpenResources::snapshot().video_frames;
        assert!(open <= 1 + 3, "{open} frames are open");
        let (one, three) = (next(&mut newest).await, next(&mut queued).await);
        // Read in one task, so no frame arrives between.
        let last = [next(&mut queued).await, next(&mut queued).await];
        assert!(three.timestamp() < last[0].timestamp() && last[0].timestamp() < last[1].timestamp());
        if newest.means() == FrameMeans::Processor {
            assert_eq!(one.timestamp(), last[1].timestamp(), "the newest");
        }
        assert_eq!((newest.repeated(), queued.repeated()), (0, 0));
    }
}

/// Neither open frames nor memory nor JavaScript values accumulate.
#[wasm_bindgen_test]
async fn many_frames() {
    const WARM: usize = 30;
    let count = if SOAK { 500 } else { 60 };
    let open_frames = || OpenResources::snapshot().video_frames;
    for options in every_means() {
        let camera = SyntheticCamera::new(320, 240, 60.0).expect("a page");
        let track = camera.track().expect("a track");
        let mut frames = track.frames(&options).expect("video");
        let (mut buffer, mut warm) = (Vec::new(), None);
        let begin = js_sys::Date::now();
        for index in 0..count {
            let frame = next(&mut frames).await;
            let copied = frame.copy_to(buffer, &CopyOptions::rgba()).await;
            buffer = copied.expect("pixels").data;
            // This one, and one that waits.
            assert!(open_frames() <= 2, "{} frames are open", open_frames());
            if index == WARM {
                warm = Some((memory_size(), externref_heap_live_count()));
            }
        }
        let (memory, values) = warm.expect("more frames");
        assert_eq!(memory_size(), memory, "memory and table at the end, and before");
        // The table grows in large steps. A value of each frame would be more than these.
        let left = externref_heap_live_count().saturating_sub(values);
        assert!((left as usize) < (count - WARM) / 2, "{left} values are left");
        let milliseconds = (js_sys::Date::now() - begin) / count as f64;
        let means = frames.means();
        log(&format!(
            "{means:?}: {count} frames, {milliseconds:.1} ms each, {memory:?}, {left} values"
        ))
        .await;
        drop(frames);
        assert_eq!(open_frames(), 0);
    }
}

#[wasm_bindgen_test]
async fn tracks_without_frames() {
    let stream = open().await;
    let audio = &stream.audio_tracks()[0];
    assert_eq!(
        kind(audio.frames(&FrameOptions::new())),
        Some(MediaErrorKind::Type)
    );
    for means in ALL_MEANS.into_iter().filter(|means| !means.is_supported()) {
        let options = FrameOptions::new().means(means);
        let track = &stream.video_tracks()[0];
        assert_eq!(kind(track.frames(&options)), Some(MediaErrorKind::Unsupported));
    }
    // An object of the page that looks like a track.
    let fake = object(&[
        ("kind", "video".into()),
        ("readyState", "live".into()),
        ("stop", returning(&JsValue::UNDEFINED)),
    ]);
    let fake = MediaStreamTrack::try_from(fake).expect("it has the members");
    for options in every_means() {
        assert_eq!(kind(fake.frames(&options)), Some(MediaErrorKind::Type));
    }
}

/// A track of another document, whose objects are instances of other classes.
#[wasm_bindgen_test]
async fn frames_of_a_foreign_track() {
    let document = Frame::open(None).await;
    let canvas = Canvas(Painted::new(64, 48, document.window()));
    let track = canvas.track();
    for options in every_means() {
        let mut frames = track.frames(&options).expect("video");
        assert_eq!(next(&mut frames).await.display_size(), (64, 48));
    }
}

/// The time of a muted track is no lack of frames.
#[wasm_bindgen_test]
async fn a_muted_track() {
    for options in every_means() {
        let options = options.timeout(Duration::from_millis(300));
        let [silent, compared] = [Canvas::new(64, 48), Canvas::new(64, 48)];
        let tracks = [silent.track(), compared.track()];
        let [mut frames, mut others] = [0, 1].map(|at| tracks[at].frames(&options).expect("video"));
        next_after_timeouts(&mut frames).await;
        let mute = replace(tracks[0].as_web_sys(), "muted", &true.into());
        silent.0.stop();
        next_after_timeouts(&mut others).await;
        compared.0.stop();
        while others.next().await.expect("live").is_ok() {}
        // The other track lacked frames for a shorter time.
        let mut muted = Box::pin(async { while frames.next().await.expect("live").is_ok() {} });
        poll_fn(|context| {
            assert!(muted.as_mut().poll(context).is_pending());
            Poll::Ready(())
        })
        .await;
        drop(mute);
        muted.await;
    }
}

/// A source without frames is reported, and its next frame continues the stream.
#[wasm_bindgen_test]
async fn starvation() {
    for options in every_means() {
        let canvas = Canvas::new(64, 48);
        let track = canvas.track();
        let mut frames = track
            .frames(&options.timeout(Duration::from_millis(300)))
            .expect("video");
        next_after_timeouts(&mut frames).await;
        canvas.0.stop();
        let error = loop {
            match frames.next().await.expect("live") {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), MediaErrorKind::Timeout, "{error}");
        canvas.0.resize(32, 24);
        next_after_timeouts(&mut frames).await;
    }
}
