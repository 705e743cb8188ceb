//! `use_user_media` and `use_display_media`: a capture that belongs to a component.

use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::headless::{
    self, CaptureAccess, CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions,
};
use local_media_stream::{DisplayMediaStreamOptions, MediaStreamConstraints};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// A capture that belongs to a component, returned by [`use_user_media`] and [`use_display_media`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is
/// live, the getters return the idle state, and all other methods are no-ops.
pub type MediaCapture = headless::MediaCapture<CaptureSignals>;

/// The signals of a [`MediaCapture`].
#[derive(Clone, Copy, Debug)]
pub struct CaptureSignals {
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
    use_capture(constraints.into_reactive_value(), options)
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
    use_capture(options.into_reactive_value(), MediaCaptureOptions::default())
}

fn use_capture<R>(request: Signal<R>, options: MediaCaptureOptions) -> MediaCapture
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
    let model = StoredValue::new(model);
    let capture = CaptureSignals { snapshot, model };
    // In an effect, because the first render must equal the server's HTML for hydration.
    Effect::new(move |previous: Option<()>| {
        let request = request.get();
        capture.with_model(|model| {
            model.set_request(request);
            if options.immediate && previous.is_none() {
                model.start();
            }
        });
    });
    headless::MediaCapture::new(capture)
}

impl CaptureSignals {
    fn with<T>(&self, f: impl FnOnce(&Model) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which disposes of the stored value.
        let model = self.model.try_get_value().flatten()?;
        Some(untrack(|| f(&model)))
    }
}

impl CaptureAccess for CaptureSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&CaptureSnapshot) -> T) -> T {
        let value = self.snapshot.try_with(&read);
        value.unwrap_or_else(|| read(&CaptureSnapshot::default()))
    }

    fn with_model<T>(&self, f: impl FnOnce(&CaptureModel) -> T) -> Option<T> {
        self.with(|model| f(&model.capture))
    }

    /// Sets the current request, ahead of the effect.
    fn update_request(&self) {
        self.with(|model| model.capture.set_request((model.request)()));
    }
}
