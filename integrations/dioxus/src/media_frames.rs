//! `use_frames`: the frames of a capture, while a component is mounted.

use dioxus::core::{Runtime, current_scope_id};
use local_media_stream::frames::{CopyOptions, Pixels};
use local_media_stream::headless::{self, FramesModel, FramesSnapshot};

use crate::MediaCapture;
use crate::capture_reader::{SnapshotSignal, use_reader};

/// The reading of the frames of a capture, returned by [`use_frames`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is read.
pub type MediaFrames = headless::MediaFrames<SnapshotSignal<FramesSnapshot>>;

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
/// use dioxus::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream::frames::CopyOptions;
/// use local_media_stream_dioxus::{use_frames, use_user_media};
///
/// #[component]
/// fn Brightness() -> Element {
///     let camera = use_user_media(|| MediaStreamConstraints::new().video(true));
///     let mut brightness = use_signal(|| 0);
///     use_frames(&camera, CopyOptions::rgba(), move |pixels| {
///         let sum: u64 = pixels.data.iter().map(|component| u64::from(*component)).sum();
///         brightness.set(sum / pixels.data.len() as u64);
///     });
///     rsx! {
///         button { onclick: move |_| camera.start(), "Open the camera" }
///         meter { max: 255, value: "{brightness}" }
///     }
/// }
/// ```
pub fn use_frames(
    camera: &MediaCapture,
    options: CopyOptions,
    mut on_frame: impl FnMut(&Pixels) + 'static,
) -> MediaFrames {
    let reader = use_reader(camera, |on_change| FramesModel::new(options, |_| {}, on_change));
    reader.with_model(|model| {
        let (runtime, scope) = (Runtime::current(), current_scope_id());
        model.set_on_frame(move |pixels| runtime.in_scope(scope, || on_frame(pixels)));
    });
    headless::MediaFrames::new(reader.signal)
}
