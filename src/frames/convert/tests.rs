//! The conversions against the definitions of the standards in floating point.

use proptest::prelude::*;

use super::packed::PackedComponents;
use super::separate::SeparateComponents;
use super::*;
use crate::frames::color_space::{VideoMatrixCoefficients, VideoTransferCharacteristics};
use VideoPixelFormat::*;

const SOURCES: [VideoPixelFormat; 11] = [
    I420, I420A, I422, I422A, I444, I444A, Nv12, Rgba, Rgbx, Bgra, Bgrx,
];
const TARGETS: [VideoPixelFormat; 6] = [Rgba, Rgbx, Bgra, Bgrx, I420, Nv12];

fn colors(matrix: VideoMatrixCoefficients, full_range: bool) -> VideoColorSpace {
    VideoColorSpace {
        matrix: Some(matrix),
        full_range: Some(full_range),
        ..VideoColorSpace::default()
    }
}

/// Converts a frame of one color. `[Y, U, V, A]` or `[R, G, B, A]`.
fn convert_color(
    from: &VideoPixelFormat,
    to: &VideoPixelFormat,
    color: [u8; 4],
    size: (u32, u32),
    space: &VideoColorSpace,
) -> (Vec<u8>, FrameLayout) {
    let layout = FrameLayout::tight(from.clone(), size).unwrap();
    let mut data = vec![0; layout.byte_length()];
    let order = Order::of(from);
    for plane in 0..layout.planes().len() {
        for row in 0..layout.rows(plane) {
            let row = &mut data[layout.row(plane, row)];
            if is_rgb(from) {
                for pixel in row.chunks_exact_mut(4) {
                    pixel[order.red] = color[0];
                    pixel[1] = color[1];
                    pixel[order.blue] = color[2];
                    pixel[3] = color[3];
                }
            } else if *from == Nv12 && plane == 1 {
                row.chunks_exact_mut(2)
                    .for_each(|pair| pair.copy_from_slice(&color[1..3]));
            } else {
                row.fill(color[plane]);
            }
        }
    }
    let target_layout = FrameLayout::tight(to.clone(), size).unwrap();
    let mut target = vec![7; target_layout.byte_length()];
    let conversion = Conversion::new(from, to, || space.clone()).expect("a conversion");
    let source = Source {
        data: &data,
        layout: &layout,
    };
    conversion.run(&source, &mut target, &target_layout);
    (target, target_layout)
}

/// The definition of BT.601 and BT.709.
fn expected_rgb([y, u, v, _]: [u8; 4], (kr, kb): (f64, f64), full_range: bool) -> [u8; 3] {
    let (y, u, v) = (f64::from(y), f64::from(u) - 128.0, f64::from(v) - 128.0);
    let (y, u, v) = if full_range {
        (y / 255.0, u / 255.0, v / 255.0)
    } else {
        ((y - 16.0) / 219.0, u / 224.0, v / 224.0)
    };
    let red = y + 2.0 * (1.0 - kr) * v;
    let blue = y + 2.0 * (1.0 - kb) * u;
    let green = (y - kr * red - kb * blue) / (1.0 - kr - kb);
    [red, green, blue].map(|component| (component * 255.0).round().clamp(0.0, 255.0) as u8)
}

fn is_close(one: &[u8], other: &[u8], tolerance: u8) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.abs_diff(*other) <= tolerance)
}

#[test]
fn known_colors() {
    // The red that Chromium and Firefox write for this frame without a color space.
    let default = VideoColorSpace::default();
    let (rgb, _) = convert_color(&I420, &Rgba, [81, 90, 240, 0], (2, 2), &default);
    assert_eq!(&rgb[..4], [255, 24, 0, 255]);
    let bt601 = colors(VideoMatrixCoefficients::Smpte170M, false);
    let (rgb, _) = convert_color(&I420, &Bgra, [81, 90, 240, 0], (2, 2), &bt601);
    assert_eq!(&rgb[..4], [0, 0, 254, 255]);
    let (yuv, _) = convert_color(&Rgba, &I420, [255, 255, 255, 255], (2, 2), &default);
    assert_eq!(yuv, [235, 235, 235, 235, 128, 128]);
    let (yuv, _) = convert_color(&Bgrx, &Nv12, [255, 0, 0, 0], (2, 2), &default);
    assert_eq!(yuv, [63, 63, 63, 63, 102, 240]);
}

