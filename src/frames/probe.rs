//! Whether a route converts frames to RGB correctly, shown by a small frame.

use std::cell::RefCell;

use js_sys::Uint8Array;

use super::color_space::VideoColorSpace;
use super::convert::{Conversion, Source};
use super::layout::{FrameLayout, is_rgb};
use super::pixel_format::VideoPixelFormat;
use super::route::Route;
use super::video_frame::VideoFrame;
use crate::promise::into_future;
use crate::sys::{self, Object};

/// The size of the frame: wide enough that no interpolation reaches from one half to the middle of the other.
const SIZE: (u32, u32) = (32, 2);

/// Pixels in the middle of each half.
const MIDDLES: [usize; 2] = [8, 24];

/// The accepted difference. Chromium 156 rounds the factors of its matrices to 1/64, and the greatest to 2, which is a
/// difference of 7 here. The matrices of BT.601 and BT.709 differ by 12.
const TOLERANCE: u8 = 9;

/// A route for frames of a format and a color space.
type Case = (Route, VideoPixelFormat, VideoColorSpace);

thread_local! {
    static RESULTS: RefCell<Vec<(Case, bool)>> = const { RefCell::new(Vec::new()) };
}

/// Returns whether the browser converts frames to RGB by this route as the conversion in Rust does.
///
/// WebKitGTK 2.50 ignores a requested format without an error, and Firefox 153 reads the wrong colors of NV12.
pub(super) async fn converts_correctly(
    route: Route,
    format: &VideoPixelFormat,
    colors: &VideoColorSpace,
) -> bool {
    let known = RESULTS.with_borrow(|results| {
        let is_same = |case: &Case| case.0 == route && case.1 == *format && case.2 == *colors;
        let known = results.iter().find(|(case, _)| is_same(case));
        known.map(|(_, is_correct)| *is_correct)
    });
    if let Some(is_correct) = known {
        return is_correct;
    }
    let case = (route, format.clone(), colors.clone());
    let is_correct = probe(&case).await.unwrap_or(false);
    RESULTS.with_borrow_mut(|results| results.push((case, is_correct)));
    is_correct
}

/// Compares a frame of two colors with the conversion in Rust. `None` if the browser creates or copies no such frame.
async fn probe((route, format, colors): &Case) -> Option<bool> {
    let layout = FrameLayout::tight(format.clone(), SIZE).ok()?;
    let data = two_colors(&layout);
    let frame = VideoFrame::with_colors(&data, format, SIZE, colors).ok()?;
    // Another order of the components than that of the frame.
    let target = match format {
        VideoPixelFormat::Rgba | VideoPixelFormat::Rgbx => VideoPixelFormat::Bgra,
        _ => VideoPixelFormat::Rgba,
    };
    let target = FrameLayout::tight(target, SIZE).ok()?;

    let mut expected = vec![0; target.byte_length()];
    let source = Source {
        data: &data,
        layout: &layout,
    };
    Conversion::new(format, target.format(), || colors.clone())?.run(&source, &mut expected, &target);

    let copied = if *route == Route::Canvas {
        sys::read_pixels(frame.as_ref(), (0, 0), SIZE).ok()??.to_vec()
    } else {
        let options = Object::new();
        options.set_string("format", target.format().as_str());
        let copied = Uint8Array::new_with_length(expected.len() as u32);
        let promise = into_future(frame.binding().copy_to(&copied, &options)).ok()?;
        promise.await.ok()?;
        copied.to_vec()
    };
    // The browser may interpolate colors between the halves if it converts by itself. A canvas that does is not used, so
    // that the pixels do not depend on the measurement.
    let is_compared = |pixel: usize| *route == Route::Canvas || MIDDLES.contains(&pixel);
    let mut pixels = copied.chunks(4).zip(expected.chunks(4)).enumerate();
    let is_close = |(one, other): (&[u8], &[u8])| {
        let mut differences = one.iter().zip(other).map(|(one, other)| one.abs_diff(*other));
        differences.all(|difference| difference <= TOLERANCE)
    };
    Some(copied.len() == expected.len() && pixels.all(|(pixel, pair)| !is_compared(pixel) || is_close(pair)))
}

/// The pixels of a frame of one color on the left, and another on the right.
fn two_colors(layout: &FrameLayout) -> Vec<u8> {
    let mut data = vec![u8::MAX; layout.byte_length()];
    for plane in 0..layout.planes().len() {
        // The components of a sample that follow each other, on the left.
        let left: &[u8] = match (layout.format(), plane) {
            (format, _) if is_rgb(format) => &[68, 128, 188, 255],
            (VideoPixelFormat::Nv12, 1) => &[68, 188],
            (_, 1) => &[68],
            (_, 2) => &[188],
            (_, 3) => &[255],
            _ => &[128],
        };
        for row in 0..layout.rows(plane) {
            let row = data.get_mut(layout.row(plane, row)).unwrap_or_default();
            let half = row.len() / 2;
            for (at, (byte, component)) in row.iter_mut().zip(left.iter().cycle()).enumerate() {
                let is_mirrored = at >= half && *component != 255;
                // 68 and 188 become 192 and 72 on the right, and 128 becomes 132.
                *byte = if is_mirrored {
                    260 - u16::from(*component)
                } else {
                    u16::from(*component)
                } as u8;
            }
        }
    }
    data
}
