//! Where the pixels of a frame lie in memory: planes, offsets and strides.

use std::ops::Range;

use super::pixel_format::VideoPixelFormat;
use crate::error::{MediaError, MediaErrorKind};

/// The most planes that a format has.
const MAX_PLANES: usize = 4;

/// The place of one plane in memory.
///
/// [Spec](https://www.w3.org/TR/webcodecs/#dictdef-planelayout) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/copyTo#layout)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlaneLayout {
    /// The offset of the first row, in bytes.
    pub offset: usize,
    /// The distance between the beginnings of two rows, in bytes.
    pub stride: usize,
}

/// The layout of the pixels of a frame in memory.
///
/// [Spec](https://www.w3.org/TR/webcodecs/#videoframe-memory-layout)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameLayout {
    format: VideoPixelFormat,
    width: usize,
    height: usize,
    planes: [PlaneLayout; MAX_PLANES],
    plane_count: usize,
}

/// The size of one plane without gaps: the bytes of a row, and the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PlaneSize {
    row_bytes: usize,
    rows: usize,
}

impl FrameLayout {
    /// Returns the layout in which rows and planes follow each other without gaps.
    ///
    /// # Errors
    /// - [`Unsupported`](MediaErrorKind::Unsupported): this version of the crate does not know the format.
    /// - [`Type`](MediaErrorKind::Type): the width or the height is 0, or the pixels exceed the memory of a program.
    pub fn tight(format: VideoPixelFormat, (width, height): (u32, u32)) -> Result<Self, MediaError> {
        FrameLayout::new(format, (width, height), None)
    }

    /// Returns a layout with these planes.
    ///
    /// # Errors
    /// As [`tight`](Self::tight), and [`Type`](MediaErrorKind::Type) if the number of planes is not that of the format,
    /// if a stride is less than a row, or if planes overlap.
    pub fn with_planes(
        format: VideoPixelFormat,
        (width, height): (u32, u32),
        planes: &[PlaneLayout],
    ) -> Result<Self, MediaError> {
        FrameLayout::new(format, (width, height), Some(planes))
    }

    fn new(
        format: VideoPixelFormat,
        (width, height): (u32, u32),
        given: Option<&[PlaneLayout]>,
    ) -> Result<Self, MediaError> {
        if width == 0 || height == 0 {
            return Err(invalid(
                "The frame has no pixels. Pass a width and a height above 0.",
            ));
        }
        let Some(plane_count) = plane_count(&format) else {
            return Err(MediaError::unsupported(
                "The pixel format is unknown. Copy the frame as RGBA.",
            ));
        };
        let mut layout = FrameLayout {
            format,
            width: width as usize,
            height: height as usize,
            planes: [PlaneLayout::default(); MAX_PLANES],
            plane_count,
        };
        match given {
            None => layout.place_tightly()?,
            Some(planes) => layout.place(planes)?,
        }
        Ok(layout)
    }

    fn place_tightly(&mut self) -> Result<(), MediaError> {
        let mut offset = 0;
        for plane in 0..self.plane_count {
            let stride = self.plane_size(plane).row_bytes;
            self.planes[plane] = PlaneLayout { offset, stride };
            offset = self.plane_end(plane).ok_or_else(too_large)?;
        }
        Ok(())
    }

    fn place(&mut self, planes: &[PlaneLayout]) -> Result<(), MediaError> {
        if planes.len() != self.plane_count {
            return Err(invalid(
                "The layout has another number of planes than the format. Pass one of each plane.",
            ));
        }
        self.planes[..planes.len()].copy_from_slice(planes);
        for plane in 0..self.plane_count {
            if self.planes[plane].stride < self.plane_size(plane).row_bytes {
                return Err(invalid("A stride is less than the bytes of a row. Increase it."));
            }
            let end = self.plane_end(plane).ok_or_else(too_large)?;
            let begin = self.planes[plane].offset;
            let overlaps = |other: usize| {
                let other_end = self.plane_end(other).unwrap_or_default();
                begin < other_end && self.planes[other].offset < end
            };
            if (0..plane).any(overlaps) {
                return Err(invalid("Two planes overlap. Move one of them."));
            }
        }
        Ok(())
    }

    /// Returns whether this version of the crate knows the planes of a format.
    pub(super) fn is_known(format: &VideoPixelFormat) -> bool {
        plane_count(format).is_some()
    }

    /// Returns the format of the pixels.
    pub fn format(&self) -> &VideoPixelFormat {
        &self.format
    }

    /// Returns the width and the height, in pixels.
    pub fn size(&self) -> (u32, u32) {
        // Created from these types.
        (self.width as u32, self.height as u32)
    }