#[test]
fn unknown_colors_have_no_conversion() {
    let new = |from: &VideoPixelFormat, to: &VideoPixelFormat, space: VideoColorSpace| {
        Conversion::new(from, to, || space).is_some()
    };
    let hdr = VideoColorSpace {
        transfer: Some(VideoTransferCharacteristics::Pq),
        ..VideoColorSpace::default()
    };
    let unknown = VideoPixelFormat::from("I420P10");
    assert!(new(&I420, &Rgba, VideoColorSpace::default()));
    assert!(!new(&I420, &Rgba, hdr));
    assert!(!new(&I444, &Rgba, colors(VideoMatrixCoefficients::Rgb, true)));
    assert!(!new(&unknown, &Rgba, VideoColorSpace::default()));
    assert!(!new(&unknown, &I420, VideoColorSpace::default()));
    assert!(!new(&Rgba, &I422, VideoColorSpace::default()));
    assert!(!new(&I420, &I444, VideoColorSpace::default()));
}

/// Programs with SIMD convert component by component, and others all components at once.
#[test]
fn both_converters_lead_to_the_same_pixels() {
    let size = (70, 4);
    let to = FrameLayout::tight(Bgra, size).unwrap();
    for from in [I420, Nv12, I444] {
        let layout = FrameLayout::tight(from.clone(), size).unwrap();
        let data: Vec<u8> = (0..layout.byte_length()).map(|at| (at * at) as u8).collect();
        let source = Source {
            data: &data,
            layout: &layout,
        };
        let matrix = Matrix::new(&VideoColorSpace::default()).unwrap();
        let (mut packed, mut separate) = (vec![0; to.byte_length()], vec![0; to.byte_length()]);
        let order = Order::of(&Bgra);
        from_yuv::convert_rows(&source, &mut packed, &to, &PackedComponents::new(&matrix, order));
        from_yuv::convert_rows(
            &source,
            &mut separate,
            &to,
            &SeparateComponents::new(&matrix, order),
        );
        assert!(is_close(&packed, &separate, 1), "{from}");
        let different = packed.iter().zip(&separate).filter(|(one, other)| one != other);
        assert!(different.count() < 10, "{from}");
    }
}

/// Components at the ends of their range lead to colors far outside of that of RGB.
#[test]
fn extreme_colors() {
    let matrices = [
        (VideoMatrixCoefficients::Bt709, (0.2126, 0.0722)),
        (VideoMatrixCoefficients::Smpte170M, (0.299, 0.114)),
        (VideoMatrixCoefficients::Bt2020Ncl, (0.2627, 0.0593)),
    ];
    let extremes = [0, 1, 16, 128, 235, 240, 254, 255];
    for (matrix, weights) in matrices {
        for full_range in [false, true] {
            let space = colors(matrix.clone(), full_range);
            for at in 0..extremes.len().pow(3) {
                let color = [extremes[at % 8], extremes[at / 8 % 8], extremes[at / 64], 255];
                let (rgb, _) = convert_color(&I420, &Rgba, color, (1, 1), &space);
                let expected = expected_rgb(color, weights, full_range);
                assert!(
                    is_close(&rgb[..3], &expected, 1),
                    "{color:?}: {rgb:?} {expected:?}"
                );
            }
        }
    }
}

