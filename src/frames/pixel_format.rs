//! `VideoPixelFormat`: the layout of the pixels of a frame.

use crate::string_enum::string_enum;

string_enum! {
    /// The order of the components of a frame, and the resolution of its color planes.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#enumdef-videopixelformat) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoFrame/format)
    VideoPixelFormat {
        /// Three planes: Y, and U and V with half the width and half the height.
        I420 = "I420",
        /// The planes of [`I420`](Self::I420), and an alpha plane of full size.
        I420A = "I420A",
        /// Three planes: Y, and U and V with half the width.
        I422 = "I422",
        /// The planes of [`I422`](Self::I422), and an alpha plane of full size.
        I422A = "I422A",
        /// Three planes of full size: Y, U and V.
        I444 = "I444",
        /// The planes of [`I444`](Self::I444), and an alpha plane of full size.
        I444A = "I444A",
        /// Two planes: Y, and alternating U and V with half the width and half the height.
        Nv12 = "NV12",
        /// One plane of four bytes a pixel: red, green, blue and alpha.
        Rgba = "RGBA",
        /// One plane of four bytes a pixel: red, green, blue and an unused byte.
        Rgbx = "RGBX",
        /// One plane of four bytes a pixel: blue, green, red and alpha.
        Bgra = "BGRA",
        /// One plane of four bytes a pixel: blue, green, red and an unused byte.
        Bgrx = "BGRX",
    }
}
