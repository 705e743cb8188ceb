//! `VideoColorSpace`: how the components of a frame become colors.

use wasm_bindgen::JsValue;

use crate::string_enum::string_enum;
use crate::sys::{self, Object};

string_enum! {
    /// The color primaries.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#enumdef-videocolorprimaries) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoColorSpace/primaries)
    VideoColorPrimaries {
        /// BT.709 and sRGB.
        Bt709 = "bt709",
        /// BT.601, 625 lines (PAL).
        Bt470Bg = "bt470bg",
        /// BT.601, 525 lines (NTSC).
        Smpte170M = "smpte170m",
        /// BT.2020 and BT.2100.
        Bt2020 = "bt2020",
        /// P3 D65.
        Smpte432 = "smpte432",
    }
}

string_enum! {
    /// The transfer characteristics.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#enumdef-videotransfercharacteristics) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoColorSpace/transfer)
    VideoTransferCharacteristics {
        /// BT.709.
        Bt709 = "bt709",
        /// BT.601.
        Smpte170M = "smpte170m",
        /// sRGB.
        Iec61966_2_1 = "iec61966-2-1",
        /// Linear light.
        Linear = "linear",
        /// Perceptual quantizer (HDR).
        Pq = "pq",
        /// Hybrid log-gamma (HDR).
        Hlg = "hlg",
    }
}

string_enum! {
    /// The matrix between RGB and YUV.
    ///
    /// [Spec](https://www.w3.org/TR/webcodecs/#enumdef-videomatrixcoefficients) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoColorSpace/matrix)
    VideoMatrixCoefficients {
        /// No matrix: the components are red, green and blue.
        Rgb = "rgb",
        /// BT.709.
        Bt709 = "bt709",
        /// BT.601, 625 lines (PAL).
        Bt470Bg = "bt470bg",
        /// BT.601, 525 lines (NTSC). The same numbers as [`Bt470Bg`](Self::Bt470Bg).
        Smpte170M = "smpte170m",
        /// BT.2020, non-constant luminance.
        Bt2020Ncl = "bt2020-ncl",
    }
}

/// The color space of a [`VideoFrame`](super::VideoFrame). A member is `None` if the browser does not know it.
///
/// [Spec](https://www.w3.org/TR/webcodecs/#videocolorspace) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/VideoColorSpace)
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct VideoColorSpace {
    /// The color primaries.
    pub primaries: Option<VideoColorPrimaries>,
    /// The transfer characteristics.
    pub transfer: Option<VideoTransferCharacteristics>,
    /// The matrix between RGB and YUV.
    pub matrix: Option<VideoMatrixCoefficients>,
    /// Whether the components use all values from 0 to 255. Otherwise Y is from 16 to 235, U and V from 16 to 240.
    pub full_range: Option<bool>,
}

impl VideoColorSpace {
    /// Reads a `VideoColorSpace` of JavaScript.
    pub(super) fn read(js: &JsValue) -> Self {
        let primaries = sys::word_property(js, "primaries", VideoColorPrimaries::VALUES);
        let transfer = sys::word_property(js, "transfer", VideoTransferCharacteristics::VALUES);
        let matrix = sys::word_property(js, "matrix", VideoMatrixCoefficients::VALUES);
        VideoColorSpace {
            primaries: primaries.map(|word| (&*word).into()),
            transfer: transfer.map(|word| (&*word).into()),
            matrix: matrix.map(|word| (&*word).into()),
            full_range: sys::property(js, "fullRange").and_then(|flag| flag.as_bool()),
        }
    }

    /// Creates a `VideoColorSpaceInit` of JavaScript.
    pub(super) fn encode(&self) -> Object {
        let init = Object::new();
        for (name, word) in [
            (
                "primaries",
                self.primaries.as_ref().map(VideoColorPrimaries::as_str),
            ),
            (
                "transfer",
                self.transfer.as_ref().map(VideoTransferCharacteristics::as_str),
            ),
            (
                "matrix",
                self.matrix.as_ref().map(VideoMatrixCoefficients::as_str),
            ),
        ] {
            if let Some(word) = word {
                init.set_string(name, word);
            }
        }
        if let Some(full_range) = self.full_range {
            init.set_bool("fullRange", full_range);
        }
        init
    }
}
