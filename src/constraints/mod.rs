//! What to ask of a device: plain data that compiles, compares and tests without a browser.

pub(crate) mod constrain;
mod keys;
mod media_stream_constraints;
mod media_track_constraints;
mod validate;
pub(crate) mod value;
pub(crate) mod vocabulary;

pub use constrain::{Constrain, Constrainable, Numeric, Points, Textual};
pub use keys::{Key, key};
pub use media_stream_constraints::{MediaStreamConstraints, TrackRequest};
pub use media_track_constraints::{MediaTrackConstraintSet, MediaTrackConstraints};
pub use validate::{ConstraintError, Problem};
pub use value::{AnyConstraint, Members, Point2D, Value};
pub use vocabulary::{
    Cursor, DisplaySurface, EchoCancellation, EchoCancellationMode, FacingMode, HumanFaceDetectionMode,
    MeteringMode, PanTiltZoom, ResizeMode,
};
