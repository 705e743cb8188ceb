//! The string enums of the specs.

use super::constrain::{Constrainable, Textual};
use super::constraint_type::{ConstraintType, Typed};
use crate::json::{FromJson, IntoJson, JsonValue};
use crate::string_enum::string_enum;

/// Makes string enums the types of constraints, settings and capabilities.
macro_rules! constrainable {
    ($($name:ident)+) => { $(
        impl Constrainable for $name {}

        impl Textual for $name {}

        impl Typed for $name {
            const TYPE: ConstraintType = ConstraintType::String;
        }

        impl IntoJson for $name {
            fn into_json(self) -> JsonValue {
                JsonValue::String(self.into_str())
            }
        }

        impl FromJson for $name {
            fn from_json(value: &JsonValue) -> Option<Self> {
                match value {
                    JsonValue::String(text) => Some($name::from(&**text)),
                    _ => None,
                }
            }
        }
    )+ };
}

constrainable!(FacingMode ResizeMode DisplaySurface Cursor MeteringMode HumanFaceDetectionMode);

string_enum! {
    /// The direction that a camera faces.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-videofacingmodeenum) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/facingMode)
    FacingMode {
        /// Towards the user: the selfie camera.
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
    /// The way the browser produces a resolution that the camera does not support.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-videoresizemodeenum)
    ResizeMode {
        /// Not at all: native resolutions of the camera only.
        None = "none",
        /// Cropping and downscaling of a larger resolution.
        CropAndScale = "crop-and-scale",
    }
}

string_enum! {
    /// The kind of a captured display surface.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-displaycapturesurfacetype) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaTrackConstraints/displaySurface)
    DisplaySurface {
        /// A whole screen.
        Monitor = "monitor",
        /// One window.
        Window = "window",
        /// One tab of the browser.
        Browser = "browser",
    }
}

string_enum! {
    /// The visibility of the mouse pointer in a display capture.
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-cursorcaptureconstraint)
    Cursor {
        /// Never visible.
        Never = "never",
        /// Always visible.
        Always = "always",
        /// Visible while it moves.
        Motion = "motion",
    }
}

string_enum! {
    /// The control of a camera's white balance, exposure or focus.
    ///
    /// [Spec](https://www.w3.org/TR/image-capture/#meteringmode)
    MeteringMode {
        /// No control: the camera lacks it.
        None = "none",
        /// The value set by constraints.
        Manual = "manual",
        /// Automatic, once.
        SingleShot = "single-shot",
        /// Automatic, continuously.
        Continuous = "continuous",
    }
}

string_enum! {
    /// The metadata of faces that the browser adds to video frames.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-humanfacedetectionmodeenum)
    HumanFaceDetectionMode {
        /// No metadata.
        None = "none",
        /// The bounding box of each face.
        BoundingBox = "bounding-box",
        /// The bounding box of each face, and the centers of the eyes and the mouth.
        BoundingBoxWithLandmarkCenterPoint = "bounding-box-with-landmark-center-point",
    }
}

string_enum! {
    /// Whether the browser or the user selects one of several matching devices.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-getusermediasemantics)
    GetUserMediaSemantics {
        /// The browser selects, by the constraints.
        BrowserChooses = "browser-chooses",
        /// The user selects, in the prompt.
        UserChooses = "user-chooses",
    }
}
