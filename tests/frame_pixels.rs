//! `VideoFrame`: its members, and its pixels in wasm memory.
#![cfg(all(target_family = "wasm", feature = "frames"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use common::*;
use local_media_stream::frames::VideoPixelFormat::*;
use local_media_stream::frames::*;
use local_media_stream::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Replaces the next copy of a frame. The returned function writes to its buffer, if the memory has not grown, and
// completes it.
export function delayCopy(frame) {
  let complete;
  frame.copyTo = (buffer) => new Promise((resolve) => {
    complete = () => {
      delete frame.copyTo;
      if (buffer.length) buffer.fill(7);
      resolve([]);
    };
  });
  return () => complete();
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = delayCopy)]
    fn delay_copy(frame: &JsValue) -> js_sys::Function;
}

/// Colors in RGB, and in YUV of BT.709 with limited range.
const COLORS: [([u8; 3], [u8; 3]); 5] = [
    ([255, 255, 255], [235, 128, 128]),
    ([0, 0, 0], [16, 128, 128]),
    ([255, 0, 0], [63, 102, 240]),
    ([0, 255, 0], [173, 42, 26]),
    ([0, 0, 255], [32, 240, 118]),
];

/// The tolerance of a conversion. Chromium's factor from U to blue is 2 instead of 2.11 for BT.709.
const CONVERTED: u8 = 12;

/// The pixels of columns of two pixels in these colors.
fn columns(layout: &FrameLayout) -> Vec<u8> {
    let mut data = vec![0; layout.byte_length()];
    for plane in 0..layout.planes().len() {
        for row in 0..layout.rows(plane) {
            for (at, byte) in data[layout.row(plane, row)].iter_mut().enumerate() {
                let color = |pixel: usize| COLORS[pixel / 2 % COLORS.len()];
                *byte = match layout.format() {
                    Rgba | Rgbx if at % 4 < 3 => color(at / 4).0[at % 4],
                    Bgra | Bgrx if at % 4 < 3 => color(at / 4).0[2 - at % 4],
                    Rgba | Rgbx | Bgra | Bgrx => 255,
                    Nv12 if plane == 1 => color(at / 2 * 2).1[1 + at % 2],
                    I444 if plane > 0 => color(at).1[plane],
                    _ if plane > 0 => color(at * 2).1[plane],
                    _ => color(at).1[0],
                };
            }
        }
    }
    data
}

/// Returns a frame of columns. `None` if the browser does not create frames of this format.
fn frame_of(format: &VideoPixelFormat, size: (u32, u32)) -> Option<VideoFrame> {
    let layout = FrameLayout::tight(format.clone(), size).expect("a known format");
    VideoFrame::from_pixels(&columns(&layout), format, size, 1).ok()
}

/// Asserts that each byte of the planes is that of the columns, and the others are zero.
fn assert_columns(pixels: &Pixels, tolerance: u8, context: &str) {
    let expected = columns(&pixels.layout);
    assert_eq!(pixels.data.len(), expected.len(), "{context}");
    for (at, (actual, expected)) in pixels.data.iter().zip(expected).enumerate() {
        assert!(
            actual.abs_diff(expected) <= tolerance,
            "{context}: byte {at} is {actual}, not {expected}"
        );
    }
}

/// Polls a future once. Returns its output if it is ready.
async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    poll_fn(|context| {
        let polled = Pin::new(&mut *future).poll(context);
        Poll::Ready(match polled {
            Poll::Ready(output) => Some(output),
            Poll::Pending => None,
        })
    })
    .await
}

fn kind<T>(result: Result<T, MediaError>) -> Option<MediaErrorKind> {
    result.err().map(|error| error.kind())
}

/// Every format into every other one, more often than the measurement of the routes takes.
#[wasm_bindgen_test]
async fn pixels_of_every_format() {
    for from in [I420, Nv12, I444, I422, Rgba, Rgbx, Bgra, Bgrx] {
        let Some(frame) = frame_of(&from, (20, 6)) else {
            log(&format!("no frames in {from}")).await;
            continue;
        };
        let source = frame.format().expect("a format");
        for to in [Rgba, Bgra, Rgbx, Bgrx, I420, Nv12] {
            let is_same = source == to;
            let mut buffer = vec![9; 5];
            for turn in 0..10 {
                let options = CopyOptions::new().format(to.clone());
                let copied = frame.copy_to(buffer, &options).await;
                let pixels = copied.unwrap_or_else(|error| panic!("{from}, {source} to {to}: {error}"));
                assert_eq!(pixels.layout, FrameLayout::tight(to.clone(), (20, 6)).unwrap());
                assert_eq!(pixels.timestamp, 1);
                let tolerance = if is_same { 0 } else { CONVERTED };
                assert_columns(&pixels, tolerance, &format!("{source} to {to}, copy {turn}"));
                buffer = pixels.data;
            }
        }
    }
}

