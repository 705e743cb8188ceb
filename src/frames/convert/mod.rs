//! Conversion of pixels between formats, in plain Rust.

mod from_yuv;
mod matrix;
mod packed;
mod pixel_converter;
mod separate;
mod to_yuv;

use super::color_space::VideoColorSpace;
use super::layout::{FrameLayout, chroma_sampling, is_rgb};
use super::pixel_format::VideoPixelFormat;
use matrix::Matrix;

/// A conversion between two formats.
#[derive(Debug)]
pub(super) struct Conversion(Kind);

#[derive(Debug)]
enum Kind {
    /// Both have four bytes a pixel.
    RgbToRgb,
    YuvToRgb(Matrix),
    RgbToYuv(Matrix),
    YuvToYuv,
}

impl Conversion {
    /// Returns the conversion of a frame with these colors. `None` if there is none.
    ///
    /// Frames in RGB become BT.709 with limited range, the default of browsers for frames without a color space.
    pub(super) fn new(
        from: &VideoPixelFormat,
        to: &VideoPixelFormat,
        colors: impl FnOnce() -> VideoColorSpace,
    ) -> Option<Self> {
        let is_yuv_target = matches!(to, VideoPixelFormat::I420 | VideoPixelFormat::Nv12);
        let is_known = FrameLayout::is_known(from);
        Some(Conversion(match (is_rgb(from), is_rgb(to)) {
            (true, true) => Kind::RgbToRgb,
            (false, true) if is_known => Kind::YuvToRgb(Matrix::new(&colors())?),
            (true, false) if is_yuv_target => Kind::RgbToYuv(Matrix::new(&VideoColorSpace::default())?),
            (false, false) if is_known && is_yuv_target => Kind::YuvToYuv,
            _ => return None,
        }))
    }

    /// Converts pixels. Both layouts must be of one size, and of the formats of the conversion.
    pub(super) fn run(&self, source: &Source, target: &mut [u8], to: &FrameLayout) {
        match &self.0 {
            Kind::RgbToRgb => from_rgb(source, target, to),
            Kind::YuvToRgb(matrix) => from_yuv::to_rgb(source, target, to, matrix),
            Kind::RgbToYuv(matrix) => to_yuv::from_rgb(source, target, to, matrix),
            Kind::YuvToYuv => to_yuv::from_yuv(source, target, to),
        }
    }
}

/// The pixels to convert.
pub(super) struct Source<'a> {
    pub(super) data: &'a [u8],
    pub(super) layout: &'a FrameLayout,
}

/// A row of U and a row of V. The samples of a row are `step` bytes apart.
#[derive(Clone, Copy)]
struct ChromaRow<'a> {
    u: &'a [u8],
    v: &'a [u8],
    step: usize,
}

impl ChromaRow<'_> {
    /// Returns a sample of U and V. `None` if the row is shorter.
    #[inline(always)]
    fn sample(&self, column: usize) -> Option<[u8; 2]> {
        let at = column * self.step;
        Some([*self.u.get(at)?, *self.v.get(at)?])
    }
}

impl<'a> Source<'a> {
    /// Returns a row of a plane. Empty if there is no such row.
    fn row(&self, plane: usize, row: usize) -> &'a [u8] {
        self.data.get(self.layout.row(plane, row)).unwrap_or_default()
    }

    /// Returns a row of the color planes.
    fn chroma_row(&self, row: usize) -> ChromaRow<'a> {
        let u = self.row(1, row);
        if *self.layout.format() == VideoPixelFormat::Nv12 {
            let v = u.get(1..).unwrap_or_default();
            ChromaRow { u, v, step: 2 }
        } else {
            let v = self.row(2, row);
            ChromaRow { u, v, step: 1 }
        }
    }

    fn height(&self) -> usize {
        self.layout.size().1 as usize
    }

    fn sampling(&self) -> (usize, usize) {
        chroma_sampling(self.layout.format())
    }
}

/// The positions of the components in the four bytes of a pixel.
#[derive(Clone, Copy, PartialEq)]
struct Order {
    red: usize,
    blue: usize,
    has_alpha: bool,
}

impl Order {
    fn of(format: &VideoPixelFormat) -> Self {
        let is_bgr = matches!(format, VideoPixelFormat::Bgra | VideoPixelFormat::Bgrx);
        let (red, blue) = if is_bgr { (2, 0) } else { (0, 2) };
        let has_alpha = matches!(format, VideoPixelFormat::Rgba | VideoPixelFormat::Bgra);
        Order { red, blue, has_alpha }
    }

    /// Returns red, green and blue in the order of their bytes.
    #[inline(always)]
    fn of_rgb<T>(self, [red, green, blue]: [T; 3]) -> [T; 3] {
        if self.red == 0 {
            [red, green, blue]
        } else {
            [blue, green, red]
        }
    }
}

/// Returns a row of a plane that can be written. Empty if there is no such row.
fn row_mut<'a>(data: &'a mut [u8], layout: &FrameLayout, plane: usize, row: usize) -> &'a mut [u8] {
    data.get_mut(layout.row(plane, row)).unwrap_or_default()
}

/// Copies rows, and exchanges red and blue where the orders differ. An unused byte becomes an opaque alpha.
fn from_rgb(source: &Source, target: &mut [u8], to: &FrameLayout) {
    let from_order = Order::of(source.layout.format());
    let is_swapped = from_order.red != Order::of(to.format()).red;
    for row in 0..source.height() {
        let pixels = source.row(0, row).as_chunks::<4>().0;
        let converted = row_mut(target, to, 0, row).as_chunks_mut::<4>().0;
        for (converted, &[first, green, third, alpha]) in converted.iter_mut().zip(pixels) {
            let alpha = if from_order.has_alpha { alpha } else { u8::MAX };
            *converted = if is_swapped {
                [third, green, first, alpha]
            } else {
                [first, green, third, alpha]
            };
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
mod tests;
