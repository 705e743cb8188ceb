//! The words that constraints are about.

use super::constrain::{Constrainable, Numeric, Textual};
use crate::json::{FromJson, JsonObject, JsonValue};
use crate::json::{ParseJson, Reader};
use crate::string_enum::string_enum;

/// Lets a constraint be about an enum of words.
macro_rules! constrainable {
    ($($name:ident)+) => { $(
        impl Constrainable for $name {
            fn into_json(self) -> JsonValue {
                JsonValue::String(self.into_str())
            }
        }

        impl FromJson for $name {
            fn from_json(value: &JsonValue) -> Option<Self> {
                match value {
                    JsonValue::String(word) => Some($name::from(&**word)),
                    _ => None,
                }
            }
        }

        impl ParseJson for $name {
            fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
                Some($name::from(&*reader.string()?))
            }
        }

        impl Textual for $name {}
    )+ };
}

constrainable!(FacingMode ResizeMode DisplaySurface Cursor MeteringMode HumanFaceDetectionMode);

string_enum! {
    /// Which way a camera looks.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-videofacingmodeenum) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/facingMode)
    FacingMode {
        /// At the user: the selfie camera.
        User = "user",
        /// Away from the user: the camera on the back of a phone.
        Environment = "environment",
        /// To the user's left.
        Left = "left",
        /// To the user's right.
        Right = "right",
    }
}

string_enum! {
    /// How the browser comes by a resolution that the camera does not have.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-videoresizemodeenum)
    ResizeMode {
        /// It does not: only the camera's own resolutions.
        None = "none",
        /// By cropping and scaling down a larger one.
        CropAndScale = "crop-and-scale",
    }
}

string_enum! {
    /// Whose sound an echo canceller removes from the microphone's.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-echocancellationmodeenum)
    EchoCancellationMode {
        /// All that the device plays.
        All = "all",
        /// Only what comes over a peer connection.
        RemoteOnly = "remote-only",
    }
}

string_enum! {
    /// What part of the display is captured.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-displaycapturesurfacetype) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/displaySurface)
    DisplaySurface {
        /// A to_u32_exact screen.
        Monitor = "monitor",
        /// One window.
        Window = "window",
        /// One tab of the browser.
        Browser = "browser",
    }
}

string_enum! {
    /// When the mouse pointer is part of a captured display.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-cursorcaptureconstraint)
    Cursor {
        /// Never.
        Never = "never",
        /// Always.
        Always = "always",
        /// While it moves.
        Motion = "motion",
    }
}

string_enum! {
    /// How a camera sets its white balance, exposure or focus.
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#meteringmode)
    MeteringMode {
        /// Not at all: it has no such thing.
        None = "none",
        /// To the value that is asked for.
        Manual = "manual",
        /// By itself, once.
        SingleShot = "single-shot",
        /// By itself, all the time.
        Continuous = "continuous",
    }
}

string_enum! {
    /// What the browser finds out about the faces in a picture.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-humanfacedetectionmodeenum)
    HumanFaceDetectionMode {
        /// Nothing.
        None = "none",
        /// A box around each.
        BoundingBox = "bounding-box",
        /// A box around each, and the middle of the eyes and the mouth.
        BoundingBoxWithLandmarkCenterPoint = "bounding-box-with-landmark-center-point",
    }
}

string_enum! {
    /// Who chooses among several devices.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-getusermediasemantics)
    GetUserMediaSemantics {
        /// The browser, by the constraints.
        BrowserChooses = "browser-chooses",
        /// The user, in the prompt.
        UserChooses = "user-chooses",
    }
}

/// Whether, or how, the echo of what the device plays is removed from what the microphone hears: on, off, or one of
/// the modes.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dfn-echocancellation) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/echoCancellation)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum EchoCancellation {
    /// On in the way the browser chooses, or off.
    Enabled(bool),
    /// On in this way.
    Mode(EchoCancellationMode),
}

