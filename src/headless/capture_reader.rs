//! `CaptureReader`: a model that reads the tracks of a capture, as the hooks of a framework use it.

use crate::capture::Capture;

/// A model that reads the live tracks of a capture.
pub trait CaptureReader: 'static {
    /// The state that a user interface renders. The default one is that of a server.
    type Snapshot: Clone + Default + PartialEq + 'static;

    /// Reads the live track of this capture, now and after every change. Replaces the previous capture.
    fn follow(&self, capture: &Capture);

    /// Returns the current snapshot.
    fn snapshot(&self) -> Self::Snapshot;
}

/// The access of a framework to the snapshot of a [`CaptureReader`] that it renders.
pub trait SnapshotAccess {
    /// The snapshot.
    type Snapshot;

    /// Reads the snapshot, the default one on a server and after the component is unmounted.
    fn with_snapshot<T>(&self, read: impl Fn(&Self::Snapshot) -> T) -> T;
}
