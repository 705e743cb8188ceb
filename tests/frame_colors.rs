//! `VideoFrame::copy_to` by each of its routes, for frames of different color spaces.
//!
//! No other test shares its page: the first three copies between two formats take each route in turn.
#![cfg(all(target_family = "wasm", feature = "frames"))]
#![allow(clippy::expect_used, clippy::panic)]

use common::*;
use js_sys::Array;
use local_media_stream::frames::VideoPixelFormat::*;
use local_media_stream::frames::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
// Returns a frame in a color space, or nothing if the browser creates none.
export function createFrame(pixels, format, width, height, matrix, fullRange) {
  const colorSpace = { primaries: "bt709", transfer: "bt709", matrix, fullRange };
  try {
    return new VideoFrame(pixels, { format, codedWidth: width, codedHeight: height, timestamp: 0, colorSpace });
  } catch {}
}
// Rejects each copy of a frame that requests a format, and adds the format to an array.
export function rejectFormats(frame) {
  const formats = [];
  frame.copyTo = (buffer, options) => {
    if (!options?.format) return VideoFrame.prototype.copyTo.call(frame, buffer, options);
    formats.push(options.format);
    return Promise.reject(new TypeError("rejected"));
  };
  return formats;
}
// Returns a copy of a frame that is displayed rotated, or nothing if the browser rotates none.
export function rotate(frame) {
  const rotated = new VideoFrame(frame, { rotation: 90 });
  return rotated.rotation === 90 ? rotated : undefined;
}
// Adds the format that each copy of a frame requests to an array: "own" if none.
export function recordFormats(frame) {
  const formats = [];
  frame.copyTo = (buffer, options) => {
    formats.push(options?.format ?? "own");
    return VideoFrame.prototype.copyTo.call(frame, buffer, options);
  };
  return formats;
}
// Returns the pixels of a frame as RGBA: converted by the browser, and drawn to a canvas.
export async function browserPixels(frame) {
  const pixels = new Uint8Array(4 * frame.codedWidth * frame.codedHeight);
  await VideoFrame.prototype.copyTo.call(frame, pixels, { format: "RGBA" });
  return pixels;
}
export async function canvasPixels(frame) {
  const context = new OffscreenCanvas(frame.codedWidth, frame.codedHeight).getContext("2d");
  context.drawImage(frame, 0, 0);
  return new Uint8Array(context.getImageData(0, 0, frame.codedWidth, frame.codedHeight).data.buffer);
}
"#)]
extern "C" {
    #[wasm_bindgen(js_name = createFrame)]
    fn create_frame(
        pixels: &[u8],
        format: &str,
        width: u32,
        height: u32,
        matrix: &str,
        full_range: bool,
    ) -> Option<web_sys::VideoFrame>;

    #[wasm_bindgen(js_name = rejectFormats)]
    fn reject_formats(frame: &JsValue) -> Array;

    fn rotate(frame: &JsValue) -> Option<web_sys::VideoFrame>;

    #[wasm_bindgen(js_name = recordFormats)]
    fn record_formats(frame: &JsValue) -> Array;

    #[wasm_bindgen(catch, js_name = browserPixels)]
    async fn browser_pixels(frame: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = canvasPixels)]
    async fn canvas_pixels(frame: &JsValue) -> Result<JsValue, JsValue>;
}

const SIZE: (u32, u32) = (20, 6);

/// Y, U and V of columns of two pixels. None is outside of RGB in any color space, apart from the last one.
const COLORS: [[u8; 3]; 5] = [
    [200, 128, 128],
    [30, 128, 128],
    [100, 108, 170],
    [128, 150, 100],
    [60, 200, 110],
];

/// The tolerance of a conversion. Chromium's factor from U to blue is 2 instead of 2.11 for BT.709.
const CONVERTED: u8 = 12;

