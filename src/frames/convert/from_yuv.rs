//! YUV to RGB.

use super::matrix::Matrix;
use super::packed::PackedComponents;
use super::pixel_converter::PixelConverter;
use super::separate::SeparateComponents;
use super::{ChromaRow, Order, Source, row_mut};
use crate::frames::layout::FrameLayout;

/// The pairs of pixels that are converted at once. LLVM checks no bounds in loops over arrays of a known length, and
/// vectorizes them. With `opt-level = "z"`, a frame takes half the time of a loop over slices.
const BLOCK: usize = 32;

/// Converts to four bytes a pixel. Each sample of U and V is used for all its pixels, as by the browsers.
pub(super) fn to_rgb(source: &Source, target: &mut [u8], to: &FrameLayout, matrix: &Matrix) {
    let order = Order::of(to.format());
    if cfg!(target_feature = "simd128") {
        convert_rows(source, target, to, &SeparateComponents::new(matrix, order));
    } else {
        convert_rows(source, target, to, &PackedComponents::new(matrix, order));
    }
}

pub(super) fn convert_rows(
    source: &Source,
    target: &mut [u8],
    to: &FrameLayout,
    converter: &impl PixelConverter,
) {
    let (across, down) = source.sampling();
    for row in 0..source.height() {
        let (y, chroma) = (source.row(0, row), source.chroma_row(row / down));
        let converted = row_mut(target, to, 0, row);
        let pixels = converted.as_chunks_mut::<4>().0;
        match (across, chroma.step) {
            (2, 1) => convert_row::<1, 0>(converter, y, &chroma, pixels),
            (2, _) => convert_row::<2, 0>(converter, y, &chroma, pixels),
            _ => convert_row::<2, 1>(converter, y, &chroma, pixels),
        }
        // Empty for formats without alpha.
        for (pixel, alpha) in converted.chunks_exact_mut(4).zip(source.row(3, row)) {
            pixel[3] = *alpha;
        }
    }
}

/// Converts a row by pairs of pixels. The samples of U and V of two pairs are `PAIR` bytes apart, those of the two pixels
/// of a pair `SECOND` bytes.
fn convert_row<const PAIR: usize, const SECOND: usize>(
    converter: &impl PixelConverter,
    y: &[u8],
    chroma: &ChromaRow,
    pixels: &mut [[u8; 4]],
) {
    let lumas = y.as_chunks::<2>().0.as_chunks::<BLOCK>().0;
    let chromas = chroma.u.chunks(PAIR * BLOCK).zip(chroma.v.chunks(PAIR * BLOCK));
    let blocks = pixels.as_chunks_mut::<2>().0.as_chunks_mut::<BLOCK>().0;
    let converted = 2 * BLOCK * blocks.len();
    for ((pixels, y), (u, v)) in blocks.iter_mut().zip(lumas).zip(chromas) {
        convert_block::<PAIR, SECOND>(converter, y, u, v, pixels);
    }
    // The pixels after the last whole block.
    for (at, (pixel, y)) in pixels.iter_mut().zip(y).enumerate().skip(converted) {
        let sample = at / 2 * PAIR + at % 2 * SECOND;
        if let (Some(u), Some(v)) = (chroma.u.get(sample), chroma.v.get(sample)) {
            *pixel = converter.convert(*y, converter.chroma([*u, *v]));
        }
    }
}

#[inline(never)]
#[allow(
    clippy::needless_range_loop,
    reason = "the functions of iterators are not inlined with `opt-level = \"z\"`"
)]
fn convert_block<const PAIR: usize, const SECOND: usize>(
    converter: &impl PixelConverter,
    y: &[[u8; 2]; BLOCK],
    u: &[u8],
    v: &[u8],
    pixels: &mut [[[u8; 4]; 2]; BLOCK],
) {
    let length = (BLOCK - 1) * PAIR + SECOND + 1;
    let (Some(u), Some(v)) = (u.get(..length), v.get(..length)) else {
        return;
    };
    for at in 0..BLOCK {
        let [first, second] = [at * PAIR, at * PAIR + SECOND];
        let chroma = [
            converter.chroma([u[first], v[first]]),
            converter.chroma([u[second], v[second]]),
        ];
        // Written out: loops over two pixels stay loops with `opt-level = "z"`.
        pixels[at] = [
            converter.convert(y[at][0], chroma[0]),
            converter.convert(y[at][1], chroma[1]),
        ];
    }
}
