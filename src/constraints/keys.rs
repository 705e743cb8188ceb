//! `Key<T>`: the name of a property, with the type of its constraint.

use std::fmt;
use std::marker::PhantomData;

use super::properties::for_each_property;

/// The name of a constrainable property, with the type of its values.
///
/// [`key`] has the key of every property of the specs. A key for any other property is created with [`Key::new`]:
///
/// ```
/// use local_media_stream::{Key, MediaTrackConstraints};
///
/// const SEPIA: Key<bool> = Key::new("sepia");
/// let video = MediaTrackConstraints::new().with(SEPIA, true);
/// assert_eq!(video.get(SEPIA).and_then(|sepia| sepia.bare_value()), Some(true));
/// ```
pub struct Key<T> {
    name: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// Creates the key of the property with this JavaScript name.
    pub const fn new(name: &'static str) -> Self {
        Key {
            name,
            of: PhantomData,
        }
    }

    /// Returns the JavaScript name, which [`MediaError::constraint`](crate::MediaError::constraint) returns too.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.name)
    }
}

macro_rules! keys {
    (
        constrainable { $(
            $(#[$doc:meta])*
            $setter:ident: $constant:ident $name:literal, constraint $kind:ty, setting $setting:ty, capability $capability:ty;
        )+ }
        $($rest:tt)*
    ) => {
        /// The keys of every constrainable property of Media Capture and Streams, its Extensions, Screen Capture and
        /// Image Capture.
        pub mod key {
            use super::Key;
            use crate::constraints::{
                Cursor, DisplaySurface, EchoCancellation, FacingMode, HumanFaceDetectionMode, MeteringMode,
                PanTiltZoom, PointsOfInterest, ResizeMode,
            };

            $( $(#[$doc])* pub const $constant: Key<$kind> = Key::new($name); )+
        }
    };
}

for_each_property!(keys);
