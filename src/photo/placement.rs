//! The part of a picture that a photo shows, and its size.

/// The maximum width and height of a photo. No browser has larger canvases in common.
pub(super) const MAX_SIDE: u32 = 16384;

/// A width and a height. An absent one follows from the aspect ratio.
pub(super) type RequestedSize = (Option<u32>, Option<u32>);

/// A rectangle of a picture, and the size of the photo that shows it. All in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placement {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) source_x: f64,
    pub(super) source_y: f64,
    pub(super) source_width: f64,
    pub(super) source_height: f64,
}

impl Placement {
    /// Fits a picture into a photo. The picture is scaled without distortion. Both requested sides crop it at two edges.
    pub(super) fn fit((width, height): (u32, u32), requested: RequestedSize) -> Self {
        let (source_width, source_height) = (f64::from(width), f64::from(height));
        let (scale, width, height) = match requested {
            (None, None) => (1.0, width, height),
            (Some(width), None) => {
                let scale = f64::from(width) / source_width;
                (scale, width, side(source_height * scale))
            }
            (None, Some(height)) => {
                let scale = f64::from(height) / source_height;
                (scale, side(source_width * scale), height)
            }
            (Some(width), Some(height)) => {
                let scale = (f64::from(width) / source_width).max(f64::from(height) / source_height);
                (scale, width, height)
            }
        };
        let shown_width = (f64::from(width) / scale).min(source_width);
        let shown_height = (f64::from(height) / scale).min(source_height);
        Placement {
            width,
            height,
            source_x: (source_width - shown_width) / 2.0,
            source_y: (source_height - shown_height) / 2.0,
            source_width: shown_width,
            source_height: shown_height,
        }
    }
}

/// Returns the nearest side of a photo.
fn side(pixels: f64) -> u32 {
    // `as` saturates, and the minimum is 1.
    (pixels.round() as u32).clamp(1, MAX_SIDE)
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fit(picture: (u32, u32), requested: RequestedSize) -> (u32, u32, [f64; 4]) {
        let placement = Placement::fit(picture, requested);
        let Placement {
            width,
            height,
            source_x,
            source_y,
            source_width,
            source_height,
        } = placement;
        (width, height, [source_x, source_y, source_width, source_height])
    }

    #[test]
    fn a_photo_shows_the_centre_of_the_picture() {
        let all = [0.0, 0.0, 640.0, 480.0];
        assert_eq!(fit((640, 480), (None, None)), (640, 480, all));
        assert_eq!(fit((640, 480), (Some(320), None)), (320, 240, all));
        assert_eq!(fit((640, 480), (None, Some(960))), (1280, 960, all));
        assert_eq!(fit((640, 480), (Some(320), Some(240))), (320, 240, all));
        assert_eq!(
            fit((640, 480), (Some(240), Some(240))),
            (240, 240, [80.0, 0.0, 480.0, 480.0])
        );
        assert_eq!(
            fit((640, 480), (Some(1280), Some(480))),
            (1280, 480, [0.0, 120.0, 640.0, 240.0])
        );
    }

    proptest! {
        #[test]
        fn the_shown_part_is_in_the_picture_and_not_distorted(
            picture in (1..5000_u32, 1..5000_u32),
            width in prop::option::of(1..=MAX_SIDE),
            height in prop::option::of(1..=MAX_SIDE),
        ) {
            let (photo_width, photo_height, [x, y, shown_width, shown_height]) = fit(picture, (width, height));
            prop_assert!((1..=MAX_SIDE).contains(&photo_width) && (1..=MAX_SIDE).contains(&photo_height));
            prop_assert!(width.is_none_or(|width| width == photo_width));
            prop_assert!(height.is_none_or(|height| height == photo_height));
            prop_assert!(x >= 0.0 && x + shown_width <= f64::from(picture.0) + 1e-6);
            prop_assert!(y >= 0.0 && y + shown_height <= f64::from(picture.1) + 1e-6);
            prop_assert!(x == 0.0 || y == 0.0 || x.min(y) < 1e-6, "cropped at four edges");
            if let (Some(width), Some(height)) = (width, height) {
                let ratio = shown_width * f64::from(height) / (shown_height * f64::from(width));
                prop_assert!((ratio - 1.0).abs() < 1e-6, "{}", ratio);
            }
        }
    }
}
