//! `use_frames`: the frames of a capture, while a component is mounted.

use std::rc::Rc;

use leptos::prelude::*;
use local_media_stream::frames::{CopyOptions, Pixels};
use local_media_stream::headless::{self, FramesAccess, FramesModel, FramesSnapshot};
use send_wrapper::SendWrapper;

use crate::{BrowserOnly, MediaCapture};

/// The reading of the frames of a capture, returned by [`use_frames`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is read.
pub type MediaFrames = headless::MediaFrames<FramesSignals>;

/// The signals of a [`MediaFrames`].
#[derive(Clone, Copy, Debug)]
pub struct FramesSignals {
    snapshot: RwSignal<FramesSnapshot>,
    _model: StoredValue<BrowserOnly<Rc<FramesModel>>>,
}

/// Calls back with the pixels of the frames of a capture while its video is live.
///
/// The options select the format and the part of the frame. One buffer is reused for all frames. Frames that arrive during
/// the callback are skipped, except the newest. On a server nothing is read.
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
///     use_frames(&camera, CopyOptions::rgba(), move |pixels| {
///         let sum: u64 = pixels.data.iter().map(|component| u64::from(*component)).sum();
///         brightness.set(sum / pixels.data.len() as u64);
///     });
///     view! {
///         <button on:click=move |_| camera.start()>"Open the camera"</button>
///         <meter max=255 value=brightness></meter>
///     }
/// }
/// ```
pub fn use_frames(
    camera: &MediaCapture,
    options: CopyOptions,
    on_frame: impl FnMut(&Pixels) + 'static,
) -> MediaFrames {
    let snapshot = RwSignal::new(FramesSnapshot::default());
    let model = cfg!(target_family = "wasm").then(|| {
        let on_change = move |new| drop(snapshot.try_set(new));
        let model = Rc::new(FramesModel::new(options, on_frame, on_change));
        camera.with_capture(|capture| model.follow(capture));
        SendWrapper::new(model)
    });
    headless::MediaFrames::new(FramesSignals {
        snapshot,
        _model: StoredValue::new(model),
    })
}

impl FramesAccess for FramesSignals {
    fn with_snapshot<T>(&self, read: impl Fn(&FramesSnapshot) -> T) -> T {
        let value = self.snapshot.try_with(&read);
        value.unwrap_or_else(|| read(&FramesSnapshot::default()))
    }
}
