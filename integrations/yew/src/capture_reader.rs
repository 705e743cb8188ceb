//! `use_reader`: a model that reads the tracks of a capture, while a component is mounted.

use std::cell::RefCell;
use std::rc::Rc;

use local_media_stream::headless::{CaptureReader, SnapshotAccess};
use yew::prelude::*;

use crate::MediaCapture;

/// The snapshot of a hook that reads the tracks of a capture, such as `use_frames`, at the time of a render.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderedSnapshot<S> {
    snapshot: S,
}

/// The model of a component, and its snapshot at the time of a render.
pub(crate) struct Reader<R: CaptureReader> {
    pub(crate) rendered: RenderedSnapshot<R::Snapshot>,
    /// `None` after the component is unmounted.
    #[cfg_attr(not(feature = "frames"), allow(dead_code))]
    pub(crate) model: Option<Rc<R>>,
}

/// Creates a model with its callback, and lets it follow the capture of the latest render.
#[hook]
pub(crate) fn use_reader<R, F>(camera: &MediaCapture, create: F) -> Reader<R>
where
    R: CaptureReader,
    F: FnOnce(Box<dyn Fn(R::Snapshot)>) -> R,
{
    let update = use_force_update();
    let model: Rc<RefCell<Option<Rc<R>>>> = use_mut_ref(|| {
        let model = create(Box::new(move |_| update.force_update()));
        Some(Rc::new(model))
    });
    {
        let model = model.clone();
        use_effect_with(camera.clone(), move |camera| {
            let model = model.borrow().clone();
            if let Some(model) = model {
                camera.with_capture(|capture| model.follow(capture));
            }
        });
    }
    {
        let model = model.clone();
        use_effect_with((), move |()| move || drop(model.take()));
    }
    let model = model.borrow().clone();
    let snapshot = model.as_deref().map(R::snapshot).unwrap_or_default();
    Reader {
        rendered: RenderedSnapshot { snapshot },
        model,
    }
}

impl<S> SnapshotAccess for RenderedSnapshot<S> {
    type Snapshot = S;

    fn with_snapshot<T>(&self, read: impl Fn(&S) -> T) -> T {
        read(&self.snapshot)
    }
}
