//! `use_recorder`: recordings that belong to a component.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{self, RecordingAccess, RecordingModel, RecordingSnapshot};
use local_media_stream::recorder::{Recorder, RecorderOptions};
use yew::prelude::*;

use crate::MediaCapture;

/// Recordings that belong to a component, returned by [`use_recorder`].
///
/// The getters return the values of the render that created this handle. Clones share the recorder and may be passed to
/// children and callbacks. After the component is unmounted, all other methods are no-ops.
pub type MediaRecording = headless::MediaRecording<RenderedRecording>;

/// The recorder of a [`MediaRecording`], and its snapshot at the time of a render.
#[derive(Clone)]
pub struct RenderedRecording {
    snapshot: RecordingSnapshot,
    model: SharedModel,
    camera: MediaCapture,
    options: RecorderOptions,
}

/// `None` after the component is unmounted.
type SharedModel = Rc<RefCell<Option<Rc<RecordingModel>>>>;

/// Records a capture between [`start`](MediaRecording::start) and [`stop`](MediaRecording::stop), into one file that
/// continues while its devices change.
///
/// On a server it stays idle.
///
/// # Errors
/// [`MediaRecording::error`] returns them, with the kinds that [`Recorder::start`] and [`Recorder::stop`] list.
///
/// # Drop behavior
/// Unmounting the component stops the recording, discards the file and revokes its URL. The capture stays live.
///
/// ```
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_yew::{use_recorder, use_user_media};
/// use yew::prelude::*;
///
/// #[component]
/// fn Message() -> Html {
///     let camera = use_user_media(MediaStreamConstraints::new().audio(true).video(true));
///     let recorder = use_recorder(&camera);
///     let url = recorder.url();
///     let position = recorder.position().as_secs();
///     let start = {
///         let recorder = recorder.clone();
///         move |_| recorder.start()
///     };
///     html! {
///         <>
///             <button onclick={move |_| camera.start()}>{ "Open the camera" }</button>
///             <button onclick={start}>{ "Record" }</button>
///             <button onclick={move |_| recorder.stop()}>{ "Stop" }</button>
///             <p>{ format!("{position} s") }</p>
///             <video controls=true src={url} />
///         </>
///     }
/// }
/// ```
#[hook]
pub fn use_recorder(camera: &MediaCapture) -> MediaRecording {
    use_recorder_with_options(camera, RecorderOptions::new())
}

/// Records a capture like [`use_recorder`], with options. Changed options apply to the next start.
#[hook]
pub fn use_recorder_with_options(camera: &MediaCapture, options: RecorderOptions) -> MediaRecording {
    let update = use_force_update();
    let model: SharedModel = use_mut_ref(|| {
        let model = RecordingModel::new(move |_| update.force_update());
        Some(Rc::new(model))
    });
    {
        let model = model.clone();
        use_effect_with((), move |()| move || drop(model.take()));
    }
    let snapshot = model.borrow().as_deref().map(RecordingModel::snapshot);
    headless::MediaRecording::new(RenderedRecording {
        snapshot: snapshot.unwrap_or_default(),
        model,
        camera: camera.clone(),
        options,
    })
}

impl RecordingAccess for RenderedRecording {
    fn with_snapshot<T>(&self, read: impl Fn(&RecordingSnapshot) -> T) -> T {
        read(&self.snapshot)
    }

    fn with_model<T>(&self, f: impl FnOnce(&RecordingModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the cell mutably.
        let model = self.model.borrow().clone()?;
        Some(f(&model))
    }

    fn create_recorder(&self) -> Option<Recorder> {
        let options = self.options.clone();
        self.camera
            .with_capture(|capture| Recorder::with_capture(capture, options))
    }
}

/// Compares the identity of the recorder and the values of the render.
impl PartialEq for RenderedRecording {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model)
            && self.snapshot == other.snapshot
            && self.camera == other.camera
            && self.options == other.options
    }
}

impl fmt::Debug for RenderedRecording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RenderedRecording").field(&self.snapshot).finish()
    }
}