impl From<bool> for EchoCancellation {
    fn from(on: bool) -> Self {
        EchoCancellation::Enabled(on)
    }
}

impl From<EchoCancellationMode> for EchoCancellation {
    fn from(mode: EchoCancellationMode) -> Self {
        EchoCancellation::Mode(mode)
    }
}

impl Constrainable for EchoCancellation {
    fn into_json(self) -> JsonValue {
        match self {
            EchoCancellation::Enabled(on) => JsonValue::Bool(on),
            EchoCancellation::Mode(mode) => JsonValue::String(mode.into_str()),
        }
    }
}

impl FromJson for EchoCancellation {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Bool(on) => Some(EchoCancellation::Enabled(*on)),
            JsonValue::String(mode) => Some(EchoCancellation::Mode((&**mode).into())),
            _ => None,
        }
    }
}

impl ParseJson for EchoCancellation {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        match bool::parse_json(reader) {
            Some(on) => Some(EchoCancellation::Enabled(on)),
            None => Some(EchoCancellation::Mode((&*reader.string()?).into())),
        }
    }
}

/// A position of a camera's pan, tilt or zoom: pan and tilt in seconds of arc, zoom in the camera's own unit.
///
/// A constraint on one of these, and on no other, also takes a bare `true`: "a camera that has it, wherever it
/// stands", which also asks the user for the permission to move it.
///
/// [Spec](https://www.w3.org/TR/image-capture/#dom-mediatrackconstraintset-pan)
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanTiltZoom(
    /// The position.
    pub f64,
);

impl Constrainable for PanTiltZoom {
    fn into_json(self) -> JsonValue {
        JsonValue::Number(self.0)
    }
}

impl Numeric for PanTiltZoom {}

impl FromJson for PanTiltZoom {
    fn from_json(value: &JsonValue) -> Option<Self> {
        f64::from_json(value).map(PanTiltZoom)
    }
}

/// A point in the unit square, `(0, 0)` being the upper left corner of the picture and `(1, 1)` the lower right one.
///
/// [Spec](https://www.w3.org/TR/image-capture/#dictdef-point2d)
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Point2D {
    /// From the left edge (0.0) to the right edge (1.0).
    pub x: f64,
    /// From the upper edge (0.0) to the lower edge (1.0).
    pub y: f64,
}

impl FromJson for Point2D {
    fn from_json(value: &JsonValue) -> Option<Self> {
        let JsonValue::Object(record) = value else {
            return None;
        };
        let side = |name| record.get(name).and_then(f64::from_json);
        // Either is 0 where it is absent, says the spec.
        Some(Point2D {
            x: side("x").unwrap_or_default(),
            y: side("y").unwrap_or_default(),
        })
    }
}

/// PointsOfInterest of the picture to measure by, in no particular order.
///
/// [Spec](https://www.w3.org/TR/image-capture/#points-of-interest)
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PointsOfInterest(
    /// The points.
    pub Vec<Point2D>,
);

impl Constrainable for PointsOfInterest {
    fn into_json(self) -> JsonValue {
        let point = |point: Point2D| {
            let mut record = JsonObject::new();
            record.set_static("x", JsonValue::Number(point.x));
            record.set_static("y", JsonValue::Number(point.y));
            JsonValue::Object(record)
        };
        JsonValue::Array(self.0.into_iter().map(point).collect())
    }
}

impl FromJson for PointsOfInterest {
    fn from_json(value: &JsonValue) -> Option<Self> {
        match value {
            JsonValue::Array(_) => Vec::from_json(value).map(PointsOfInterest),
            _ => None,
        }
    }
}

// So rare that it may go by the longer way.
impl ParseJson for PointsOfInterest {
    fn parse_json(reader: &mut Reader<'_>) -> Option<Self> {
        PointsOfInterest::from_json(&reader.value_at(reader.at())?)
    }
}
