//! To I420 and NV12, whose samples of U and V are the mean of two by two pixels.

use super::matrix::{FRACTION, HALF, Matrix, to_component};
use super::{Order, Source, row_mut};
use crate::frames::layout::FrameLayout;
use crate::frames::pixel_format::VideoPixelFormat;

/// Converts four bytes a pixel.
pub(super) fn from_rgb(source: &Source, target: &mut [u8], to: &FrameLayout, matrix: &Matrix) {
    let order = Order::of(source.layout.format());
    // The weights of red, green and blue in the order of their bytes.
    let [y, u, v] = [matrix.to_yuv.y, matrix.to_yuv.u, matrix.to_yuv.v].map(|weights| order.of_rgb(weights));
    for row in 0..source.height() {
        let pixels = source.row(0, row).as_chunks::<4>().0;
        for (luma, pixel) in row_mut(target, to, 0, row).iter_mut().zip(pixels) {
            *luma = weigh(pixel, y, matrix.black);
        }
    }
    for row in 0..to.rows(1) {
        let rows = pair(row, 2, source.height()).map(|row| source.row(0, row).as_chunks::<4>().0);
        write_chroma(target, to, row, |column| {
            let pixel = mean(rows, |row| {
                pair(column, 2, row.len()).map(|at| row.get(at).copied())
            })?;
            Some([u, v].map(|weights| weigh(&pixel, weights, 128)))
        });
    }
}

#[inline(always)]
fn weigh(pixel: &[u8; 4], weights: [i32; 3], zero: i32) -> u8 {
    let mut sum = (zero << FRACTION) + HALF;
    for (component, weight) in pixel.iter().zip(&weights) {
        sum += i32::from(*component) * weight;
    }
    to_component(sum)
}

/// Copies Y, and copies U and V or the mean of the samples that share a sample of the target.
pub(super) fn from_yuv(source: &Source, target: &mut [u8], to: &FrameLayout) {
    for row in 0..source.height() {
        for (copy, luma) in row_mut(target, to, 0, row).iter_mut().zip(source.row(0, row)) {
            *copy = *luma;
        }
    }
    let (across, down) = source.sampling();
    let samples = (source.layout.size().0 as usize).div_ceil(across);
    let rows = source.layout.rows(1);
    for row in 0..to.rows(1) {
        if (across, down) == (2, 2) {
            let chroma = source.chroma_row(row);
            write_chroma(target, to, row, |column| chroma.sample(column));
            continue;
        }
        let rows = pair(row, 2 / down, rows).map(|row| source.chroma_row(row));
        write_chroma(target, to, row, |column| {
            mean(rows, |row| {
                pair(column, 2 / across, samples).map(|at| row.sample(at))
            })
        });
    }
}

/// Returns the first and the last one of `ratio` rows or columns that share one of the target. The one at an odd edge is
/// its own neighbor.
#[inline(always)]
fn pair(at: usize, ratio: usize, count: usize) -> [usize; 2] {
    let first = at * ratio;
    [first, (first + ratio - 1).min(count.saturating_sub(1))]
}

/// Returns the rounded mean of two values of each of two rows.
#[inline(always)]
fn mean<R: Copy, const N: usize>(
    rows: [R; 2],
    values: impl Fn(R) -> [Option<[u8; N]>; 2],
) -> Option<[u8; N]> {
    let [[one, two], [three, four]] = rows.map(values);
    let values = [one?, two?, three?, four?];
    let sum = |at: usize| values.iter().map(|value| u32::from(value[at])).sum::<u32>();
    Some(std::array::from_fn(|at| ((sum(at) + 2) / 4) as u8))
}

/// Writes a row of U and V.
#[inline(always)]
fn write_chroma(target: &mut [u8], to: &FrameLayout, row: usize, sample: impl Fn(usize) -> Option<[u8; 2]>) {
    if *to.format() == VideoPixelFormat::Nv12 {
        let pairs = row_mut(target, to, 1, row).as_chunks_mut::<2>().0;
        for (column, pair) in pairs.iter_mut().enumerate() {
            *pair = sample(column).unwrap_or_default();
        }
    } else if let Ok([u, v]) = target.get_disjoint_mut([to.row(1, row), to.row(2, row)]) {
        for (column, (u, v)) in u.iter_mut().zip(v).enumerate() {
            [*u, *v] = sample(column).unwrap_or_default();
        }
    }
}
