//! `use_recorder`: recordings that belong to a component.

use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::headless::{self, RecordingAccess, RecordingModel, RecordingSnapshot};
use local_media_stream::recorder::{Recorder, RecorderOptions};
use send_wrapper::SendWrapper;

use crate::{BrowserOnly, MediaCapture};

/// Recordings that belong to a component, returned by [`use_recorder`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, the getters
/// return the idle state, and all other methods are no-ops.
pub type MediaRecording = headless::MediaRecording<RecordingSignals>;

/// The signals of a [`MediaRecording`].
#[derive(Clone, Copy, Debug)]
pub struct RecordingSignals {
    snapshot: RwSignal<RecordingSnapshot>,
    model: StoredValue<BrowserOnly<Rc<RecordingModel>>>,
    camera: Signal<MediaCapture>,
    options: Signal<RecorderOptions>,
}

/// Records a capture between [`start`](MediaRecording::start) and [`stop`](MediaRecording::stop), into one file that
/// continues while its devices change.
///
/// The capture is a value, a signal, or a closure that reads signals. On a server it stays idle.
///
/// # Errors
/// [`MediaRecording::error`] returns them, with the kinds that [`Recorder::start`] and [`Recorder::stop`] list.
///
/// # Drop behavior
/// Unmounting the component stops the recording, discards the file and revokes its URL. The capture stays live.
///
/// ```
/// use leptos::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream_leptos::{use_recorder, use_user_media};
///
/// #[component]
/// fn Message() -> impl IntoView {
///     let camera = use_user_media(MediaStreamConstraints::new().audio(true).video(true));
///     let recorder = use_recorder(camera);
///     view! {
///         <button on:click=move |_| camera.start()>"Open the camera"</button>
///         <button on:click=move |_| recorder.start()>"Record"</button>
///         <button on:click=move |_| recorder.stop()>"Stop"</button>
///         <p>{move || recorder.position().as_secs()} " s"</p>
///         <video controls src=move || recorder.url()></video>
///     }
/// }
/// ```
pub fn use_recorder<M>(camera: impl IntoReactiveValue<Signal<MediaCapture>, M>) -> MediaRecording {
    use_recorder_with_options(camera, RecorderOptions::new())
}

/// Records a capture like [`use_recorder`], with options.
///
/// The options are a value, a signal, or a closure that reads signals. Changed options apply to the next start.
pub fn use_recorder_with_options<M, N>(
    camera: impl IntoReactiveValue<Signal<MediaCapture>, M>,
    options: impl IntoReactiveValue<Signal<RecorderOptions>, N>,
) -> MediaRecording {
    let snapshot = RwSignal::new(RecordingSnapshot::default());
    let model = cfg!(target_family = "wasm").then(|| {
        let on_change = move |new| drop(snapshot.try_set(new));
        SendWrapper::new(Rc::new(RecordingModel::new(on_change)))
    });
    headless::MediaRecording::new(RecordingSignals {
        snapshot,
        model: StoredValue::new(model),
        camera: camera.into_reactive_value(),
        options: options.into_reactive_value(),
    })
}

impl RecordingAccess for RecordingSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&RecordingSnapshot) -> T) -> T {
        let value = self.snapshot.try_with(&read);
        value.unwrap_or_else(|| read(&RecordingSnapshot::default()))
    }

    fn with_model<T>(&self, f: impl FnOnce(&RecordingModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which disposes of the stored value.
        let model = self.model.try_get_value().flatten()?;
        Some(untrack(|| f(&model)))
    }

    fn create_recorder(&self) -> Option<Recorder> {
        let options = self.options.try_get_untracked()?;
        let camera = self.camera.try_get_untracked()?;
        camera.with_capture(|capture| Recorder::with_capture(capture, options))
    }
}
