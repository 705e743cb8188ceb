//! `use_reader`: a model that reads the tracks of a capture, while a component is mounted.

use std::fmt;
use std::rc::Rc;

use dioxus::core::{Runtime, use_drop};
use dioxus::prelude::*;
use local_media_stream::headless::{CaptureReader, SnapshotAccess};

use crate::MediaCapture;
use crate::media_capture::set_if_mounted;

/// The signal of a hook that reads the tracks of a capture, such as `use_frames`.
pub struct SnapshotSignal<S: 'static> {
    snapshot: Signal<S>,
}

/// The model of a component and its signal.
pub(crate) struct Reader<R: CaptureReader> {
    pub(crate) signal: SnapshotSignal<R::Snapshot>,
    /// `None` on a server.
    model: CopyValue<Option<Rc<R>>>,
}

/// Creates a model with its callback, and lets it follow the capture of the latest render.
pub(crate) fn use_reader<R: CaptureReader>(
    camera: &MediaCapture,
    create: impl FnOnce(Box<dyn Fn(R::Snapshot)>) -> R,
) -> Reader<R> {
    let snapshot = use_signal(R::Snapshot::default);
    let model = use_hook(|| {
        let model = cfg!(target_family = "wasm").then(|| {
            // Signals can only be written inside the runtime.
            let on_change = Runtime::wrap_closure(move |new| set_if_mounted(snapshot, new));
            Rc::new(create(Box::new(on_change)))
        });
        CopyValue::new(model)
    });
    let signal = SnapshotSignal { snapshot };
    let reader = Reader { signal, model };
    // In an effect, because a live capture changes the signal, which must not be written during a render.
    use_effect(use_reactive((camera,), move |(camera,)| {
        reader.with_model(|model| camera.with_capture(|capture| model.follow(capture)));
    }));
    use_drop(move || drop(reader.take_model()));
    reader
}

impl<R: CaptureReader> Reader<R> {
    /// Calls a function with the model. Returns `None` on a server and after the component is unmounted.
    pub(crate) fn with_model<T>(&self, f: impl FnOnce(&R) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the value mutably.
        let model = self.model.try_peek().ok()?.clone()?;
        Some(f(&model))
    }

    fn take_model(mut self) -> Option<Rc<R>> {
        self.model.try_write().ok()?.take()
    }
}

impl<R: CaptureReader> Clone for Reader<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: CaptureReader> Copy for Reader<R> {}

impl<S: Clone + Default> SnapshotAccess for SnapshotSignal<S> {
    type Snapshot = S;

    fn with_snapshot<T>(&self, read: impl Fn(&S) -> T) -> T {
        match self.snapshot.try_read() {
            Ok(snapshot) => read(&snapshot),
            // The component is unmounted.
            Err(_) => read(&S::default()),
        }
    }
}

impl<S> Clone for SnapshotSignal<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for SnapshotSignal<S> {}

/// Compares the identity of the signal.
impl<S> PartialEq for SnapshotSignal<S> {
    fn eq(&self, other: &Self) -> bool {
        self.snapshot == other.snapshot
    }
}

impl<S: fmt::Debug> fmt::Debug for SnapshotSignal<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.snapshot.try_peek();
        f.debug_tuple("SnapshotSignal")
            .field(&snapshot.ok().as_deref())
            .finish()
    }
}
