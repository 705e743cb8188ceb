//! Constraints for devices and tracks: plain data that compiles, compares and is tested without a browser.

mod constrain;
mod constraint_error;
mod constraint_type;
mod echo_cancellation;
mod keys;
mod media_stream_constraints;
mod media_track_constraint_set;
mod media_track_constraints;
mod numbers;
mod pan_tilt_zoom;
mod points_of_interest;
pub(crate) mod properties;
#[cfg(feature = "serde")]
mod serde;
mod string_enums;
mod strings;
mod track_request;
mod type_check;
mod validate;

pub use constrain::{Constrain, Constrainable, Numeric, Textual};
pub use constraint_error::{ConstraintError, ConstraintErrorKind};
pub use echo_cancellation::{EchoCancellation, EchoCancellationMode};
pub use keys::{Key, key};
pub use media_stream_constraints::MediaStreamConstraints;
pub use media_track_constraint_set::MediaTrackConstraintSet;
pub use media_track_constraints::MediaTrackConstraints;
pub use pan_tilt_zoom::PanTiltZoom;
pub use points_of_interest::{Point2D, PointsOfInterest};
pub use string_enums::{
    Cursor, DisplaySurface, FacingMode, GetUserMediaSemantics, HumanFaceDetectionMode, MeteringMode,
    ResizeMode,
};
pub use track_request::TrackRequest;
