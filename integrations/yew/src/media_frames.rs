//! `use_frames`: the frames of a capture, while a component is mounted.

use std::cell::RefCell;
use std::rc::Rc;

use local_media_stream::frames::{CopyOptions, Pixels};
use local_media_stream::headless::{self, FramesAccess, FramesModel, FramesSnapshot};
use yew::prelude::*;

use crate::MediaCapture;

/// The reading of the frames of a capture, returned by [`use_frames`].
///
/// The getters return the values of the render that created this handle. After the component is unmounted, nothing is read.
pub type MediaFrames = headless::MediaFrames<RenderedFrames>;

/// The snapshot of a [`MediaFrames`] at the time of a render.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderedFrames {
    snapshot: FramesSnapshot,
}

/// Calls back with the pixels of the frames of a capture while its video is live.
///
/// The options of the first render select the format and the part of the frame. The callback is that of the latest render.
/// One buffer is reused for all frames. Frames that arrive during the callback are skipped, except the newest. On a server
/// nothing is read.
///
/// # Errors
/// [`MediaFrames::error`] returns those of
/// [`MediaStreamTrack::frames`](local_media_stream::MediaStreamTrack::frames) and
/// [`VideoFrame::copy_to`](local_media_stream::frames::VideoFrame::copy_to). The next track of the capture is read again.
///
/// # Drop behavior
/// Unmounting the component ends the reading. The capture stays live.
///
/// ```
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream::frames::{CopyOptions, Pixels};
/// use local_media_stream_yew::{use_frames, use_user_media};
/// use yew::prelude::*;
///
/// #[component]
/// fn Brightness() -> Html {
///     let camera = use_user_media(MediaStreamConstraints::new().video(true));
///     let brightness = use_state(|| 0);
///     let set = brightness.setter();
///     use_frames(&camera, CopyOptions::rgba(), move |pixels: &Pixels| {
///         let sum: u64 = pixels.data.iter().map(|component| u64::from(*component)).sum();
///         set.set(sum / pixels.data.len() as u64);
///     });
///     html! {
///         <>
///             <button onclick={move |_| camera.start()}>{ "Open the camera" }</button>
///             <meter max="255" value={brightness.to_string()}></meter>
///         </>
///     }
/// }
/// ```
#[hook]
pub fn use_frames<F>(camera: &MediaCapture, options: CopyOptions, on_frame: F) -> MediaFrames
where
    F: FnMut(&Pixels) + 'static,
{
    let update = use_force_update();
    // `None` after the component is unmounted.
    let model: Rc<RefCell<Option<FramesModel>>> = use_mut_ref(|| {
        let model = FramesModel::new(options, |_| {}, move |_| update.force_update());
        Some(model)
    });
    {
        let model = model.clone();
        use_effect_with(camera.clone(), move |camera| {
            camera.with_capture(|capture| {
                if let Some(model) = &*model.borrow() {
                    model.follow(capture);
                }
            });
        });
    }
    {
        let model = model.clone();
        use_effect_with((), move |()| {
            move || {
                let model = model.take();
                drop(model);
            }
        });
    }
    let model = model.borrow();
    if let Some(model) = &*model {
        model.set_on_frame(on_frame);
    }
    let snapshot = model.as_ref().map(FramesModel::snapshot);
    headless::MediaFrames::new(RenderedFrames {
        snapshot: snapshot.unwrap_or_default(),
    })
}

impl FramesAccess for RenderedFrames {
    fn with_snapshot<T>(&self, read: impl Fn(&FramesSnapshot) -> T) -> T {
        read(&self.snapshot)
    }
}
