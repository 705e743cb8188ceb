//! `use_frames`: the frames of a capture, while a component is mounted.

use std::fmt;
use std::rc::Rc;

use dioxus::core::{Runtime, current_scope_id, use_drop};
use dioxus::prelude::*;
use local_media_stream::frames::{CopyOptions, Pixels};
use local_media_stream::headless::{self, FramesAccess, FramesModel, FramesSnapshot};

use crate::MediaCapture;
use crate::media_capture::set_if_mounted;

/// The reading of the frames of a capture, returned by [`use_frames`].
///
/// This is a `Copy` handle, like a signal, and its getters are reactive. After the component is unmounted, nothing is read.
pub type MediaFrames = headless::MediaFrames<FramesSignal>;

/// The signal of a [`MediaFrames`].
#[derive(Clone, Copy, PartialEq)]
pub struct FramesSignal {
    snapshot: Signal<FramesSnapshot>,
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
    let snapshot = use_signal(FramesSnapshot::default);
    // `None` on a server.
    let model = use_hook(|| {
        cfg!(target_family = "wasm").then(|| {
            // Signals can only be written inside the runtime.
            let on_change = Runtime::wrap_closure(move |new| set_if_mounted(snapshot, new));
            let model = Rc::new(FramesModel::new(options, |_| {}, on_change));
            camera.with_capture(|capture| model.follow(capture));
            CopyValue::new(Some(model))
        })
    });
    if let Some(mut model) = model {
        if let Ok(Some(model)) = model.try_peek().as_deref() {
            let (runtime, scope) = (Runtime::current(), current_scope_id());
            model.set_on_frame(move |pixels| runtime.in_scope(scope, || on_frame(pixels)));
        }
        use_drop(move || {
            let model = model.try_write().ok().and_then(|mut model| model.take());
            drop(model);
        });
    }
    headless::MediaFrames::new(FramesSignal { snapshot })
}

impl FramesAccess for FramesSignal {
    fn with_snapshot<T>(&self, read: impl Fn(&FramesSnapshot) -> T) -> T {
        match self.snapshot.try_read() {
            Ok(snapshot) => read(&snapshot),
            // The component is unmounted.
            Err(_) => read(&FramesSnapshot::default()),
        }
    }
}

impl fmt::Debug for FramesSignal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let snapshot = self.snapshot.try_peek();
        f.debug_tuple("FramesSignal")
            .field(&snapshot.ok().as_deref())
            .finish()
    }
}
