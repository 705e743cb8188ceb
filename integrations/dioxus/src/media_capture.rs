//! `use_user_media`, `use_display_media`: a capture that ends with the component.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use dioxus::core::{ReactiveContext, Runtime, use_drop};
use dioxus::prelude::*;
use local_media_stream::headless::{CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions};
use local_media_stream::{
    Capture, CaptureState, DisplayMediaStreamOptions, MediaError, MediaStream, MediaStreamConstraints,
};

/// A capture of a component's: what [`use_user_media`] and [`use_display_media`] give.
///
/// It is a handle, and `Copy` as signals are. What it tells is reactive. Where the component is gone, nothing is live,
/// and calling it does nothing.
#[derive(Clone, Copy, PartialEq)]
pub struct MediaCapture {
    view: Signal<CaptureSnapshot>,
    /// `None` on a server.
    model: CopyValue<Option<Rc<CaptureModel>>>,
}

/// Cameras and microphones, from [`start`](MediaCapture::start) until [`stop`](MediaCapture::stop), or until the
/// component is gone.
///
/// The closure may read signals. When what it gives changes while it is started, the devices are switched under the same
/// stream, and each is asked for once; however often the component is rendered. On a server it is idle.
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
///         p { role: "alert", {camera.error().map(|error| error.to_string())} }
///     }
/// }
/// ```
pub fn use_user_media(constraints: impl FnMut() -> MediaStreamConstraints + 'static) -> MediaCapture {
    use_user_media_with_options(constraints, MediaCaptureOptions::default())
}

/// As [`use_user_media`], with a say in how it behaves.
pub fn use_user_media_with_options(
    mut constraints: impl FnMut() -> MediaStreamConstraints + 'static,
    options: MediaCaptureOptions,
) -> MediaCapture {
    use_capture(move || constraints().into(), options)
}

/// A screen, a window or a tab, from [`start`](MediaCapture::start), which a click must have led to, until it is
/// [stopped](MediaCapture::stop), the user ends it, or the component is gone.
///
/// The closure may read signals. When what it gives changes, that counts for the next start. On a server it is idle.
pub fn use_display_media(mut options: impl FnMut() -> DisplayMediaStreamOptions + 'static) -> MediaCapture {
    use_capture(move || options().into(), MediaCaptureOptions::default())
}

fn use_capture(
    mut request: impl FnMut() -> CaptureRequest + 'static,
    options: MediaCaptureOptions,
) -> MediaCapture {
    let view = use_signal(CaptureSnapshot::default);
    let model = use_hook(|| {
        let model = cfg!(target_family = "wasm").then(|| {
            // What happens outside of Dioxus is told inside.
            let tell = Runtime::wrap_closure(move |new| put(view, new));
            Rc::new(CaptureModel::new(untracked(&mut request), tell))
        });
        CopyValue::new(model)
    });
    let capture = MediaCapture { view, model };
    use_drop(move || drop(capture.end()));

    let rendered = use_hook(|| Rc::new(Cell::new(false)));
    let begun = use_hook(|| Rc::new(Cell::new(false)));
    // Not before the component is in the page: what is hydrated must be what the server has sent.
    let mut follow = use_effect(move || {
        let request = request();
        capture.with_model(|model| {
            model.set_request(request);
            if options.immediate && !begun.replace(true) {
                model.start();
            }
        });
    });
    if rendered.replace(true) {
        // The closure may have other things in it than before that are no signals.
        follow.mark_dirty();
    }
    capture
}

/// What it gives now, without the component being rendered when that changes.
fn untracked<T>(read: impl FnOnce() -> T) -> T {
    let (context, _) = ReactiveContext::new();
    let value = context.run_in(read);
    context.clear_subscribers();
    value
}

/// Sets a signal, if its component is still there.
pub(crate) fn put<T: 'static>(mut signal: Signal<T>, value: T) {
    if let Ok(mut place) = signal.try_write() {
        *place = value;
    }
}

impl MediaCapture {
    /// What it is doing.
    pub fn state(&self) -> CaptureState {
        self.view().state
    }

    /// Whether something is live.
    pub fn is_live(&self) -> bool {
        self.view().state.is_live()
    }

    /// What is live; `None` when nothing is. It ends with the component.
    pub fn stream(&self) -> Option<MediaStream> {
        self.view().stream
    }

    /// Why what was asked for last could not be had. Something may be live all the same: a switch that fails leaves
    /// what was there before.
    pub fn error(&self) -> Option<MediaError> {
        self.view().error
    }

    /// Sees to it that what is asked for is live. From a click, if the browser wants one.
    pub fn start(&self) {
        self.with_model(CaptureModel::start);
    }

    /// Ends everything: nothing is live when it returns, and what has been asked for is stopped when it comes.
    pub fn stop(&self) {
        self.with_model(CaptureModel::stop);
    }

    /// Ends everything and asks for it again.
    pub fn restart(&self) {
        self.with_model(CaptureModel::restart);
    }

    /// Does something with the capture itself, for whatever is not here: flip the camera, bring back what is lost.
    /// `None` on a server, and where the component is gone.
    pub fn with_capture<T>(&self, act: impl FnOnce(&Capture) -> T) -> Option<T> {
        self.with_model(|model| act(model.capture()))
    }

    fn with_model<T>(&self, act: impl FnOnce(&CaptureModel) -> T) -> Option<T> {
        // Not borrowed while it acts: that may end the component.
        let model = self.model.try_peek().ok()?.clone()?;
        Some(act(&model))
    }

    fn view(&self) -> CaptureSnapshot {
        let view = self.view.try_read();
        view.map(|view| CaptureSnapshot::clone(&view)).unwrap_or_default()
    }

    fn end(mut self) -> Option<Rc<CaptureModel>> {
        self.model.try_write().ok()?.take()
    }
}

impl fmt::Debug for MediaCapture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let view = self.view.try_peek();
        f.debug_tuple("MediaCapture")
            .field(&view.ok().as_deref())
            .finish()
    }
}
