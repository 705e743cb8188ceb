//! `use_frames`: the frames of a capture, while a component is mounted.

use leptos::prelude::*;
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
/// The capture is a value, a signal, or a closure that reads signals. The options select the format and the part of the frame.
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
/// use leptos::prelude::*;
/// use local_media_stream::MediaStreamConstraints;
/// use local_media_stream::frames::CopyOptions;
/// use local_media_stream_leptos::{use_frames, use_user_media};
///
/// #[component]
/// fn Brightness() -> impl IntoView {
///     let camera = use_user_media(MediaStreamConstraints::new().video(true));
///     let brightness = RwSignal::new(0);
///     use_frames(camera, CopyOptions::rgba(), move |pixels| {
///         let sum: u64 = pixels.data.iter().map(|component| u64::from(*component)).sum();
///         brightness.set(sum / pixels.data.len() as u64);
///     });
///     view! {
///         <button on:click=move |_| camera.start()>"Open the camera"</button>
///         <meter max=255 value=brightness></meter>
///     }
/// }
/// ```
pub fn use_frames<M>(
    camera: impl IntoReactiveValue<Signal<MediaCapture>, M>,
    options: CopyOptions,
    on_frame: impl FnMut(&Pixels) + 'static,
) -> MediaFrames {
    let camera = camera.into_reactive_value();
    let signal = use_reader(camera, |on_change| FramesModel::new(options, on_frame, on_change));
    headless::MediaFrames::new(signal)
}