/// The colors of two by two pixels become their mean. Fewer pixels at the edge have their own.
#[test]
fn color_samples_are_means() {
    let from = FrameLayout::tight(I444, (3, 3)).unwrap();
    let data: Vec<u8> = [
        [0; 9],
        [10, 20, 30, 40, 50, 60, 70, 81, 90],
        [1, 1, 5, 3, 3, 5, 0, 0, 9],
    ]
    .concat();
    let source = Source {
        data: &data,
        layout: &from,
    };
    let conversion = Conversion::new(&I444, &I420, VideoColorSpace::default).expect("a conversion");
    let to = FrameLayout::tight(I420, (3, 3)).unwrap();
    let mut target = vec![0; to.byte_length()];
    conversion.run(&source, &mut target, &to);
    assert_eq!(target[9..], [30, 45, 76, 90, 2, 5, 0, 9]);
}

/// Returns the sample of U and V of a pixel.
fn chroma_at(data: &[u8], layout: &FrameLayout, (x, y): (usize, usize)) -> [u8; 2] {
    let (across, down) = chroma_sampling(layout.format());
    let row = |plane: usize| &data[layout.row(plane, y / down)];
    if *layout.format() == Nv12 {
        let pair = &row(1)[x / across * 2..];
        [pair[0], pair[1]]
    } else {
        [row(1)[x / across], row(2)[x / across]]
    }
}