    /// Returns the planes: one of packed formats; Y, U and V, or Y and UV, of planar ones.
    pub fn planes(&self) -> &[PlaneLayout] {
        &self.planes[..self.plane_count]
    }

    /// Returns the number of bytes up to the end of the last plane.
    pub fn byte_length(&self) -> usize {
        let ends = (0..self.plane_count).filter_map(|plane| self.plane_end(plane));
        ends.max().unwrap_or_default()
    }

    /// Returns the number of rows of a plane. 0 if there is no such plane.
    pub fn rows(&self, plane: usize) -> usize {
        if plane < self.plane_count {
            self.plane_size(plane).rows
        } else {
            0
        }
    }

    /// Returns the bytes of a row of a plane. Empty if there is no such row.
    pub fn row(&self, plane: usize, row: usize) -> Range<usize> {
        if row >= self.rows(plane) {
            return 0..0;
        }
        let PlaneLayout { offset, stride } = self.planes[plane];
        let begin = offset + row * stride;
        begin..begin + self.plane_size(plane).row_bytes
    }

    /// Returns the size of a plane that exists.
    fn plane_size(&self, plane: usize) -> PlaneSize {
        let (across, down) = match plane {
            1 | 2 => chroma_sampling(&self.format),
            _ => (1, 1),
        };
        let samples = self.width.div_ceil(across);
        let bytes_per_sample = match self.format {
            VideoPixelFormat::Nv12 if plane == 1 => 2,
            _ if is_rgb(&self.format) => 4,
            _ => 1,
        };
        PlaneSize {
            // At most 2³² pixels of 4 bytes: the multiplication of a row overflows on no target.
            row_bytes: samples.saturating_mul(bytes_per_sample),
            rows: self.height.div_ceil(down),
        }
    }

    /// Returns the end of a plane. `None` if it exceeds the memory.
    fn plane_end(&self, plane: usize) -> Option<usize> {
        let PlaneLayout { offset, stride } = self.planes[plane];
        // The last row has a whole stride, as in the spec.
        let end = stride
            .checked_mul(self.plane_size(plane).rows)?
            .checked_add(offset)?;
        // The maximum of a `Vec`.
        isize::try_from(end).is_ok().then_some(end)
    }
}

/// Returns whether the format has one plane of four bytes a pixel.
pub(super) fn is_rgb(format: &VideoPixelFormat) -> bool {
    matches!(
        format,
        VideoPixelFormat::Rgba | VideoPixelFormat::Rgbx | VideoPixelFormat::Bgra | VideoPixelFormat::Bgrx
    )
}

/// Returns whether a format has four planes, of which the last is the alpha.
pub(super) fn has_alpha(format: &VideoPixelFormat) -> bool {
    plane_count(format) == Some(MAX_PLANES)
}

/// Returns how many pixels share a sample of U and V, across and down.
pub(super) fn chroma_sampling(format: &VideoPixelFormat) -> (usize, usize) {
    match format {
        VideoPixelFormat::I420 | VideoPixelFormat::I420A | VideoPixelFormat::Nv12 => (2, 2),
        VideoPixelFormat::I422 | VideoPixelFormat::I422A => (2, 1),
        _ => (1, 1),
    }
}

/// Returns the number of planes. `None` for an unknown format.
fn plane_count(format: &VideoPixelFormat) -> Option<usize> {
    match format {
        VideoPixelFormat::Nv12 => Some(2),
        VideoPixelFormat::I420 | VideoPixelFormat::I422 | VideoPixelFormat::I444 => Some(3),
        VideoPixelFormat::I420A | VideoPixelFormat::I422A | VideoPixelFormat::I444A => Some(4),
        _ if is_rgb(format) => Some(1),
        _ => None,
    }
}

fn invalid(message: &'static str) -> MediaError {
    MediaError::new(MediaErrorKind::Type, message)
}

/// Gives a buffer another length. Returns an error where `Vec::resize` would abort the program.
pub(super) fn resize(buffer: &mut Vec<u8>, length: usize) -> Result<(), MediaError> {
    let additional = length.saturating_sub(buffer.len());
    buffer.try_reserve_exact(additional).map_err(|_| too_large())?;
    buffer.resize(length, 0);
    Ok(())
}

