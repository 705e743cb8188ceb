//! `use_recorder`: recordings that belong to a component.

use std::fmt;
use std::rc::Rc;

use dioxus::core::{Runtime, use_drop};
use dioxus::prelude::*;
use local_media_stream::headless::{self, RecordingAccess, RecordingModel, RecordingSnapshot};
use local_media_stream::recorder::{Recorder, RecorderOptions};

use crate::MediaCapture;
use crate::media_capture::set_if_mounted;

/// Recordings that belong to a component, returned by [`use_recorder`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the getters
/// return the idle state, and all other methods are no-ops.
pub type MediaRecording = headless::MediaRecording<RecordingSignals>;

/// The signals of a [`MediaRecording`].
#[derive(Clone, Copy, PartialEq)]
pub struct RecordingSignals {
    snapshot: Signal<RecordingSnapshot>,
    /// `None` on a server.
    model: CopyValue<Option<Rc<RecordingModel>>>,
    camera: MediaCapture,
    options: CopyValue<RecorderOptions>,
}

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
/// use dioxus::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_dioxus::{use_recorder, use_user_media};
///
/// #[component]
/// fn Message() -> Element {
///     let camera = use_user_media(|| MediaStreamConstraints::new().audio(true).video(true));
///     let recorder = use_recorder(&camera);
///     rsx! {
///         button { onclick: move |_| camera.start(), "Open the camera" }
///         button { onclick: move |_| recorder.start(), "Record" }
///         button { onclick: move |_| recorder.stop(), "Stop" }
///         p { "{recorder.position().as_secs()} s" }
///         video { controls: true, src: recorder.url() }
///     }
/// }
/// ```
pub fn use_recorder(camera: &MediaCapture) -> MediaRecording {
    use_recorder_with_options(camera, RecorderOptions::new())
}

/// Records a capture like [`use_recorder`], with options. Changed options apply to the next start.
pub fn use_recorder_with_options(camera: &MediaCapture, options: RecorderOptions) -> MediaRecording {
    let snapshot = use_signal(RecordingSnapshot::default);
    let model = use_hook(|| {
        let model = cfg!(target_family = "wasm").then(|| {
            // Signals can only be written inside the runtime.
            let on_change = Runtime::wrap_closure(move |new| set_if_mounted(snapshot, new));
            Rc::new(RecordingModel::new(on_change))
        });
        CopyValue::new(model)
    });
    let mut latest_options = use_hook(|| CopyValue::new(RecorderOptions::new()));
    latest_options.set(options);
    let recording = RecordingSignals {
        snapshot,
        model,
        camera: *camera,
        options: latest_options,
    };
    use_drop(move || drop(recording.take_model()));
    headless::MediaRecording::new(recording)
}

impl RecordingSignals {
    fn take_model(mut self) -> Option<Rc<RecordingModel>> {
        self.model.try_write().ok()?.take()
    }
}

impl RecordingAccess for RecordingSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&RecordingSnapshot) -> T) -> T {
        match self.snapshot.try_read() {
            Ok(snapshot) => read(&snapshot),
            // The component is unmounted.
            Err(_) => read(&RecordingSnapshot::default()),
        }
    }

    fn with_model<T>(&self, f: impl FnOnce(&RecordingModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the value mutably.
        let model = self.model.try_peek().ok()?.clone()?;
        Some(f(&model))
    }

    fn create_recorder(&self) -> Option<Recorder> {
        let options = self.options.try_peek().ok()?.clone();
        self.camera
            .with_capture(|capture| Recorder::with_capture(capture, options))
    }
}

impl fmt::Debug for RecordingSignals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.snapshot.try_peek();
        f.debug_tuple("RecordingSignals")
            .field(&snapshot.ok().as_deref())
            .finish()
    }
}
