//! YUV to RGB.

use super::matrix::{HALF, Matrix, to_component};
use super::{ChromaRow, Order, Source, row_mut};
use crate::frames::layout::FrameLayout;

/// The pixels that are converted at once. The samples of their colors fit into registers and the first cache, and LLVM
/// vectorizes loops of a known length.
const BLOCK: usize = 64;

/// Converts to four bytes a pixel. Each sample of U and V is used for all its pixels, as by the browsers.
pub(super) fn to_rgb(source: &Source, target: &mut [u8], to: &FrameLayout, matrix: &Matrix) {
    let convert_block = if Order::of(to.format()).red == 0 {
        convert_block::<false>
    } else {
        convert_block::<true>
    };
    let (across, down) = source.sampling();
    let (mut u, mut v) = ([0; BLOCK], [0; BLOCK]);
    for row in 0..source.height() {
        let chroma = source.chroma_row(row / down);
        let converted = row_mut(target, to, 0, row);
        let blocks = converted
            .chunks_mut(4 * BLOCK)
            .zip(source.row(0, row).chunks(BLOCK));
        for (index, (converted, y)) in blocks.enumerate() {
            chroma.expand(index * BLOCK / across, across, &mut u, &mut v);
            convert_block(matrix, y, &u, &v, converted);
        }
        // Empty for formats without alpha.
        for (pixel, alpha) in converted.chunks_exact_mut(4).zip(source.row(3, row)) {
            pixel[3] = *alpha;
        }
    }
}

impl ChromaRow<'_> {
    /// Repeats each sample for the pixels that share it, beginning with this one.
    fn expand(&self, begin: usize, across: usize, u: &mut [u8; BLOCK], v: &mut [u8; BLOCK]) {
        let expand = |block: &mut [u8; BLOCK], samples: &[u8]| {
            let samples = samples.get(begin * self.step..).unwrap_or_default();
            let samples = samples.iter().step_by(self.step);
            if across == 2 {
                for (pair, sample) in block.as_chunks_mut::<2>().0.iter_mut().zip(samples) {
                    *pair = [*sample; 2];
                }
            } else {
                for (pixel, sample) in block.iter_mut().zip(samples) {
                    *pixel = *sample;
                }
            }
        };
        expand(u, self.u);
        expand(v, self.v);
    }
}

/// Converts up to `BLOCK` pixels.
fn convert_block<const IS_BGR: bool>(
    matrix: &Matrix,
    y: &[u8],
    u: &[u8; BLOCK],
    v: &[u8; BLOCK],
    converted: &mut [u8],
) {
    let factors = matrix.to_rgb;
    let converted = converted.as_chunks_mut::<4>().0.iter_mut();
    for (((pixel, y), u), v) in converted.zip(y).zip(u).zip(v) {
        let y = (i32::from(*y) - matrix.black) * factors.y + HALF;
        let (u, v) = (i32::from(*u) - 128, i32::from(*v) - 128);
        let red = to_component(y + v * factors.v_to_red);
        let green = to_component(y + u * factors.u_to_green + v * factors.v_to_green);
        let blue = to_component(y + u * factors.u_to_blue);
        *pixel = if IS_BGR {
            [blue, green, red, u8::MAX]
        } else {
            [red, green, blue, u8::MAX]
        };
    }
}