proptest! {
    /// Each pixel is written at its place, also after the last whole block and at the odd edges.
    #[test]
    fn pixels_stay_at_their_place(
        from in prop::sample::select(vec![I420, I422, I444, Nv12]),
        to in prop::sample::select(TARGETS.to_vec()),
        data in prop::collection::vec(any::<u8>(), 140 * 5 * 3),
        width in 1u32..140, height in 1u32..5,
    ) {
        let layout = FrameLayout::tight(from.clone(), (width, height)).unwrap();
        let to = FrameLayout::tight(to, (width, height)).unwrap();
        let mut target = vec![0; to.byte_length()];
        let space = colors(VideoMatrixCoefficients::Smpte170M, true);
        let conversion = Conversion::new(&from, to.format(), || space).expect("a conversion");
        conversion.run(&Source { data: &data, layout: &layout }, &mut target, &to);
        let order = Order::of(to.format());
        for (y, x) in (0..height as usize).flat_map(|y| (0..width as usize).map(move |x| (y, x))) {
            let luma = data[layout.row(0, y)][x];
            let [u, v] = chroma_at(&data, &layout, (x, y));
            if is_rgb(to.format()) {
                let expected = expected_rgb([luma, u, v, 0], (0.299, 0.114), true);
                let pixel = &target[to.row(0, y)][4 * x..][..4];
                let actual = [pixel[order.red], pixel[1], pixel[order.blue]];
                prop_assert!(is_close(&actual, &expected, 1), "at {}, {}: {:?} {:?}", x, y, actual, expected);
                prop_assert_eq!(pixel[3], 255);
            } else {
                prop_assert_eq!(target[to.row(0, y)][x], luma);
                if chroma_sampling(&from) == (2, 2) {
                    prop_assert_eq!(chroma_at(&target, &to, (x, y)), [u, v]);
                }
            }
        }
    }

    /// The colors of an RGB frame become those of the mean of two by two pixels.
    #[test]
    fn color_samples_of_rgb_are_means(
        from in prop::sample::select(vec![Rgba, Bgrx]),
        to in prop::sample::select(vec![I420, Nv12]),
        data in prop::collection::vec(any::<u8>(), 9 * 5 * 4),
        width in 1u32..10, height in 1u32..6,
    ) {
        let layout = FrameLayout::tight(from.clone(), (width, height)).unwrap();
        let to = FrameLayout::tight(to, (width, height)).unwrap();
        let mut target = vec![0; to.byte_length()];
        let conversion = Conversion::new(&from, to.format(), VideoColorSpace::default).expect("a conversion");
        conversion.run(&Source { data: &data, layout: &layout }, &mut target, &to);
        let order = Order::of(&from);
        let (width, height) = (width as usize, height as usize);
        for (y, x) in (0..height).step_by(2).flat_map(|y| (0..width).step_by(2).map(move |x| (y, x))) {
            let pixels: Vec<_> = (y..height.min(y + 2))
                .flat_map(|y| (x..width.min(x + 2)).map(move |x| (x, y)))
                .map(|(x, y)| &data[layout.row(0, y)][4 * x..][..4])
                .collect();
            let mean = |at: usize| {
                let sum: f64 = pixels.iter().map(|pixel| f64::from(pixel[at])).sum();
                sum / pixels.len() as f64 / 255.0
            };
            let (red, green, blue) = (mean(order.red), mean(1), mean(order.blue));
            let luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
            let expected = [(blue - luma) / 1.8556, (red - luma) / 1.5748];
            let expected = expected.map(|chroma| (128.0 + 224.0 * chroma).round() as u8);
            let actual = chroma_at(&target, &to, (x, y));
            prop_assert!(is_close(&actual, &expected, 1), "at {}, {}: {:?} {:?}", x, y, actual, expected);
        }
    }

    /// Every format and color: all pixels are converted as the standards define.
    #[test]
    fn colors_are_those_of_the_standards(
        from in 0..SOURCES.len(), to in 0..TARGETS.len(), color: [u8; 4], bt709: bool, full_range: bool,
        width in 1u32..70, height in 1u32..5,
    ) {
        let (from, to) = (&SOURCES[from], &TARGETS[to]);
        let (matrix, weights) = if bt709 {
            (VideoMatrixCoefficients::Bt709, (0.2126, 0.0722))
        } else {
            (VideoMatrixCoefficients::Bt470Bg, (0.299, 0.114))
        };
        let (data, layout) = convert_color(from, to, color, (width, height), &colors(matrix, full_range));
        if is_rgb(to) {
            let rgb = if is_rgb(from) {
                [color[0], color[1], color[2]]
            } else {
                expected_rgb(color, weights, full_range)
            };
            let alpha = match from {
                Rgba | Bgra | I420A | I422A | I444A => color[3],
                _ => 255,
            };
            let order = Order::of(to);
            for pixel in data.chunks_exact(4) {
                let actual = [pixel[order.red], pixel[1], pixel[order.blue], pixel[3]];
                prop_assert!(is_close(&actual, &[rgb[0], rgb[1], rgb[2], alpha], 1), "{:?} {:?}", actual, rgb);
            }
        } else {
            // The components of YUV are copied. Those of RGB come back within the rounding of both directions.
            let luma = data[layout.row(0, layout.rows(0) - 1)][0];
            let last = layout.rows(1) - 1;
            let (u, v) = if *to == Nv12 {
                (data[layout.row(1, last)][0], data[layout.row(1, last)][1])
            } else {
                (data[layout.row(1, last)][0], data[layout.row(2, last)][0])
            };
            if is_rgb(from) {
                let rgb = expected_rgb([luma, u, v, 0], (0.2126, 0.0722), false);
                prop_assert!(is_close(&rgb, &color[..3], 3), "{:?} {:?}", rgb, color);
            } else {
                prop_assert_eq!([luma, u, v], [color[0], color[1], color[2]]);
            }
            prop_assert!(data[layout.row(0, 0)].iter().all(|byte| *byte == luma));
        }
    }

    /// Data that is too short is ignored: no conversion panics.
    #[test]
    fn short_buffers(from in 0..SOURCES.len(), to in 0..TARGETS.len(), length in 0usize..200, target in 0usize..200) {
        let (from, to) = (&SOURCES[from], &TARGETS[to]);
        let (layout, target_layout) =
            (FrameLayout::tight(from.clone(), (9, 5)).unwrap(), FrameLayout::tight(to.clone(), (9, 5)).unwrap());
        let (data, mut target) = (vec![1; length], vec![0; target]);
        let conversion = Conversion::new(from, to, VideoColorSpace::default).expect("a conversion");
        conversion.run(&Source { data: &data, layout: &layout }, &mut target, &target_layout);
    }
}