/// Without options, a copy has the format of the frame. Its buffer is reused.
#[wasm_bindgen_test]
async fn the_buffer_is_reused() {
    let frame = frame_of(&I420, (64, 48)).expect("a frame");
    let buffer = Vec::with_capacity(100_000);
    let address = buffer.as_ptr();
    let pixels = frame.copy_to(buffer, &CopyOptions::new()).await.expect("pixels");
    assert_columns(&pixels, 0, "own format");
    assert_eq!(
        (pixels.data.as_ptr(), pixels.data.len()),
        (address, 64 * 48 * 3 / 2)
    );
    assert_eq!(pixels.row(1, 0), &pixels.data[64 * 48..][..32]);
    let pixels = frame
        .copy_to(pixels.data, &CopyOptions::rgba())
        .await
        .expect("pixels");
    assert_eq!((pixels.data.as_ptr(), pixels.data.len()), (address, 64 * 48 * 4));
}

#[wasm_bindgen_test]
async fn a_part_with_strides() {
    let frame = frame_of(&I420, (20, 8)).expect("a frame");
    // Ten pixels to the right, the colors repeat.
    let rect = Rect {
        x: 10,
        y: 2,
        width: 8,
        height: 4,
    };
    let planes = |strides: &[(usize, usize)]| -> Vec<PlaneLayout> {
        strides
            .iter()
            .map(|&(offset, stride)| PlaneLayout { offset, stride })
            .collect()
    };
    for (format, planes) in [
        (Rgba, planes(&[(3, 32)])),
        (Bgra, planes(&[(0, 40)])),
        (I420, planes(&[(0, 16), (100, 6), (140, 9)])),
        (Nv12, planes(&[(40, 9), (0, 9)])),
    ] {
        for turn in 0..10 {
            let options = CopyOptions::new()
                .format(format.clone())
                .rect(rect)
                .planes(planes.clone());
            let pixels = frame.copy_to(Vec::new(), &options).await.expect("pixels");
            let tolerance = if format == I420 { 0 } else { CONVERTED };
            assert_eq!(pixels.layout.planes(), planes);
            assert_columns(&pixels, tolerance, &format!("{format}, copy {turn}"));
        }
    }
}

#[wasm_bindgen_test]
async fn invalid_copies_are_errors() {
    let frame = frame_of(&I420, (8, 8)).expect("a frame");
    let copy = async |options: CopyOptions| kind(frame.copy_to(Vec::new(), &options).await);
    for (x, y, width, height) in [(0, 0, 0, 8), (0, 0, 9, 8), (8, 0, 1, 1), (0, u32::MAX, 8, 8)] {
        let rect = Rect { x, y, width, height };
        assert_eq!(
            copy(CopyOptions::rgba().rect(rect)).await,
            Some(MediaErrorKind::Type),
            "{rect:?}"
        );
    }
    let planes = [PlaneLayout {
        offset: 0,
        stride: 31,
    }];
    assert_eq!(
        copy(CopyOptions::rgba().planes(planes)).await,
        Some(MediaErrorKind::Type)
    );
    // Valid planes that exceed the memory with the planes of the frame.
    let planes = [0, isize::MAX as usize - 32].map(|offset| PlaneLayout { offset, stride: 8 });
    assert_eq!(
        copy(CopyOptions::new().format(Nv12).planes(planes)).await,
        Some(MediaErrorKind::Type)
    );
    assert_eq!(
        copy(CopyOptions::new().format(I444)).await,
        Some(MediaErrorKind::Unsupported)
    );
    let unknown = CopyOptions::new().format("XYZ".into());
    assert_eq!(copy(unknown).await, Some(MediaErrorKind::Unsupported));

    let other = frame.duplicate().expect("open");
    frame.as_web_sys().close();
    assert_eq!(
        copy(CopyOptions::rgba()).await,
        Some(MediaErrorKind::InvalidState)
    );
    assert_eq!((frame.coded_size(), frame.format()), ((0, 0), None));
    assert_eq!(kind(frame.duplicate()), Some(MediaErrorKind::InvalidState));
    let pixels = other
        .copy_to(Vec::new(), &CopyOptions::new())
        .await
        .expect("the duplicate is open");
    assert_columns(&pixels, 0, "the duplicate");

    assert_eq!(
        kind(VideoFrame::from_pixels(&[0; 4], &Rgba, (2, 2), 0)),
        Some(MediaErrorKind::Type)
    );
    assert_eq!(
        kind(VideoFrame::from_pixels(&[], &Rgba, (0, 0), 0)),
        Some(MediaErrorKind::Type)
    );
    assert_eq!(
        kind(VideoFrame::new(JsValue::NULL, Some(0))),
        Some(MediaErrorKind::Type)
    );
    assert_eq!(
        kind(VideoFrame::try_from(object(&[]))),
        Some(MediaErrorKind::Type)
    );
}

