//! `use_frames`: the frames of a capture, while a component is mounted.

use local_media_stream::frames::{CopyOptions, Pixels};
use local_media_stream::headless::{self, FramesModel, FramesSnapshot};
use yew::prelude::*;

use crate::MediaCapture;
use crate::capture_reader::{RenderedSnapshot, use_reader};

/// The reading of the frames of a capture, returned by [`use_frames`].
///
/// The getters return the values of the render that created this handle. After the component is unmounted, nothing is read.
pub type MediaFrames = headless::MediaFrames<RenderedSnapshot<FramesSnapshot>>;

/// Calls back with the pixels of the frames of a capture while its video is live.
///
/// The options of the first render select the format and the part of the frame. The capture and the callback are those of the
/// latest render. One buffer is reused for all frames. Frames that arrive during the callback are skipped, except the newest.
/// On a server nothing is read.
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
    let reader = use_reader(camera, |on_change| FramesModel::new(options, |_| {}, on_change));
    if let Some(model) = &reader.model {
        model.set_on_frame(on_frame);
    }
    headless::MediaFrames::new(reader.rendered)
}
