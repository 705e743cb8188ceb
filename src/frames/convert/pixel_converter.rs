//! The conversion of a pixel from YUV to RGB.

/// Converts one pixel from YUV to RGB.
pub(super) trait PixelConverter {
    /// What pixels with the same sample of U and V share.
    type Chroma: Copy;

    fn chroma(&self, sample: [u8; 2]) -> Self::Chroma;

    fn convert(&self, y: u8, chroma: Self::Chroma) -> [u8; 4];
}
