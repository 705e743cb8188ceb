//! `use_user_media` and `use_display_media`: a capture that belongs to a component.

use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::headless::{CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions};
use local_media_stream::{
    Capture, CaptureState, DisplayMediaStreamOptions, MediaError, MediaStream, MediaStreamConstraints,
    MediaStreamTrackKind,
};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// A capture that belongs to a component, returned by [`use_user_media`] and [`use_display_media`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is
/// live, the getters return the idle state, and all other methods are no-ops.
#[derive(Clone, Copy)]
pub struct MediaCapture {
    snapshot: RwSignal<CaptureSnapshot>,
    model: StoredValue<BrowserOnly<Rc<Model>>>,
}

struct Model {
    capture: CaptureModel,
    /// Reads the current request. An effect updates the capture's copy with a delay.
    request: Box<dyn Fn() -> CaptureRequest>,
}

/// Captures cameras and microphones between [`start`](MediaCapture::start) and [`stop`](MediaCapture::stop).
///
/// The constraints are a value, a signal, or a closure that reads signals. When they change after `start`, the capture
/// requests the new ones once and replaces the tracks of the same stream. Sizes are in pixels, frame rates in frames per
/// second. On a server the capture stays idle.
///
/// # Errors
/// [`MediaCapture::error`] returns the error of the last request, with the kinds that
/// [`get_user_media`](local_media_stream::get_user_media) lists.
///
/// # Drop behavior
/// Unmounting the component stops every track. If a prompt is open, the stream that it returns is stopped on arrival.
///
/// ```
/// use leptos::prelude::*;
/// use local_media_stream::{MediaStreamConstraints, MediaTrackConstraints};
/// use local_media_stream_leptos::{VideoPreview, use_user_media};
///
/// #[component]
/// fn Camera() -> impl IntoView {
///     let width = RwSignal::new(640);
///     let camera = use_user_media(move || {
///         MediaStreamConstraints::new().video(MediaTrackConstraints::new().width(width.get()))
///     });
///     view! {
///         <VideoPreview stream=move || camera.stream() mirrored=true />
///         <button on:click=move |_| camera.start()>"Start"</button>
///         <button on:click=move |_| width.set(1280)>"Larger"</button>
///         <p role="alert">{move || camera.error().map(|error| error.user_message())}</p>
///     }
/// }
/// ```
pub fn use_user_media<M>(
    constraints: impl IntoReactiveValue<Signal<MediaStreamConstraints>, M>,
) -> MediaCapture {
    use_user_media_with_options(constraints, MediaCaptureOptions::default())
}

/// Captures cameras and microphones like [`use_user_media`], with options.
///
/// With [`immediate`](MediaCaptureOptions::immediate), the capture starts when the component is mounted.
pub fn use_user_media_with_options<M>(
    constraints: impl IntoReactiveValue<Signal<MediaStreamConstraints>, M>,
    options: MediaCaptureOptions,
) -> MediaCapture {
    MediaCapture::new(constraints.into_reactive_value(), options)
}

/// Captures a screen, a window or a tab between [`start`](MediaCapture::start) and [`stop`](MediaCapture::stop).
///
/// The options are a value, a signal, or a closure that reads signals. Changed options apply to the next `start`, because
/// a prompt for a screen requires a user gesture. The user can end the capture in the browser, too. On a server the
/// capture stays idle.
///
/// # Errors
/// [`MediaCapture::error`] returns the error of the last request, with the kinds that
/// [`get_display_media`](local_media_stream::get_display_media) lists.
///
/// # Drop behavior
/// Unmounting the component stops every track. If a prompt is open, the stream that it returns is stopped on arrival.
pub fn use_display_media<M>(
    options: impl IntoReactiveValue<Signal<DisplayMediaStreamOptions>, M>,
) -> MediaCapture {
    MediaCapture::new(options.into_reactive_value(), MediaCaptureOptions::default())
}

