//! The current frame of a track, by any means that the browser has.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMediaElement, HtmlVideoElement};

use super::bitmap::Bitmap;
use super::image_capture::image_capture;
use crate::error::MediaError;
use crate::events::{EventStream, listen, push};
use crate::stream::{Attachment, MediaStream};
use crate::sys;
use crate::track::MediaStreamTrack;

/// Waits until the source delivers frames. `ImageCapture` rejects muted tracks.
pub(super) async fn until_unmuted(track: &MediaStreamTrack) {
    let mut unmutes = track.unmute_events();
    while track.muted() {
        unmutes.next().await;
    }
}

/// Returns the current frame of a track, or waits for its first one.
pub(super) async fn current_frame(track: &MediaStreamTrack) -> Result<Bitmap, MediaError> {
    until_unmuted(track).await;
    if let Ok(capture) = image_capture(track) {
        // Fails in Chromium for some sources, and in Safari before 26. A video element plays all.
        if let Ok(bitmap) = Bitmap::from_promise(capture.grab_frame()).await {
            return Ok(bitmap);
        }
    }
    let video = DetachedVideo::play(track)?;
    video.until_frame().await;
    Bitmap::create(video.element.as_ref()).await
}

/// A video element outside the document that plays a track until it is dropped.
struct DetachedVideo {
    element: HtmlVideoElement,
    _attachment: Attachment,
}

impl DetachedVideo {
    fn play(track: &MediaStreamTrack) -> Result<Self, MediaError> {
        let element: HtmlVideoElement = sys::muted_video()?.unchecked_into();
        let stream = MediaStream::from_tracks([track.clone()])?;
        Ok(DetachedVideo {
            _attachment: stream.attach(&element),
            element,
        })
    }

    async fn until_frame(&self) {
        let element: &JsValue = self.element.as_ref();
        let mut loads =
            EventStream::new(|sender| listen(element, "loadeddata", Box::new(move |_| push(&sender, ()))));
        // In Safari, a video that is only loaded is drawn black.
        if sys::has_property(element, "requestVideoFrameCallback") {
            let element = element.unchecked_ref::<sys::HtmlVideoElement>();
            let frame = Promise::new(&mut |resolve, _| {
                let _ = element.request_video_frame_callback(&resolve);
            });
            drop(JsFuture::from(frame).await);
        }
        // Chromium 156 may present the first frame before the video is loaded.
        while self.element.ready_state() < HtmlMediaElement::HAVE_CURRENT_DATA {
            loads.next().await;
        }
    }
}