/// The memory grows while the browser copies, also if it grows again during the second copy. A canvas is read at once.
#[wasm_bindgen_test]
async fn the_memory_grows_during_a_copy() {
    let frame = frame_of(&I420, (640, 480)).expect("a frame");
    for options in [
        CopyOptions::new(),
        CopyOptions::new().format(Nv12),
        CopyOptions::rgba(),
        CopyOptions::rgba(),
        CopyOptions::rgba(),
    ] {
        let mut copy = pin!(frame.copy_to(Vec::new(), &options));
        let mut copied = None;
        for turn in 0..2 {
            copied = poll_once(&mut copy).await;
            if copied.is_some() {
                assert_eq!((turn, &options), (0, &CopyOptions::rgba()), "copied at once");
                break;
            }
            assert_ne!(core::arch::wasm32::memory_grow(0, 1), usize::MAX);
            run_microtasks().await;
        }
        let copied = match copied {
            Some(copied) => copied,
            None => copy.await,
        };
        assert_columns(&copied.expect("pixels"), CONVERTED, "after the growth");
    }
}

/// A copy for which the browser writes to the memory that was passed, after it has grown.
#[wasm_bindgen_test]
async fn a_copy_into_the_old_memory_is_repeated() {
    let frame = frame_of(&I420, (64, 48)).expect("a frame");
    let complete = delay_copy(frame.as_ref());
    let options = CopyOptions::new();
    let mut copy = pin!(frame.copy_to(Vec::new(), &options));
    assert!(poll_once(&mut copy).await.is_none());
    assert_ne!(core::arch::wasm32::memory_grow(0, 1), usize::MAX);
    complete.call0(&JsValue::UNDEFINED).expect("a copy");
    let pixels = copy.await.expect("pixels");
    assert_columns(&pixels, 0, "after the growth");
}

/// The browser writes to the buffer of a dropped future. Its memory must not be used again before.
#[wasm_bindgen_test]
async fn a_dropped_copy_keeps_its_buffer() {
    let frame = frame_of(&I420, (64, 48)).expect("a frame");
    let length = 64 * 48 * 3 / 2;
    let complete = delay_copy(frame.as_ref());
    let options = CopyOptions::new();
    let mut copy = Box::pin(frame.copy_to(Vec::with_capacity(length), &options));
    assert!(poll_once(&mut copy).await.is_none());
    drop(copy);
    // An allocator returns memory that was freed just now.
    let others: Vec<Vec<u8>> = (0..8).map(|_| vec![0; length]).collect();
    complete.call0(&JsValue::UNDEFINED).expect("a copy");
    assert!(
        others.iter().flatten().all(|byte| *byte == 0),
        "the browser wrote to freed memory"
    );
    settle().await;
}

/// A frame whose format the browser does not expose.
#[wasm_bindgen_test]
async fn a_frame_without_a_format() {
    let frame = frame_of(&Rgba, (20, 6)).expect("a frame");
    let hidden = object(&[("value", JsValue::NULL)]);
    let js = frame.as_web_sys();
    js_sys::Object::define_property(js, &"format".into(), hidden.unchecked_ref());
    assert_eq!(frame.format(), None);
    let pixels = frame
        .copy_to(Vec::new(), &CopyOptions::new())
        .await
        .expect("pixels");
    assert_eq!(pixels.layout.format(), &Rgba);
    assert_columns(&pixels, 0, "RGBA");
    let options = CopyOptions::new().format(Bgra).rect(Rect {
        x: 10,
        y: 1,
        width: 9,
        height: 4,
    });
    let pixels = frame.copy_to(pixels.data, &options).await.expect("pixels");
    assert_columns(&pixels, 0, "a part in BGRA");
    let pixels = frame
        .copy_to(Vec::new(), &CopyOptions::new().format(I420))
        .await
        .expect("pixels");
    assert_columns(&pixels, CONVERTED, "I420");

    // A canvas would draw it at another size.
    let scaled = object(&[("value", 40.into())]);
    js_sys::Object::define_property(js, &"displayWidth".into(), scaled.unchecked_ref());
    let result = frame.copy_to(Vec::new(), &CopyOptions::rgba()).await;
    assert_eq!(kind(result), Some(MediaErrorKind::Unsupported));
}

#[wasm_bindgen_test]
async fn members() {
    let frame = VideoFrame::from_pixels(&[0; 96], &I420, (8, 8), -5).expect("a frame");
    assert_eq!(
        (frame.timestamp(), frame.duration(), frame.capture_time()),
        (-5, None, None)
    );
    assert_eq!(
        (frame.format(), frame.coded_size(), frame.display_size()),
        (Some(I420), (8, 8), (8, 8))
    );
    assert_eq!(
        frame.visible_rect(),
        Rect {
            x: 0,
            y: 0,
            width: 8,
            height: 8
        }
    );
    assert_eq!(
        (frame.rotation(), frame.flip(), frame.metadata().is_empty()),
        (0, false, true)
    );
    let rgb = frame_of(&Rgba, (2, 2)).expect("a frame").color_space();
    assert_eq!(rgb.matrix, Some(VideoMatrixCoefficients::Rgb));

    // Released frames stay open; owned ones are closed.
    let released = frame.into_web_sys();
    assert_eq!(released.coded_width(), 8);
    drop(VideoFrame::from(released.clone().expect("open")));
    assert_eq!(released.coded_width(), 8, "only the clone was closed");
    let owned = VideoFrame::try_from(AsRef::<JsValue>::as_ref(&released).clone()).expect("a frame");
    drop(owned);
    assert_eq!(released.coded_width(), 0);
}
