//! The components of a pixel one by one, as SIMD adds those of several pixels.

use super::Order;
use super::matrix::{HALF, Matrix, to_component};
use super::pixel_converter::PixelConverter;

/// The factors of a matrix, and the order of the components.
pub(super) struct SeparateComponents<'a> {
    matrix: &'a Matrix,
    order: Order,
}

/// The summands of the components of pixels that share a sample of U and V, in fixed point.
#[derive(Clone, Copy)]
pub(super) struct Summands {
    red: i32,
    green: i32,
    blue: i32,
}

impl<'a> SeparateComponents<'a> {
    pub(super) fn new(matrix: &'a Matrix, order: Order) -> Self {
        SeparateComponents { matrix, order }
    }
}

impl PixelConverter for SeparateComponents<'_> {
    type Chroma = Summands;

    #[inline(always)]
    fn chroma(&self, [u, v]: [u8; 2]) -> Summands {
        let factors = &self.matrix.to_rgb;
        let black = HALF - self.matrix.black * factors.y;
        let (u, v) = (i32::from(u) - 128, i32::from(v) - 128);
        Summands {
            red: black + v * factors.v_to_red,
            green: black + u * factors.u_to_green + v * factors.v_to_green,
            blue: black + u * factors.u_to_blue,
        }
    }

    #[inline(always)]
    fn convert(&self, y: u8, chroma: Summands) -> [u8; 4] {
        let luma = i32::from(y) * self.matrix.to_rgb.y;
        let component = |summand: i32| u32::from(to_component(luma + summand));
        // One store of 32 bits: LLVM does not vectorize four of 8 bits.
        let red = component(chroma.red) << (8 * self.order.red);
        let green = component(chroma.green) << 8;
        let blue = component(chroma.blue) << (8 * self.order.blue);
        (red | green | blue | 0xff00_0000).to_le_bytes()
    }
}
