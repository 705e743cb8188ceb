//! Tracks made from Rust: the pushed colors arrive in a video and through a peer connection. Captures of elements.
#![cfg(all(target_family = "wasm", feature = "testing", feature = "video-source"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use common::*;
use local_media_stream::frames::{FrameMeans, FrameOptions, Pixels, VideoFrame};
use local_media_stream::video_source::*;
use local_media_stream::*;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::*;

#[allow(dead_code)]
#[path = "../examples/grey_scale.rs"]
mod grey_scale;
#[allow(dead_code)]
#[path = "../examples/qr_reader.rs"]
mod qr_reader;

use grey_scale::grey_scale;
use qr_reader::read_qr_code;

wasm_bindgen_test_configure!(run_in_browser);

const WIDTH: u32 = 160;
const HEIGHT: u32 = 120;

/// Longer than a busy machine delays pictures.
const LIMIT: Duration = Duration::from_secs(60);

fn source() -> VideoSource {
    VideoSource::new(WIDTH, HEIGHT, 1000.0).expect("a page")
}

/// Returns pixels whose quarters have these colors.
fn pixels(colors: Quarters) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let quarter = usize::from(x >= WIDTH / 2) + 2 * usize::from(y >= HEIGHT / 2);
            pixels.extend(colors[quarter]);
            pixels.push(255);
        }
    }
    pixels
}

fn stream_of(track: &MediaStreamTrack) -> MediaStream {
    MediaStream::from_tracks([track.clone()]).expect("a page")
}

/// Pushes until a video has the colors.
async fn push_until(video: &Player, colors: Quarters, push: impl Fn()) {
    push_until_sized(video, (WIDTH, HEIGHT), colors, push).await;
}

/// Pushes until a video has the size and the colors.
async fn push_until_sized(video: &Player, size: (u32, u32), colors: Quarters, push: impl Fn()) {
    let deadline = js_sys::Date::now() + LIMIT.as_millis() as f64;
    loop {
        push();
        next_frame().await;
        let shown = video.quarters();
        if video.size() == size && shown.is_some_and(|shown| are_near(shown, colors)) {
            return;
        }
        let is_late = js_sys::Date::now() > deadline;
        assert!(!is_late, "{shown:?} of {:?} instead of {colors:?}", video.size());
    }
}

#[wasm_bindgen_test]
async fn pushed_pictures_arrive_in_a_video() {
    let source = source();
    let video = Player::new(&stream_of(source.track()));
    let first = pixels(QUARTERS);
    push_until(&video, QUARTERS, || {
        source.push(&first).expect("a picture");
    })
    .await;

    let other = mirrored(QUARTERS);
    let painting = Painting::new(WIDTH, HEIGHT, other);
    let canvas = painting.canvas();
    push_until(&video, other, || {
        source.push(&canvas).expect("a picture");
    })
    .await;

    painting.paint(QUARTERS);
    let frame = VideoFrame::new(&canvas, Some(0)).expect("a frame");
    push_until(&video, QUARTERS, || {
        source.push(frame.duplicate().expect("open")).expect("a picture");
    })
    .await;

    // A frame that is a canvas.
    painting.paint(other);
    let track = painting.track();
    let options = FrameOptions::new().means(FrameMeans::Canvas).timeout(LIMIT);
    let mut frames = track.frames(&options).expect("video");
    let frame = frames.next().await.expect("live").expect("a frame");
    push_until(&video, other, || {
        source.push(frame.duplicate().expect("open")).expect("a picture");
    })
    .await;

    source.resize(WIDTH / 2, HEIGHT).expect("a size");
    let half = [QUARTERS[0], QUARTERS[0], QUARTERS[2], QUARTERS[2]];
    let half_pixels: Vec<u8> = pixels(half)
        .chunks((WIDTH * 4) as usize)
        .flat_map(|row| &row[..row.len() / 2])
        .copied()
        .collect();
    push_until_sized(&video, (WIDTH / 2, HEIGHT), half, || {
        source.push(&half_pixels).expect("a picture");
    })
    .await;

    let track = MediaStreamTrack::clone(source.track());
    drop(source);
    assert_eq!(track.ready_state(), MediaStreamTrackState::Ended);
}

