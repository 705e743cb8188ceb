//! `use_user_media`, `use_display_media`: a capture that ends with the component.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions};
use local_media_stream::{
    Capture, CaptureState, DisplayMediaStreamOptions, MediaError, MediaStream, MediaStreamConstraints,
};
use yew::prelude::*;

/// A capture of a component's, as it was when the component was rendered: what [`use_user_media`] and
/// [`use_display_media`] give.
///
/// It is a handle: `Clone` is the same capture. It may go to children and into callbacks. Where the component is gone,
/// nothing is live, and calling it does nothing.
#[derive(Clone)]
pub struct MediaCapture {
    view: CaptureSnapshot,
    model: Slot,
}

/// Where a capture is until its component is gone.
type Slot = Rc<RefCell<Option<Rc<CaptureModel>>>>;

/// Cameras and microphones, from [`start`](MediaCapture::start) until [`stop`](MediaCapture::stop), or until the
/// component is gone.
///
/// When the constraints are others than in the rendering before (`==` tells) while it is started, the devices are
/// switched under the same stream, and each is asked for once; however often the component is rendered. On a server it
/// is idle.
///
/// ```
/// use local_media_stream::{MediaStreamConstraints, MediaTrackConstraints};
/// use local_media_stream_yew::{VideoPreview, use_user_media};
/// use yew::prelude::*;
///
/// #[component]
/// fn Camera() -> Html {
///     let width = use_state(|| 640);
///     let video = MediaTrackConstraints::new().width(*width);
///     let camera = use_user_media(MediaStreamConstraints::new().video(video));
///     let start = {
///         let camera = camera.clone();
///         move |_| camera.start()
///     };
///     html! {
///         <>
///             <VideoPreview stream={camera.stream()} mirrored=true />
///             <button onclick={start}>{ "Start" }</button>
///             <button onclick={move |_| width.set(1280)}>{ "Larger" }</button>
///             <p role="alert">{ camera.error().map(|error| error.to_string()) }</p>
///         </>
///     }
/// }
/// ```
#[hook]
pub fn use_user_media(constraints: MediaStreamConstraints) -> MediaCapture {
    use_capture(constraints.into(), MediaCaptureOptions::default())
}

/// As [`use_user_media`], with a say in how it behaves.
#[hook]
pub fn use_user_media_with_options(
    constraints: MediaStreamConstraints,
    options: MediaCaptureOptions,
) -> MediaCapture {
    use_capture(constraints.into(), options)
}

/// A screen, a window or a tab, from [`start`](MediaCapture::start), which a click must have led to, until it is
/// [stopped](MediaCapture::stop), the user ends it, or the component is gone.
///
/// When the options are others than in the rendering before, they count for the next start. On a server it is idle.
#[hook]
pub fn use_display_media(options: DisplayMediaStreamOptions) -> MediaCapture {
    use_capture(options.into(), MediaCaptureOptions::default())
}

#[hook]
fn use_capture(request: CaptureRequest, options: MediaCaptureOptions) -> MediaCapture {
    let update = use_force_update();
    let model: Slot = use_mut_ref(|| {
        let model = CaptureModel::new(request.clone(), move |_| update.force_update());
        Some(Rc::new(model))
    });
    let view = model.borrow().as_deref().map(CaptureModel::view);
    let capture = MediaCapture {
        view: view.unwrap_or_default(),
        model,
    };
    {
        let capture = capture.clone();
        use_effect_with(request, move |request| {
            capture.with_model(|model| model.set_request(request.clone()));
        });
    }
    {
        let capture = capture.clone();
        // Not before the component is in the page: what is hydrated must be what the server has sent.
        use_effect_with((), move |()| {
            if options.immediate {
                capture.start();
            }
            move || drop(capture.model.take())
        });
    }
    capture
}

impl MediaCapture {
    /// What it is doing.
    pub fn state(&self) -> CaptureState {
        self.view.state.clone()
    }

    /// Whether something is live.
    pub fn is_live(&self) -> bool {
        self.view.state.is_live()
    }

    /// What is live; `None` when nothing is. It ends with the component.
    pub fn stream(&self) -> Option<MediaStream> {
        self.view.stream.clone()
    }

    /// Why what was asked for last could not be had. Something may be live all the same: a switch that fails leaves
    /// what was there before.
    pub fn error(&self) -> Option<MediaError> {
        self.view.error.clone()
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
    /// `None` where the component is gone.
    pub fn with_capture<T>(&self, act: impl FnOnce(&Capture) -> T) -> Option<T> {
        self.with_model(|model| act(model.capture()))
    }

    fn with_model<T>(&self, act: impl FnOnce(&CaptureModel) -> T) -> Option<T> {
        // Not borrowed while it acts: that may end the component.
        let model = self.model.borrow().clone()?;
        Some(act(&model))
    }
}

/// The same capture, and nothing else to show.
impl PartialEq for MediaCapture {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && self.view == other.view
    }
}

impl fmt::Debug for MediaCapture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MediaCapture").field(&self.view).finish()
    }
}