impl MediaCapture {
    fn new<R>(request: Signal<R>, options: MediaCaptureOptions) -> Self
    where
        R: Into<CaptureRequest> + Clone + Send + Sync + 'static,
    {
        let snapshot = RwSignal::new(CaptureSnapshot::default());
        let model = cfg!(target_family = "wasm").then(|| {
            let on_change = move |new| drop(snapshot.try_set(new));
            SendWrapper::new(Rc::new(Model {
                capture: CaptureModel::new(request.get_untracked(), on_change),
                request: Box::new(move || request.get_untracked().into()),
            }))
        });
        let capture = MediaCapture {
            snapshot,
            model: StoredValue::new(model),
        };
        // In an effect, because the first render must equal the server's HTML for hydration.
        Effect::new(move |previous: Option<()>| {
            let request = request.get();
            capture.with_model(|model| {
                model.capture.set_request(request);
                if options.immediate && previous.is_none() {
                    model.capture.start();
                }
            });
        });
        capture
    }

    /// Returns the current state.
    pub fn state(&self) -> CaptureState {
        self.with_snapshot(|snapshot| snapshot.state.clone())
    }

    /// Returns the state of the audio or the video track. A lost or denied track is
    /// [`Ended`](CaptureState::Ended) or [`Failed`](CaptureState::Failed) here, also while the other one is live.
    pub fn state_of(&self, kind: MediaStreamTrackKind) -> CaptureState {
        self.with_snapshot(|snapshot| match kind {
            MediaStreamTrackKind::Audio => snapshot.audio.clone(),
            _ => snapshot.video.clone(),
        })
    }

    /// Returns whether a track is live.
    pub fn is_live(&self) -> bool {
        self.with_snapshot(|snapshot| snapshot.state.is_live())
    }

    /// Returns the live stream, if any. The capture owns it and stops its tracks.
    pub fn stream(&self) -> Option<MediaStream> {
        self.with_snapshot(|snapshot| snapshot.stream.clone())
    }

    /// Returns the error of the last request, if it failed. After a failed switch, the previous stream is still live.
    pub fn error(&self) -> Option<MediaError> {
        self.with_snapshot(|snapshot| snapshot.error.clone())
    }

    /// Starts capturing with the current constraints or options. A no-op if they are live already.
    ///
    /// Call it directly in the event handler, not after an `.await` or in a spawned future. A prompt for a screen requires
    /// [transient activation](https://developer.mozilla.org/en-US/docs/Glossary/Transient_activation), which expires.
    pub fn start(&self) {
        self.with_model(|model| model.up_to_date().start());
    }

    /// Stops every track before it returns. If a prompt is open, the stream that it returns is stopped on arrival.
    pub fn stop(&self) {
        self.with_model(|model| model.capture.stop());
    }

    /// Stops every track, then requests them again. Starts the capture if nothing is live.
    ///
    /// Call it directly in the event handler, like [`start`](Self::start).
    pub fn restart(&self) {
        self.with_model(|model| model.up_to_date().restart());
    }

    /// Calls `f` with the underlying [`Capture`], for example to flip the camera or to set a recovery policy.
    ///
    /// Returns `None` on a server and after the component is unmounted. If `f` returns a future of the capture, await it
    /// in a spawned future: the call itself must happen in the event handler.
    pub fn with_capture<T>(&self, f: impl FnOnce(&Capture) -> T) -> Option<T> {
        self.with_model(|model| f(model.capture.capture()))
    }

    fn with_model<T>(&self, f: impl FnOnce(&Model) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which disposes of the stored value.
        let model = self.model.try_get_value().flatten()?;
        Some(untrack(|| f(&model)))
    }

    fn with_snapshot<T>(&self, read: impl Fn(&CaptureSnapshot) -> T) -> T {
        let value = self.snapshot.try_with(&read);
        value.unwrap_or_else(|| read(&CaptureSnapshot::default()))
    }
}

impl Model {
    /// Returns the capture after an update with the current request, ahead of the effect.
    fn up_to_date(&self) -> &CaptureModel {
        self.capture.set_request((self.request)());
        &self.capture
    }
}