#[wasm_bindgen_test]
async fn pushed_pictures_arrive_through_a_peer_connection() {
    if !has_global("RTCPeerConnection") {
        return skip(
            "pushed_pictures_arrive_through_a_peer_connection",
            "there is no RTCPeerConnection",
        )
        .await;
    }
    let source = source();
    let stream = stream_of(source.track());
    let connections = PeerConnections::open(&stream).await;
    let received = connections.add(source.track()).await;
    let video = Player::new(&received);
    let colors = pixels(QUARTERS);
    push_until(&video, QUARTERS, || {
        source.push(&colors).expect("a picture");
    })
    .await;
}

#[wasm_bindgen_test]
async fn invalid_pictures_are_errors() {
    for (width, height, frame_rate) in [
        (0, 1, 1.0),
        (1, 0, 1.0),
        (16385, 1, 1.0),
        (1, 1, 0.0),
        (1, 1, f64::NAN),
        (1, 1, f64::INFINITY),
    ] {
        let error = VideoSource::new(width, height, frame_rate).expect_err("invalid");
        assert_eq!(
            error.kind(),
            MediaErrorKind::Type,
            "{width} {height} {frame_rate}"
        );
    }
    let source = source();
    let kind = |result: Result<bool, MediaError>| result.expect_err("invalid").kind();
    assert_eq!(kind(source.push(&[0; 4][..])), MediaErrorKind::Type);
    let small = Painting::new(WIDTH, HEIGHT - 1, QUARTERS);
    assert_eq!(kind(source.push(&small.canvas())), MediaErrorKind::Type);
    let frame = VideoFrame::new(small.canvas(), Some(0)).expect("a frame");
    assert_eq!(kind(source.push(frame)), MediaErrorKind::Type);
    assert_eq!(source.resize(0, 1).unwrap_err().kind(), MediaErrorKind::Type);
    assert_eq!(source.size(), (WIDTH, HEIGHT));

    let empty = Painting::new(0, HEIGHT, QUARTERS).canvas();
    assert_eq!(kind(source.push(&empty)), MediaErrorKind::Type);
    let error = VideoFrame::new(&empty, Some(0)).expect_err("no pixels");
    assert_eq!(error.kind(), MediaErrorKind::InvalidState);

    let slow = VideoSource::new(WIDTH, HEIGHT, 1.0).expect("a page");
    if let Some(tainted) = tainted_canvas(WIDTH, HEIGHT).await {
        for source in [&source, &slow] {
            assert_eq!(kind(source.push(&tainted)), MediaErrorKind::Security);
        }
        let error = VideoFrame::new(&tainted, Some(0)).expect_err("protected");
        assert_eq!(error.kind(), MediaErrorKind::Security);
        let error = capture_canvas(&tainted, None).expect_err("protected");
        assert_eq!(error.kind(), MediaErrorKind::Security);
    }
    source.push(&pixels(QUARTERS)).expect("still usable");

    assert_eq!(slow.push(&pixels(QUARTERS)), Ok(true), "errors are not counted");
    assert_eq!(slow.push(&pixels(QUARTERS)), Ok(false));

    source.track().stop();
    assert_eq!(kind(source.push(&pixels(QUARTERS))), MediaErrorKind::InvalidState);
    settle().await;
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn canvases_and_elements_are_captured() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let canvas = painting.canvas();
    assert_eq!(
        capture_canvas(&canvas, Some(-1.0)).unwrap_err().kind(),
        MediaErrorKind::Type
    );
    let captured = capture_canvas(&canvas, Some(0.0)).expect("a page");
    assert_eq!(captured.canvas(), &canvas);
    let video = Player::new(&stream_of(&captured));
    push_until(&video, QUARTERS, || captured.request_frame().expect("a canvas")).await;

    let element = video.element();
    let again = capture_element(&element);
    if ["captureStream", "mozCaptureStream"]
        .iter()
        .any(|method| supports(&element, method))
    {
        let again = Player::new(&again.expect("a stream"));
        push_until(&again, QUARTERS, || captured.request_frame().expect("a canvas")).await;
    } else {
        assert_eq!(again.unwrap_err().kind(), MediaErrorKind::Unsupported);
    }
    let track = captured.into_track();
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
}

