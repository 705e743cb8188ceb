//! `use_reader`: a model that reads the tracks of a capture, while a component is mounted.

use std::fmt;
use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::headless::{CaptureReader, SnapshotAccess};
use send_wrapper::SendWrapper;

use crate::{BrowserOnly, MediaCapture};

/// The signal of a hook that reads the tracks of a capture, such as `use_frames`.
pub struct SnapshotSignal<S: 'static> {
    snapshot: RwSignal<S>,
}

/// Creates a model with its callback, and lets it follow the capture in the signal.
pub(crate) fn use_reader<R>(
    camera: Signal<MediaCapture>,
    create: impl FnOnce(Box<dyn Fn(R::Snapshot)>) -> R,
) -> SnapshotSignal<R::Snapshot>
where
    R: CaptureReader<Snapshot: Send + Sync>,
{
    let snapshot = RwSignal::new(R::Snapshot::default());
    let reader: BrowserOnly<Rc<R>> = cfg!(target_family = "wasm").then(|| {
        let on_change = move |new| drop(snapshot.try_set(new));
        SendWrapper::new(Rc::new(create(Box::new(on_change))))
    });
    let reader = StoredValue::new(reader);
    Effect::new(move |_| {
        let camera = camera.get();
        // Cloned, because a change may unmount the component, which disposes of the stored value.
        if let Some(reader) = reader.try_get_value().flatten() {
            untrack(|| camera.with_capture(|capture| reader.follow(capture)));
        }
    });
    SnapshotSignal { snapshot }
}

impl<S: Clone + Default + Send + Sync> SnapshotAccess for SnapshotSignal<S> {
    type Snapshot = S;

    fn with_snapshot<T>(&self, read: impl Fn(&S) -> T) -> T {
        let value = self.snapshot.try_with(&read);
        value.unwrap_or_else(|| read(&S::default()))
    }
}

impl<S> Clone for SnapshotSignal<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SnapshotSignal<S> {}

impl<S> fmt::Debug for SnapshotSignal<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SnapshotSignal").field(&self.snapshot).finish()
    }
}
