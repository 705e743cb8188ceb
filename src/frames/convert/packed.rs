//! The components of a pixel in one integer, so that one addition adds a luma to all of them.

use super::Order;
use super::matrix::{BIAS, COMPONENTS, FRACTION, HALF, Matrix};
use super::pixel_converter::PixelConverter;

/// The bits after the binary point of a packed component. 10 bits before it have room for all sums.
const PACKED_FRACTION: u32 = 11;

/// The lowest bit of the integers of the first component of a pixel, green, and the third component.
const POSITIONS: [u32; 3] = [11, 32, 54];

/// The summands of all values of Y, U and V.
///
/// A frame takes two thirds of the time of [`SeparateComponents`](super::separate::SeparateComponents) in Firefox 153
/// with `opt-level = "z"`, because a pixel takes fewer instructions.
pub(super) struct PackedComponents {
    y: [u64; 256],
    u: [u64; 256],
    v: [u64; 256],
}

impl PackedComponents {
    pub(super) fn new(matrix: &Matrix, order: Order) -> Self {
        let factors = &matrix.to_rgb;
        let black = (BIAS << FRACTION) + HALF - matrix.black * factors.y;
        let packed = |red, green, blue| pack(order.of_rgb([red, green, blue]));
        let chroma = |sample: usize| sample as i32 - 128;
        PackedComponents {
            y: std::array::from_fn(|y| {
                let luma = y as i32 * factors.y + black;
                packed(luma, luma, luma)
            }),
            u: std::array::from_fn(|u| {
                let u = chroma(u);
                packed(0, u * factors.u_to_green, u * factors.u_to_blue)
            }),
            v: std::array::from_fn(|v| {
                let v = chroma(v);
                packed(v * factors.v_to_red, v * factors.v_to_green, 0)
            }),
        }
    }
}

/// Packs numbers in fixed point. A negative one borrows from the next position, and the sum with a luma returns it.
fn pack(components: [i32; 3]) -> u64 {
    let mut packed = 0u64;
    for (component, position) in components.into_iter().zip(POSITIONS) {
        let lost = FRACTION - PACKED_FRACTION;
        let rounded = (component + (1 << (lost - 1))) >> lost;
        packed = packed.wrapping_add((i64::from(rounded) as u64) << (position - PACKED_FRACTION));
    }
    packed
}

impl PixelConverter for PackedComponents {
    type Chroma = u64;

    #[inline(always)]
    fn chroma(&self, [u, v]: [u8; 2]) -> u64 {
        self.u[usize::from(u)].wrapping_add(self.v[usize::from(v)])
    }

    #[inline(always)]
    fn convert(&self, y: u8, chroma: u64) -> [u8; 4] {
        let sum = self.y[usize::from(y)].wrapping_add(chroma);
        let [first, green, third] = POSITIONS;
        [
            component(sum, first),
            component(sum, green),
            component(sum, third),
            u8::MAX,
        ]
    }
}

/// Returns the component at a position, limited to 0 to 255.
#[inline(always)]
fn component(sum: u64, position: u32) -> u8 {
    // The remainder replaces a check of the bounds.
    COMPONENTS[(sum >> position) as usize % COMPONENTS.len()]
}
