//! Whether the browser converts frames to RGB correctly, shown by a small frame.

use std::cell::RefCell;

use js_sys::Uint8Array;

use super::convert::{Conversion, Source};
use super::layout::{FrameLayout, is_rgb};
use super::pixel_format::VideoPixelFormat;
use super::video_frame::VideoFrame;
use crate::promise::into_future;
use crate::sys::Object;

/// The size of the frame: wide enough that no interpolation reaches from one half to the middle of the other.
const SIZE: (u32, u32) = (32, 2);

/// Pixels in the middle of each half.
const COMPARED: [usize; 2] = [8, 24];

/// The accepted difference. Chromium 156 rounds the factors of its matrices to 1/64, and the greatest to 2.
const TOLERANCE: u8 = 16;

thread_local! {
    static RESULTS: RefCell<Vec<(VideoPixelFormat, bool)>> = const { RefCell::new(Vec::new()) };
}

/// Returns whether the browser converts this format to RGB.
///
/// WebKitGTK 2.50 ignores a requested format without an error, and Firefox 153 reads the wrong colors of NV12.
pub(super) async fn browser_converts(format: &VideoPixelFormat) -> bool {
    let known = RESULTS.with_borrow(|results| {
        let known = results.iter().find(|(known, _)| known == format);
        known.map(|(_, converts)| *converts)
    });
    if let Some(converts) = known {
        return converts;
    }
    let converts = probe(format).await.unwrap_or(false);
    RESULTS.with_borrow_mut(|results| results.push((format.clone(), converts)));
    converts
}

/// Compares a frame of two colors with the conversion in Rust. `None` if the browser creates or copies no such frame.
async fn probe(format: &VideoPixelFormat) -> Option<bool> {
    let layout = FrameLayout::tight(format.clone(), SIZE).ok()?;
    let data = two_colors(&layout);
    let frame = VideoFrame::from_pixels(&data, format, SIZE, 0).ok()?;
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
    Conversion::new(format, target.format(), || frame.color_space())?.run(&source, &mut expected, &target);

    let options = Object::new();
    options.set_string("format", target.format().as_str());
    let copied = Uint8Array::new_with_length(expected.len() as u32);
    let promise = into_future(frame.binding().copy_to(&copied, &options)).ok()?;
    promise.await.ok()?;
    let copied = copied.to_vec();
    let is_close = |pixel: usize| {
        let bytes = copied.iter().zip(&expected).skip(4 * pixel).take(4);
        bytes.fold(true, |is_close, (one, other)| {
            is_close && one.abs_diff(*other) <= TOLERANCE
        })
    };
    Some(COMPARED.into_iter().all(is_close))
}

/// The pixels of a frame of one color on the left, and another on the right.
fn two_colors(layout: &FrameLayout) -> Vec<u8> {
    let mut data = vec![u8::MAX; layout.byte_length()];
    for plane in 0..layout.planes().len() {
        // The components of a sample that follow each other, on the left.
        let left: &[u8] = match (layout.format(), plane) {
            (format, _) if is_rgb(format) => &[90, 128, 170, 255],
            (VideoPixelFormat::Nv12, 1) => &[90, 170],
            (_, 1) => &[90],
            (_, 2) => &[170],
            (_, 3) => &[255],
            _ => &[128],
        };
        for row in 0..layout.rows(plane) {
            let row = data.get_mut(layout.row(plane, row)).unwrap_or_default();
            let half = row.len() / 2;
            for (at, (byte, component)) in row.iter_mut().zip(left.iter().cycle()).enumerate() {
                let is_mirrored = at >= half && *component != 255;
                // 90 and 170 are exchanged on the right. 128 becomes 132, which is as good.
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
