//! `use_user_media`, `use_display_media`: a capture that ends with the component.

use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::headless::{CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions};
use local_media_stream::{
    Capture, CaptureState, DisplayMediaStreamOptions, MediaError, MediaStream, MediaStreamConstraints,
};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// A capture of a component's: what [`use_user_media`] and [`use_display_media`] give.
///
/// It is a handle, and `Copy` as signals are. What it tells is reactive. Where the component is gone, nothing is live,
/// and calling it does nothing.
#[derive(Clone, Copy)]
pub struct MediaCapture {
    view: RwSignal<BrowserOnly<CaptureSnapshot>>,
    session: StoredValue<BrowserOnly<Rc<Session>>>,
}

/// What there is of a capture in a browser.
struct Session {
    model: CaptureModel,
    /// What is to be asked for now. The model hears of it a little later, when effects run.
    request: Box<dyn Fn() -> CaptureRequest>,
}

/// Cameras and microphones, from [`start`](MediaCapture::start) until [`stop`](MediaCapture::stop), or until the
/// component is gone.
///
/// The constraints may be a value, a signal, or a closure that reads signals. When they change while it is started, the
/// devices are switched under the same stream, and each is asked for once. On a server it is idle.
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
///         <p role="alert">{move || camera.error().map(|error| error.to_string())}</p>
///     }
/// }
/// ```
pub fn use_user_media<M>(
    constraints: impl IntoReactiveValue<Signal<MediaStreamConstraints>, M>,
) -> MediaCapture {
    use_user_media_with_options(constraints, MediaCaptureOptions::default())
}

/// As [`use_user_media`], with a say in how it behaves.
pub fn use_user_media_with_options<M>(
    constraints: impl IntoReactiveValue<Signal<MediaStreamConstraints>, M>,
    options: MediaCaptureOptions,
) -> MediaCapture {
    MediaCapture::new(constraints.into_reactive_value(), options)
}

/// A screen, a window or a tab, from [`start`](MediaCapture::start), which a click must have led to, until it is
/// [stopped](MediaCapture::stop), the user ends it, or the component is gone.
///
/// The options may be a value, a signal, or a closure that reads signals. When they change, they count for the next
/// start. On a server it is idle.
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
        let view = RwSignal::new(None);
        let session = cfg!(target_family = "wasm").then(|| {
            let tell = move |new: CaptureSnapshot| drop(view.try_set(Some(SendWrapper::new(new))));
            SendWrapper::new(Rc::new(Session {
                model: CaptureModel::new(request.get_untracked(), tell),
                request: Box::new(move || request.get_untracked().into()),
            }))
        });
        let capture = MediaCapture {
            view,
            session: StoredValue::new(session),
        };
        // Not before the component is in the page: what is hydrated must be what the server has sent.
        Effect::new(move |begun: Option<()>| {
            let request = request.get();
            capture.with_session(|session| {
                session.model.set_request(request);
                if options.immediate && begun.is_none() {
                    session.model.start();
                }
            });
        });
        capture
    }

    /// What it is doing.
    pub fn state(&self) -> CaptureState {
        self.with_view(|view| view.state.clone())
    }

    /// Whether something is live.
    pub fn is_live(&self) -> bool {
        self.with_view(|view| view.state.is_live())
    }

    /// What is live; `None` when nothing is. It ends with the component.
    pub fn stream(&self) -> Option<MediaStream> {
        self.with_view(|view| view.stream.clone())
    }

    /// Why what was asked for last could not be had. Something may be live all the same: a switch that fails leaves
    /// what was there before.
    pub fn error(&self) -> Option<MediaError> {
        self.with_view(|view| view.error.clone())
    }

    /// Sees to it that what is asked for is live. From a click, if the browser wants one.
    pub fn start(&self) {
        self.with_session(|session| session.up_to_date().start());
    }

    /// Ends everything: nothing is live when it returns, and what has been asked for is stopped when it comes.
    pub fn stop(&self) {
        self.with_session(|session| session.model.stop());
    }

    /// Ends everything and asks for it again.
    pub fn restart(&self) {
        self.with_session(|session| session.up_to_date().restart());
    }

    /// Does something with the capture itself, for whatever is not here: flip the camera, bring back what is lost.
    /// `None` on a server, and where the component is gone.
    pub fn with_capture<T>(&self, act: impl FnOnce(&Capture) -> T) -> Option<T> {
        self.with_session(|session| act(session.model.capture()))
    }

    fn with_session<T>(&self, act: impl FnOnce(&Session) -> T) -> Option<T> {
        // Not borrowed while it acts: that may end the component.
        let session = self.session.try_get_value().flatten()?;
        Some(untrack(|| act(&session)))
    }

    fn with_view<T>(&self, read: impl Fn(&CaptureSnapshot) -> T) -> T {
        let seen = self.view.try_with(|view| view.as_ref().map(|view| read(view)));
        seen.flatten()
            .unwrap_or_else(|| read(&CaptureSnapshot::default()))
    }
}

impl Session {
    fn up_to_date(&self) -> &CaptureModel {
        self.model.set_request((self.request)());
        &self.model
    }
}
