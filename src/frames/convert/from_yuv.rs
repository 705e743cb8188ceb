//! YUV to RGB.

use super::matrix::{HALF, Matrix, to_component};
use super::{ChromaRow, Order, Source, row_mut};
use crate::frames::layout::FrameLayout;

/// The samples of U and V that are converted at once. LLVM vectorizes loops over arrays of a known length, and checks no
/// bounds in them. With `opt-level = "z"`, a frame takes half the time of a loop over slices.
const BLOCK: usize = 32;

/// Converts to four bytes a pixel. Each sample of U and V is used for all its pixels, as by the browsers.
pub(super) fn to_rgb(source: &Source, target: &mut [u8], to: &FrameLayout, matrix: &Matrix) {
    let converter = Converter::new(matrix, Order::of(to.format()));
    let (across, down) = source.sampling();
    for row in 0..source.height() {
        let (y, chroma) = (source.row(0, row), source.chroma_row(row / down));
        let converted = row_mut(target, to, 0, row);
        let pixels = converted.as_chunks_mut::<4>().0;
        match (across, chroma.step) {
            (2, 1) => converter.convert_row::<2, 1>(y, &chroma, pixels),
            (2, _) => converter.convert_row::<2, 2>(y, &chroma, pixels),
            _ => converter.convert_row::<1, 1>(y, &chroma, pixels),
        }
        // Empty for formats without alpha.
        for (pixel, alpha) in converted.chunks_exact_mut(4).zip(source.row(3, row)) {
            pixel[3] = *alpha;
        }
    }
}

/// The factors of a matrix, and the positions of the components in the 32 bits of a pixel.
struct Converter<'a> {
    matrix: &'a Matrix,
    red_shift: u32,
    blue_shift: u32,
}

/// The summands of the components of pixels that share a sample of U and V, in fixed point.
#[derive(Clone, Copy)]
struct Chroma {
    red: i32,
    green: i32,
    blue: i32,
}

impl<'a> Converter<'a> {
    fn new(matrix: &'a Matrix, order: Order) -> Self {
        Converter {
            matrix,
            red_shift: 8 * order.red as u32,
            blue_shift: 8 * order.blue as u32,
        }
    }

    /// Converts a row. `ACROSS` pixels share a sample of U and V, and the samples are `STEP` bytes apart.
    fn convert_row<const ACROSS: usize, const STEP: usize>(
        &self,
        y: &[u8],
        chroma: &ChromaRow,
        pixels: &mut [[u8; 4]],
    ) {
        let lumas = y.as_chunks::<ACROSS>().0.as_chunks::<BLOCK>().0;
        let chromas = chroma.u.chunks(STEP * BLOCK).zip(chroma.v.chunks(STEP * BLOCK));
        let blocks = pixels.as_chunks_mut::<ACROSS>().0.as_chunks_mut::<BLOCK>().0;
        let converted = blocks.len() * BLOCK * ACROSS;
        for ((pixels, y), (u, v)) in blocks.iter_mut().zip(lumas).zip(chromas) {
            self.convert_block::<ACROSS, STEP>(y, u, v, pixels);
        }
        // The pixels after the last whole block.
        for (at, (pixel, y)) in pixels.iter_mut().zip(y).enumerate().skip(converted) {
            if let Some(sample) = chroma.sample(at / ACROSS) {
                *pixel = self.convert(*y, self.chroma(sample));
            }
        }
    }

    #[inline(never)]
    #[allow(
        clippy::needless_range_loop,
        reason = "the functions of iterators are not inlined with `opt-level = \"z\"`"
    )]
    fn convert_block<const ACROSS: usize, const STEP: usize>(
        &self,
        y: &[[u8; ACROSS]; BLOCK],
        u: &[u8],
        v: &[u8],
        pixels: &mut [[[u8; 4]; ACROSS]; BLOCK],
    ) {
        let length = (BLOCK - 1) * STEP + 1;
        let (Some(u), Some(v)) = (u.get(..length), v.get(..length)) else {
            return;
        };
        for at in 0..BLOCK {
            let chroma = self.chroma([u[at * STEP], v[at * STEP]]);
            for across in 0..ACROSS {
                pixels[at][across] = self.convert(y[at][across], chroma);
            }
        }
    }

    #[inline(always)]
    fn chroma(&self, sample: [u8; 2]) -> Chroma {
        let factors = &self.matrix.to_rgb;
        let black = HALF - self.matrix.black * factors.y;
        let (u, v) = (i32::from(sample[0]) - 128, i32::from(sample[1]) - 128);
        Chroma {
            red: black + v * factors.v_to_red,
            green: black + u * factors.u_to_green + v * factors.v_to_green,
            blue: black + u * factors.u_to_blue,
        }
    }

    #[inline(always)]
    fn convert(&self, y: u8, chroma: Chroma) -> [u8; 4] {
        let y = i32::from(y) * self.matrix.to_rgb.y;
        let red = u32::from(to_component(y + chroma.red)) << self.red_shift;
        let green = u32::from(to_component(y + chroma.green)) << 8;
        let blue = u32::from(to_component(y + chroma.blue)) << self.blue_shift;
        (red | green | blue | 0xff00_0000).to_le_bytes()
    }
}