/// The processed pictures arrive, also of another size. The track ends with its source.
#[wasm_bindgen_test]
async fn processed_pictures_arrive_in_a_video() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let source = painting.track();
    let processed = grey_scale(&source).expect("a page");
    let video = Player::new(&stream_of(&processed));
    push_until(&video, grey(QUARTERS), || {}).await;
    painting.canvas().set_width(WIDTH / 2);
    painting.paint(mirrored(QUARTERS));
    push_until_sized(&video, (WIDTH / 2, HEIGHT), grey(mirrored(QUARTERS)), || {}).await;

    let finished = processed.finished();
    source.stop();
    assert_eq!(processed.ready_state(), MediaStreamTrackState::Ended);
    assert_eq!(finished.await, Ok(()));
    let late = grey_scale(&source).expect("an ended track has no pictures");
    assert_eq!(late.finished().await, Ok(()));
}

/// A muted source that delivers nothing is black. Its next picture is processed again.
#[wasm_bindgen_test]
async fn a_muted_source_is_black() {
    let source = source();
    let processed = source.track().process(|_| Ok(())).expect("a page");
    let video = Player::new(&stream_of(&processed));
    let colors = pixels(QUARTERS);
    let push = || {
        source.push(&colors).expect("a picture");
    };
    push_until(&video, QUARTERS, push).await;
    let mute = replace(source.track().as_web_sys(), "muted", &true.into());
    push_until(&video, [[0; 3]; 4], || {}).await;
    drop(mute);
    push_until(&video, QUARTERS, push).await;
}

/// A clone has the processed pictures. It ends with its source where the browser generates tracks.
#[wasm_bindgen_test]
async fn a_clone_of_a_processed_track() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let source = painting.track();
    let processed = grey_scale(&source).expect("a page");
    let clone = processed.duplicate();
    let video = Player::new(&stream_of(&clone));
    push_until(&video, grey(QUARTERS), || {}).await;
    source.stop();
    assert_eq!(processed.finished().await, Ok(()));
    if has_generator() {
        until(|| clone.ready_state() == MediaStreamTrackState::Ended).await;
    } else {
        settle().await;
        assert_eq!(clone.ready_state(), MediaStreamTrackState::Live);
        assert!(
            video
                .quarters()
                .is_some_and(|shown| are_near(shown, grey(QUARTERS)))
        );
    }
}

fn has_generator() -> bool {
    ["VideoTrackGenerator", "MediaStreamTrackGenerator"]
        .into_iter()
        .any(has_global)
}

#[wasm_bindgen_test]
async fn processed_pictures_keep_their_timestamps() {
    if !has_generator() {
        let reason = "a captured canvas has its own timestamps";
        return skip("processed_pictures_keep_their_timestamps", reason).await;
    }
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let timestamps = Rc::new(RefCell::new(Vec::new()));
    let seen = timestamps.clone();
    let source = painting.track();
    let filter = move |pixels: &mut Pixels| {
        seen.borrow_mut().push(pixels.timestamp);
        Ok(())
    };
    let processed = source.process(filter).expect("a page");
    let options = FrameOptions::new().timeout(LIMIT);
    let mut frames = processed.frames(&options).expect("video");
    for _ in 0..3 {
        let frame = frames.next().await.expect("live").expect("a frame");
        assert!(timestamps.borrow().contains(&frame.timestamp()), "{frame:?}");
    }
}

fn grey(colors: Quarters) -> Quarters {
    colors.map(|color| {
        let [red, green, blue] = color.map(f64::from);
        [(0.2126 * red + 0.7152 * green + 0.0722 * blue) as u8; 3]
    })
}

