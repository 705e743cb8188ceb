//! `use_user_media` and `use_display_media`: a capture that belongs to a component.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use dioxus::core::{ReactiveContext, Runtime, use_drop};
use dioxus::prelude::*;
use local_media_stream::headless::{
    self, CaptureAccess, CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions,
};
use local_media_stream::{DisplayMediaStreamOptions, MediaStreamConstraints};

/// A capture that belongs to a component, returned by [`use_user_media`] and [`use_display_media`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is
/// live, the getters return the idle state, and all other methods are no-ops.
pub type MediaCapture = headless::MediaCapture<CaptureSignals>;

/// The signals of a [`MediaCapture`].
#[derive(Clone, Copy, PartialEq)]
pub struct CaptureSignals {
    snapshot: Signal<CaptureSnapshot>,
    /// `None` on a server.
    model: CopyValue<Option<Rc<CaptureModel>>>,
    request: Callback<(), CaptureRequest>,
}

/// Captures cameras and microphones between [`start`](MediaCapture::start) and [`stop`](MediaCapture::stop).
///
/// The closure may read signals. When its result changes after `start`, the capture requests the new constraints once and
/// replaces the tracks of the same stream. Sizes are in pixels, frame rates in frames per second. On a server the capture
/// stays idle.
///
/// # Errors
/// [`MediaCapture::error`] returns the error of the last request, with the kinds that
/// [`get_user_media`](local_media_stream::get_user_media) lists.
///
/// # Drop behavior
/// Unmounting the component stops every track. If a prompt is open, the stream that it returns is stopped on arrival.
///
/// ```
/// use dioxus::prelude::*;
/// use local_media_stream::{MediaStreamConstraints, MediaTrackConstraints};
/// use local_media_stream_dioxus::{VideoPreview, use_user_media};
///
/// #[component]
/// fn Camera() -> Element {
///     let mut width = use_signal(|| 640);
///     let camera = use_user_media(move || {
///         MediaStreamConstraints::new().video(MediaTrackConstraints::new().width(width()))
///     });
///     rsx! {
///         VideoPreview { stream: camera.stream(), mirrored: true }
///         button { onclick: move |_| camera.start(), "Start" }
///         button { onclick: move |_| width.set(1280), "Larger" }
///         p { role: "alert", {camera.error().map(|error| error.user_message().into_owned())} }
///     }
/// }
/// ```
pub fn use_user_media(constraints: impl FnMut() -> MediaStreamConstraints + 'static) -> MediaCapture {
    use_user_media_with_options(constraints, MediaCaptureOptions::default())
}

/// Captures cameras and microphones like [`use_user_media`], with options.
///
/// With [`immediate`](MediaCaptureOptions::immediate), the capture starts when the component is mounted.
pub fn use_user_media_with_options(
    mut constraints: impl FnMut() -> MediaStreamConstraints + 'static,
    options: MediaCaptureOptions,
) -> MediaCapture {
    use_capture(move || constraints().into(), options)
}

/// Captures a screen, a window or a tab between [`start`](MediaCapture::start) and [`stop`](MediaCapture::stop).
///
/// The closure may read signals. Changed options apply to the next `start`, because a prompt for a screen requires a user
/// gesture. The user can end the capture in the browser, too. On a server the capture stays idle.
///
/// # Errors
/// [`MediaCapture::error`] returns the error of the last request, with the kinds that
/// [`get_display_media`](local_media_stream::get_display_media) lists.
///
/// # Drop behavior
/// Unmounting the component stops every track. If a prompt is open, the stream that it returns is stopped on arrival.
pub fn use_display_media(mut options: impl FnMut() -> DisplayMediaStreamOptions + 'static) -> MediaCapture {
    use_capture(move || options().into(), MediaCaptureOptions::default())
}

fn use_capture(
    mut request: impl FnMut() -> CaptureRequest + 'static,
    options: MediaCaptureOptions,
) -> MediaCapture {
    let snapshot = use_signal(CaptureSnapshot::default);
    let request = use_callback(move |()| request());
    let model = use_hook(|| {
        let model = cfg!(target_family = "wasm").then(|| {
            // Signals can only be written inside the runtime.
            let on_change = Runtime::wrap_closure(move |new| set_if_mounted(snapshot, new));
            Rc::new(CaptureModel::new(untracked(|| request.call(())), on_change))
        });
        CopyValue::new(model)
    });
    let capture = CaptureSignals {
        snapshot,
        model,
        request,
    };
    use_drop(move || drop(capture.take_model()));

    let rendered = use_hook(|| Rc::new(Cell::new(false)));
    let started = use_hook(|| Rc::new(Cell::new(false)));
    // In an effect, because the first render must equal the server's HTML for hydration.
    let mut follow = use_effect(move || {
        let request = request.call(());
        capture.with_model(|model| {
            model.set_request(request);
            if options.immediate && !started.replace(true) {
                model.start();
            }
        });
    });
    if rendered.replace(true) {
        // The closure of this render may capture values that changed without a signal.
        follow.mark_dirty();
    }
    headless::MediaCapture::new(capture)
}

/// Returns the result of `read` without a subscription of the component to the signals that it reads.
fn untracked<T>(read: impl FnOnce() -> T) -> T {
    let (context, _) = ReactiveContext::new();
    let value = context.run_in(read);
    context.clear_subscribers();
    value
}

/// Writes a signal, unless its component is unmounted.
pub(crate) fn set_if_mounted<T: 'static>(mut signal: Signal<T>, value: T) {
    if let Ok(mut target) = signal.try_write() {
        *target = value;
    }
}

impl CaptureSignals {
    fn take_model(mut self) -> Option<Rc<CaptureModel>> {
        self.model.try_write().ok()?.take()
    }
}

impl CaptureAccess for CaptureSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&CaptureSnapshot) -> T) -> T {
        match self.snapshot.try_read() {
            Ok(snapshot) => read(&snapshot),
            // The component is unmounted.
            Err(_) => read(&CaptureSnapshot::default()),
        }
    }

    fn with_model<T>(&self, f: impl FnOnce(&CaptureModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the value mutably.
        let model = self.model.try_peek().ok()?.clone()?;
        Some(f(&model))
    }

    /// Sets the current request, ahead of the effect.
    fn update_request(&self) {
        self.with_model(|model| model.set_request(untracked(|| self.request.call(()))));
    }
}

impl fmt::Debug for CaptureSignals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.snapshot.try_peek();
        f.debug_tuple("CaptureSignals")
            .field(&snapshot.ok().as_deref())
            .finish()
    }
}
