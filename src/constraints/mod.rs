//! What to ask of a device: plain data that compiles, compares and tests without a browser.

mod constrain;
pub(crate) mod keys;
mod media_stream_constraints;
mod media_track_constraints;
mod properties;
mod validate;
mod vocabulary;

pub use constrain::{Constrain, Constrainable, Numeric, Textual};
pub use keys::{Key, key};
pub use media_stream_constraints::{MediaStreamConstraints, TrackRequest};
pub use media_track_constraints::{MediaTrackConstraintSet, MediaTrackConstraints};
pub use validate::{ConstraintError, ConstraintErrorKind};
pub use vocabulary::{
    Cursor, DisplaySurface, EchoCancellation, EchoCancellationMode, FacingMode, GetUserMediaSemantics,
    HumanFaceDetectionMode, MeteringMode, PanTiltZoom, Point2D, PointsOfInterest, ResizeMode,
};