/// A stopped or dropped track no longer reads its source, which stays live.
#[wasm_bindgen_test]
async fn a_processed_track_is_stopped_or_dropped() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let source = painting.track();
    let closure = Rc::new(());
    let process = || {
        let count = Rc::new(Cell::new(0));
        let (owned, counted) = (closure.clone(), count.clone());
        let processed = source.process(move |_| {
            counted.set(counted.get() + 1);
            let _owned = &owned;
            Ok(())
        });
        (processed.expect("a page"), count)
    };
    let is_closure_dropped = || Rc::strong_count(&closure) == 1;

    let (dropped, count) = process();
    until(|| count.get() > 0).await;
    let (finished, handle) = (dropped.finished(), MediaStreamTrack::clone(&dropped));
    drop(dropped);
    assert_eq!(handle.ready_state(), MediaStreamTrackState::Ended);
    assert_eq!(finished.await, Ok(()));
    until(is_closure_dropped).await;

    let (stopped, count) = process();
    until(|| count.get() > 0).await;
    stopped.stop();
    assert_eq!(stopped.finished().await, Ok(()));
    until(is_closure_dropped).await;

    // Code of the page stops it: the next frame shows it.
    let (stopped, _) = process();
    stopped.as_web_sys().stop();
    assert_eq!(stopped.finished().await, Ok(()));
    until(is_closure_dropped).await;
    assert_eq!(source.ready_state(), MediaStreamTrackState::Live);
    settle().await;
    assert_eq!(unhandled_rejections(), 0);
}

#[wasm_bindgen_test]
async fn errors_end_a_processed_track() {
    let painting = Painting::new(WIDTH, HEIGHT, QUARTERS);
    let source = painting.track();
    let expected = MediaError::new(MediaErrorKind::InvalidState, "The filter failed.");
    let error = expected.clone();
    let processed = source.process(move |_| Err(error.clone())).expect("a page");
    assert_eq!(processed.finished().await, Err(expected));
    assert_eq!(processed.ready_state(), MediaStreamTrackState::Ended);

    let shorter = |pixels: &mut Pixels| {
        pixels.data.pop();
        Ok(())
    };
    let processed = source.process(shorter).expect("a page");
    let error = processed.finished().await.expect_err("another length");
    assert_eq!(error.kind(), MediaErrorKind::Type);

    let stream = open().await;
    let error = grey_scale(&stream.audio_tracks()[0]).expect_err("no video");
    assert_eq!(error.kind(), MediaErrorKind::Type);
}

/// Returns the rows of the QR code that the site shows, of the text `local-media`.
fn qr_code() -> Vec<&'static [u8]> {
    let row = |line: &'static str| line.strip_prefix("  \"")?.strip_suffix("\",");
    let rows = include_str!("../www/sample_picture.js").lines().filter_map(row);
    rows.map(str::as_bytes).collect()
}

#[wasm_bindgen_test]
async fn a_qr_code_is_read() {
    /// Pixels of a module of the code.
    const SCALE: u32 = 6;
    /// Modules of the code and of the margin at both sides.
    const MODULES: u32 = 21 + 8;
    const SIDE: u32 = MODULES * SCALE;

    let code = qr_code();
    assert_eq!(code.len(), 21);
    let is_dark = |x: u32, y: u32| {
        let [column, row] = [x, y].map(|position| (position / SCALE).wrapping_sub(4) as usize);
        code.get(row).and_then(|row| row.get(column)) == Some(&b'#')
    };
    let pixels: Vec<u8> = (0..SIDE * SIDE)
        .flat_map(|at| [[[255; 4], [0, 0, 0, 255]][usize::from(is_dark(at % SIDE, at / SIDE))]])
        .flatten()
        .collect();
    let source = Rc::new(VideoSource::new(SIDE, SIDE, 30.0).expect("a page"));
    let track = MediaStreamTrack::clone(source.track());
    let pushing = Rc::downgrade(&source);
    spawn_local(async move {
        while let Some(source) = pushing.upgrade() {
            source.push(&pixels).expect("a picture");
            next_frame().await;
        }
    });
    let text = read_qr_code(&track).await.expect("frames");
    assert_eq!(text.as_deref(), Some("local-media"));
}
