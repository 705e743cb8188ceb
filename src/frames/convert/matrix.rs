//! The matrices between RGB and YUV, in fixed point.

use crate::frames::color_space::{VideoColorSpace, VideoMatrixCoefficients, VideoTransferCharacteristics};

/// The bits after the binary point.
pub(super) const FRACTION: u32 = 16;

/// A half, to round.
pub(super) const HALF: i32 = 1 << (FRACTION - 1);

/// The factors between the components, as multiples of 2⁻¹⁶.
#[derive(Debug)]
pub(super) struct Matrix {
    /// The value of Y for black.
    pub(super) black: i32,
    pub(super) to_rgb: ToRgb,
    pub(super) to_yuv: ToYuv,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct ToRgb {
    pub(super) y: i32,
    pub(super) v_to_red: i32,
    pub(super) u_to_green: i32,
    pub(super) v_to_green: i32,
    pub(super) u_to_blue: i32,
}

/// The factors of red, green and blue.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToYuv {
    pub(super) y: [i32; 3],
    pub(super) u: [i32; 3],
    pub(super) v: [i32; 3],
}

impl Matrix {
    /// Returns the matrix of a color space. `None` if it is not YUV, or if its light is that of HDR. The default is
    /// BT.709 with limited range, as in Chromium and Firefox.
    pub(super) fn new(colors: &VideoColorSpace) -> Option<Self> {
        let is_hdr = matches!(
            colors.transfer,
            Some(
                VideoTransferCharacteristics::Pq
                    | VideoTransferCharacteristics::Hlg
                    | VideoTransferCharacteristics::Linear
            )
        );
        if is_hdr {
            return None;
        }
        // The weights of red and blue in the luma.
        let (red, blue) = match &colors.matrix {
            None | Some(VideoMatrixCoefficients::Bt709) => (0.2126, 0.0722),
            Some(VideoMatrixCoefficients::Bt470Bg | VideoMatrixCoefficients::Smpte170M) => (0.299, 0.114),
            Some(VideoMatrixCoefficients::Bt2020Ncl) => (0.2627, 0.0593),
            Some(_) => return None,
        };
        let green = 1.0 - red - blue;
        let (black, luma, chroma) = if colors.full_range == Some(true) {
            (0, 1.0, 1.0)
        } else {
            (16, 219.0 / 255.0, 224.0 / 255.0)
        };
        let scaled = |factor: f64| (factor * f64::from(1 << FRACTION)).round() as i32;
        let (to_red, to_blue) = (2.0 * (1.0 - red) / chroma, 2.0 * (1.0 - blue) / chroma);
        Some(Matrix {
            black,
            to_rgb: ToRgb {
                y: scaled(1.0 / luma),
                v_to_red: scaled(to_red),
                u_to_green: scaled(-to_blue * blue / green),
                v_to_green: scaled(-to_red * red / green),
                u_to_blue: scaled(to_blue),
            },
            to_yuv: ToYuv {
                y: [red, green, blue].map(|weight| scaled(weight * luma)),
                u: [-red, -green, 1.0 - blue].map(|weight| scaled(weight / to_blue)),
                v: [1.0 - red, -green, -blue].map(|weight| scaled(weight / to_red)),
            },
        })
    }
}

/// The components of all integers from `-BIAS` to `1023 - BIAS`. No conversion leads to others: the greatest factor of U
/// and V is 2.15, and that of Y 1.17.
pub(super) const COMPONENTS: [u8; 1024] = {
    let mut components = [0; 1024];
    let mut at = BIAS as usize;
    while at < components.len() {
        let component = at - BIAS as usize;
        components[at] = if component < 255 { component as u8 } else { 255 };
        at += 1;
    }
    components
};

/// The index of component 0.
pub(super) const BIAS: i32 = 384;

/// Returns the component of a number in fixed point: its integer, limited to 0 to 255.
///
/// A table takes half the time of comparisons in Firefox 153. SIMD has an instruction for the comparisons.
#[inline(always)]
pub(super) fn to_component(number: i32) -> u8 {
    let integer = number >> FRACTION;
    if cfg!(target_feature = "simd128") {
        integer.clamp(0, 255) as u8
    } else {
        COMPONENTS[(integer + BIAS) as usize % COMPONENTS.len()]
    }
}
