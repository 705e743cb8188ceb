//! To I420 and NV12, whose samples of U and V are the mean of two by two pixels.

use super::matrix::{FRACTION, HALF, Matrix, to_component};
use super::{ChromaRow, Order, Source, row_mut};
use crate::frames::layout::FrameLayout;
use crate::frames::pixel_format::VideoPixelFormat;

/// Converts four bytes a pixel.
pub(super) fn from_rgb(source: &Source, target: &mut [u8], to: &FrameLayout, matrix: &Matrix) {
    let Order { red, blue, .. } = Order::of(source.layout.format());
    let weigh = |pixel: &[i32; 4], weights: &[i32; 3], zero: i32| {
        let sum = pixel[red] * weights[0] + pixel[1] * weights[1] + pixel[blue] * weights[2];
        to_component(sum + (zero << FRACTION) + HALF)
    };
    for row in 0..source.height() {
        let pixels = source.row(0, row).as_chunks::<4>().0;
        for (luma, pixel) in row_mut(target, to, 0, row).iter_mut().zip(pixels) {
            *luma = weigh(&pixel.map(i32::from), &matrix.to_yuv.y, matrix.black);
        }
    }
    for row in 0..to.rows(1) {
        let rows = [source.row(0, 2 * row), source.row(0, 2 * row + 1)];
        write_chroma(target, to, row, |column| {
            let pixel = mean(rows, |row| {
                row.as_chunks::<4>().0.iter().skip(2 * column).take(2).copied()
            });
            [&matrix.to_yuv.u, &matrix.to_yuv.v].map(|weights| weigh(&pixel, weights, 128))
        });
    }
}

/// Copies Y, and the mean of the samples of U and V that share a sample of the target.
pub(super) fn from_yuv(source: &Source, target: &mut [u8], to: &FrameLayout) {
    for row in 0..source.height() {
        for (copy, luma) in row_mut(target, to, 0, row).iter_mut().zip(source.row(0, row)) {
            *copy = *luma;
        }
    }
    let (across, down) = source.sampling();
    // The samples of the source for each one of the target.
    let (across, down) = (2 / across, 2 / down);
    for row in 0..to.rows(1) {
        let rows = [down * row, down * row + down - 1].map(|row| source.chroma_row(row));
        write_chroma(target, to, row, |column| {
            mean(rows, |chroma| chroma.samples(across * column, across)).map(|sample| sample as u8)
        });
    }
}

impl<'a> ChromaRow<'a> {
    /// Returns a number of samples.
    fn samples(self, begin: usize, count: usize) -> impl Iterator<Item = [u8; 2]> + 'a {
        let samples = self.u.iter().zip(self.v).step_by(self.step);
        samples.skip(begin).take(count).map(|(u, v)| [*u, *v])
    }
}

/// Returns the rounded mean of the values of two rows. A row at the edge may have fewer, or none.
fn mean<R, const N: usize, I: Iterator<Item = [u8; N]>>(rows: [R; 2], values: impl Fn(R) -> I) -> [i32; N] {
    let (mut sum, mut count) = ([0; N], 0);
    for value in rows.into_iter().flat_map(values) {
        for (sum, value) in sum.iter_mut().zip(value) {
            *sum += i32::from(value);
        }
        count += 1;
    }
    sum.map(|sum| (sum + count / 2) / count.max(1))
}

/// Writes a row of U and V.
fn write_chroma(target: &mut [u8], to: &FrameLayout, row: usize, sample: impl Fn(usize) -> [u8; 2]) {
    if *to.format() == VideoPixelFormat::Nv12 {
        let pairs = row_mut(target, to, 1, row).as_chunks_mut::<2>().0;
        for (column, pair) in pairs.iter_mut().enumerate() {
            *pair = sample(column);
        }
        return;
    }
    for plane in [1, 2] {
        for (column, byte) in row_mut(target, to, plane, row).iter_mut().enumerate() {
            *byte = sample(column)[plane - 1];
        }
    }
}