/// A matrix, and its weights of red and blue.
type Matrix = (&'static str, f64, f64);
const BT601: Matrix = ("smpte170m", 0.299, 0.114);
const BT709: Matrix = ("bt709", 0.2126, 0.0722);
const BT2020: Matrix = ("bt2020-ncl", 0.2627, 0.0593);

fn columns(layout: &FrameLayout) -> Vec<u8> {
    let mut data = vec![0; layout.byte_length()];
    for plane in 0..layout.planes().len() {
        for row in 0..layout.rows(plane) {
            for (at, byte) in data[layout.row(plane, row)].iter_mut().enumerate() {
                *byte = match (layout.format(), plane) {
                    (_, 0) => COLORS[at / 2 % 5][0],
                    (Nv12, _) => COLORS[at / 2 % 5][1 + at % 2],
                    _ => COLORS[at % 5][plane],
                };
            }
        }
    }
    data
}

/// Returns the pixels of the columns by the definition of the matrix.
fn expected(layout: &FrameLayout, (_, kr, kb): Matrix, full_range: bool) -> Vec<u8> {
    let (black, luma, chroma) = if full_range {
        (0.0, 255.0, 255.0)
    } else {
        (16.0, 219.0, 224.0)
    };
    let mut data = Vec::new();
    for at in 0..SIZE.0 * SIZE.1 {
        let color = COLORS[(at % SIZE.0 / 2 % 5) as usize].map(f64::from);
        let (y, u, v) = (
            (color[0] - black) / luma,
            (color[1] - 128.0) / chroma,
            (color[2] - 128.0) / chroma,
        );
        let red = y + 2.0 * (1.0 - kr) * v;
        let blue = y + 2.0 * (1.0 - kb) * u;
        let green = (y - kr * red - kb * blue) / (1.0 - kr - kb);
        let mut rgb = [red, green, blue].map(|component| (component * 255.0).round().clamp(0.0, 255.0) as u8);
        if matches!(layout.format(), Bgra | Bgrx) {
            rgb.reverse();
        }
        data.extend(rgb);
        data.push(u8::MAX);
    }
    data
}

/// Returns the greatest difference between two bytes.
fn difference(one: &[u8], other: &[u8]) -> u8 {
    assert_eq!(one.len(), other.len());
    let differences = one.iter().zip(other).map(|(one, other)| one.abs_diff(*other));
    differences.max().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn every_route_leads_to_the_same_colors() {
    for (from, to, matrix, full_range) in [
        (I420, Rgba, BT709, false),
        (I420, Bgra, BT601, false),
        (I420, Rgbx, BT709, true),
        (I420, Bgrx, BT2020, false),
        (Nv12, Rgba, BT601, true),
        (Nv12, Bgra, BT709, false),
        (Nv12, Rgbx, BT2020, true),
    ] {
        let context = format!("{from} to {to}, {}, full range: {full_range}", matrix.0);
        let layout = FrameLayout::tight(from.clone(), SIZE).expect("a layout");
        let pixels = columns(&layout);
        let Some(js) = create_frame(&pixels, from.as_str(), SIZE.0, SIZE.1, matrix.0, full_range) else {
            log(&format!("no frames: {context}")).await;
            continue;
        };
        let frame = VideoFrame::from(js);
        let reads_colors = frame.color_space().full_range == Some(full_range);
        assert!(reads_colors, "{context}: {:?}", frame.color_space());
        let to = FrameLayout::tight(to, SIZE).expect("a layout");
        let expected_pixels = expected(&to, matrix, full_range);

        let formats = record_formats(frame.as_ref());
        let options = CopyOptions::new().format(to.format().clone());
        let mut routes = Vec::new();
        for _ in 0..3 {
            let pixels = frame.copy_to(Vec::new(), &options).await.expect("pixels");
            let route = formats.pop().as_string().unwrap_or_else(|| "canvas".to_owned());
            // A copy is repeated if the memory has grown.
            formats.set_length(0);
            let difference = difference(&pixels.data, &expected_pixels);
            assert!(difference <= CONVERTED, "{context}, {route}: {difference}");
            routes.push(route);
        }
        log(&format!("{context}: {routes:?}")).await;

        assert!(routes.iter().any(|route| route == "own"), "{context}: {routes:?}");
        // A route with the right colors is used, and one with others is not.
        let rgba = FrameLayout::tight(Rgba, SIZE).expect("a layout");
        let expected_rgba = expected(&rgba, matrix, full_range);
        for (route, pixels) in [
            (to.format().as_str(), browser_pixels(frame.as_ref()).await),
            ("canvas", canvas_pixels(frame.as_ref()).await),
        ] {
            let pixels = pixels.map(|pixels| js_sys::Uint8Array::new(&pixels).to_vec());
            let difference = pixels.map_or(u8::MAX, |pixels| difference(&pixels, &expected_rgba));
            let is_used = routes.iter().any(|used| used == route);
            assert!(difference > 2 || is_used, "{context}: {route} is not used");
            assert!(difference < 30 || !is_used, "{context}: {route} is used");
        }
    }
}

/// A browser that always fails to convert is used for four copies at most, one for each batch.
#[wasm_bindgen_test]
async fn a_route_that_fails_is_not_used_any_more() {
    let layout = FrameLayout::tight(I420, SIZE).expect("a layout");
    let js = create_frame(&columns(&layout), "I420", SIZE.0, SIZE.1, BT709.0, false).expect("a frame");
    let frame = VideoFrame::from(js);
    let formats = reject_formats(frame.as_ref());
    for copy in 0..20 {
        let pixels = frame
            .copy_to(Vec::new(), &CopyOptions::rgba())
            .await
            .expect("pixels");
        let difference = difference(&pixels.data, &expected(&pixels.layout, BT709, false));
        assert!(difference <= CONVERTED, "copy {copy}: {difference}");
    }
    if formats.length() == 0 {
        return skip(
            "a_route_that_fails_is_not_used_any_more",
            "the browser converts no frames",
        )
        .await;
    }
    // Fewer if the copies of another test have filled a batch.
    assert!(formats.length() <= 4, "{} copies", formats.length());
}

/// A canvas would draw the frame rotated. No copy tries it, which would cost the buffer.
#[wasm_bindgen_test]
async fn a_rotated_frame_keeps_the_buffer() {
    let layout = FrameLayout::tight(Nv12, SIZE).expect("a layout");
    let pixels = columns(&layout);
    let js = create_frame(&pixels, "NV12", SIZE.0, SIZE.1, BT709.0, false).expect("a frame");
    let Some(rotated) = rotate(&js) else {
        js.close();
        return skip("a_rotated_frame_keeps_the_buffer", "no rotated frames").await;
    };
    js.close();
    let frame = VideoFrame::from(rotated);
    // The first copies between two formats take each route, and no other test copies between these.
    let options = CopyOptions::new().format(Bgrx);
    let mut buffer = Vec::with_capacity(100_000);
    for copy in 0..6 {
        let pixels = frame.copy_to(buffer, &options).await.expect("pixels");
        let difference = difference(&pixels.data, &expected(&pixels.layout, BT709, false));
        assert!(difference <= CONVERTED, "copy {copy}: {difference}");
        buffer = pixels.data;
        assert!(buffer.capacity() >= 100_000, "copy {copy}");
    }
}