pub(super) fn too_large() -> MediaError {
    invalid("The pixels exceed the memory of the program. Copy a part of the frame.")
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use VideoPixelFormat::*;

    const FORMATS: [VideoPixelFormat; 11] = [
        I420, I420A, I422, I422A, I444, I444A, Nv12, Rgba, Rgbx, Bgra, Bgrx,
    ];

    #[test]
    fn tight_layouts_are_those_of_the_spec() {
        let layout = FrameLayout::tight(I420, (5, 3)).unwrap();
        let planes: Vec<_> = layout
            .planes()
            .iter()
            .map(|plane| (plane.offset, plane.stride))
            .collect();
        assert_eq!(planes, [(0, 5), (15, 3), (21, 3)]);
        assert_eq!(layout.byte_length(), 27);
        assert_eq!(layout.row(2, 1), 24..27);
        assert_eq!(layout.row(2, 2), 0..0);
        assert_eq!(layout.row(3, 0), 0..0);

        let layout = FrameLayout::tight(Nv12, (5, 3)).unwrap();
        assert_eq!((layout.byte_length(), layout.row(1, 1)), (27, 21..27));
        let layout = FrameLayout::tight(I422A, (5, 3)).unwrap();
        assert_eq!((layout.byte_length(), layout.rows(1), layout.rows(3)), (48, 3, 3));
        let layout = FrameLayout::tight(Bgra, (5, 3)).unwrap();
        assert_eq!((layout.byte_length(), layout.size()), (60, (5, 3)));
    }

    #[test]
    fn invalid_layouts_are_errors() {
        let kind = |result: Result<FrameLayout, MediaError>| result.unwrap_err().kind();
        for size in [(0, 1), (1, 0), (0, 0)] {
            assert_eq!(kind(FrameLayout::tight(Rgba, size)), MediaErrorKind::Type);
        }
        let huge = FrameLayout::tight(Rgba, (u32::MAX, u32::MAX));
        assert_eq!(kind(huge), MediaErrorKind::Type);
        let unknown = FrameLayout::tight(VideoPixelFormat::from("I420P10"), (2, 2));
        assert_eq!(kind(unknown), MediaErrorKind::Unsupported);

        let plane = |offset, stride| PlaneLayout { offset, stride };
        let nv12 = |planes: &[PlaneLayout]| FrameLayout::with_planes(Nv12, (4, 4), planes);
        assert_eq!(
            kind(nv12(&[plane(0, 4)])),
            MediaErrorKind::Type,
            "a plane is missing"
        );
        assert_eq!(
            kind(nv12(&[plane(0, 4), plane(16, 3)])),
            MediaErrorKind::Type,
            "a stride"
        );
        assert_eq!(
            kind(nv12(&[plane(0, 4), plane(15, 4)])),
            MediaErrorKind::Type,
            "overlap"
        );
        assert_eq!(
            kind(nv12(&[plane(7, 4), plane(0, 4)])),
            MediaErrorKind::Type,
            "overlap"
        );
        assert_eq!(
            kind(nv12(&[plane(0, 4), plane(usize::MAX, 4)])),
            MediaErrorKind::Type
        );
        assert_eq!(nv12(&[plane(8, 4), plane(0, 4)]).unwrap().byte_length(), 24);
        assert_eq!(
            nv12(&[plane(0, 4), plane(16, 4)]).unwrap(),
            FrameLayout::tight(Nv12, (4, 4)).unwrap()
        );
    }

    #[test]
    fn a_buffer_that_exceeds_the_memory_is_an_error() {
        let mut buffer = vec![1; 3];
        for length in [isize::MAX as usize, isize::MAX as usize + 1, usize::MAX] {
            let error = resize(&mut buffer, length).unwrap_err();
            assert_eq!(error.kind(), MediaErrorKind::Type, "{length}");
        }
        resize(&mut buffer, 5).unwrap();
        assert_eq!(buffer, [1, 1, 1, 0, 0]);
        resize(&mut buffer, 1).unwrap();
        assert_eq!(buffer, [1]);
    }

    proptest! {
        /// The rows of a layout cover its bytes once, apart from the gaps of the strides.
        #[test]
        fn rows_are_disjoint(
            format in 0..FORMATS.len(), width in 1u32..40, height in 1u32..40, gap in 0usize..5, begin in 0usize..9,
        ) {
            let format = FORMATS[format].clone();
            let tight = FrameLayout::tight(format.clone(), (width, height)).unwrap();
            let mut offset = begin;
            let planes: Vec<_> = (0..tight.planes().len()).map(|plane| {
                let stride = tight.planes()[plane].stride + gap;
                let layout = PlaneLayout { offset, stride };
                offset += stride * tight.rows(plane);
                layout
            }).collect();
            let layout = FrameLayout::with_planes(format, (width, height), &planes).unwrap();
            prop_assert_eq!(layout.byte_length(), offset);
            let mut used = vec![0u8; layout.byte_length()];
            for plane in 0..layout.planes().len() {
                for row in 0..layout.rows(plane) {
                    used[layout.row(plane, row)].iter_mut().for_each(|byte| *byte += 1);
                }
            }
            prop_assert!(used.iter().all(|count| *count <= 1));
            let covered = used.iter().filter(|count| **count == 1).count();
            prop_assert_eq!(covered, tight.byte_length());
        }
    }
}
