//! `use_user_media` and `use_display_media`: a capture that belongs to a component.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use local_media_stream::headless::{
    self, CaptureAccess, CaptureModel, CaptureRequest, CaptureSnapshot, MediaCaptureOptions,
};
use local_media_stream::{DisplayMediaStreamOptions, MediaStreamConstraints};
use yew::prelude::*;

/// A capture that belongs to a component, returned by [`use_user_media`] and [`use_display_media`].
///
/// The getters return the values of the render that created this handle. Clones share the capture and may be passed to
/// children and callbacks. After the component is unmounted, nothing is live and all other methods are no-ops.
pub type MediaCapture = headless::MediaCapture<RenderedCapture>;

/// The capture of a [`MediaCapture`], and its snapshot at the time of a render.
#[derive(Clone)]
pub struct RenderedCapture {
    snapshot: CaptureSnapshot,
    model: SharedModel,
}

/// `None` after the component is unmounted.
type SharedModel = Rc<RefCell<Option<Rc<CaptureModel>>>>;

/// Captures cameras and microphones between [`start`](MediaCapture::start) and [`stop`](MediaCapture::stop).
///
/// When a render passes constraints that differ (`!=`) from the previous ones, a started capture requests the new ones
/// once and replaces the tracks of the same stream. Sizes are in pixels, frame rates in frames per second. On a server
/// the capture stays idle.
///
/// # Errors
/// [`MediaCapture::error`] returns the error of the last request, with the kinds that
/// [`get_user_media`](local_media_stream::get_user_media) lists.
///
/// # Drop behavior
/// Unmounting the component stops every track. If a prompt is open, the stream that it returns is stopped on arrival.
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
///             <p role="alert">{ camera.error().map(|error| error.user_message().into_owned()) }</p>
///         </>
///     }
/// }
/// ```
#[hook]
pub fn use_user_media(constraints: MediaStreamConstraints) -> MediaCapture {
    use_capture(constraints.into(), MediaCaptureOptions::default())
}

/// Captures cameras and microphones like [`use_user_media`], with options.
///
/// With [`immediate`](MediaCaptureOptions::immediate), the capture starts when the component is mounted.
#[hook]
pub fn use_user_media_with_options(
    constraints: MediaStreamConstraints,
    options: MediaCaptureOptions,
) -> MediaCapture {
    use_capture(constraints.into(), options)
}

/// Captures a screen, a window or a tab between [`start`](MediaCapture::start) and [`stop`](MediaCapture::stop).
///
/// Changed options apply to the next `start`, because a prompt for a screen requires a user gesture. The user can end the
/// capture in the browser, too. On a server the capture stays idle.
///
/// # Errors
/// [`MediaCapture::error`] returns the error of the last request, with the kinds that
/// [`get_display_media`](local_media_stream::get_display_media) lists.
///
/// # Drop behavior
/// Unmounting the component stops every track. If a prompt is open, the stream that it returns is stopped on arrival.
#[hook]
pub fn use_display_media(options: DisplayMediaStreamOptions) -> MediaCapture {
    use_capture(options.into(), MediaCaptureOptions::default())
}

#[hook]
fn use_capture(request: CaptureRequest, options: MediaCaptureOptions) -> MediaCapture {
    let update = use_force_update();
    let model: SharedModel = use_mut_ref(|| {
        let model = CaptureModel::new(request.clone(), move |_| update.force_update());
        Some(Rc::new(model))
    });
    let snapshot = model.borrow().as_deref().map(CaptureModel::snapshot);
    let capture = RenderedCapture {
        snapshot: snapshot.unwrap_or_default(),
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
        // In an effect, because the first render must equal the server's HTML for hydration.
        use_effect_with((), move |()| {
            if options.immediate {
                capture.with_model(CaptureModel::start);
            }
            move || drop(capture.model.take())
        });
    }
    headless::MediaCapture::new(capture)
}

impl CaptureAccess for RenderedCapture {
    fn with_snapshot<T>(&self, read: impl Fn(&CaptureSnapshot) -> T) -> T {
        read(&self.snapshot)
    }

    fn with_model<T>(&self, f: impl FnOnce(&CaptureModel) -> T) -> Option<T> {
        // Cloned, because `f` may unmount the component, which borrows the cell mutably.
        let model = self.model.borrow().clone()?;
        Some(f(&model))
    }
}

/// Compares the identity of the capture and the values of the render.
impl PartialEq for RenderedCapture {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model) && self.snapshot == other.snapshot
    }
}

impl fmt::Debug for RenderedCapture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RenderedCapture").field(&self.snapshot).finish()
    }
}
