//! Frames of a `<video>` element, where there is no `MediaStreamTrackProcessor`.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::delivery::Delivery;
use super::frame_clock::{FrameClock, Presentation};
use super::video_frame::VideoFrame;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventListener;
use crate::promise::into_future;
use crate::stream::MediaStream;
use crate::sys;
use crate::track::MediaStreamTrack;

/// An element outside the document that plays the track. Dropping it frees the element, and does not stop the track.
pub(super) struct VideoElement {
    _player: Rc<Player>,
    _inactive: EventListener,
}

/// The element and its pending callback.
struct Player {
    video: sys::HtmlVideoElement,
    delivery: Weak<Delivery>,
    callback: Closure<dyn FnMut(f64, JsValue)>,
    request: Cell<Option<u32>>,
    clock: Cell<FrameClock>,
    to_frame: ToFrame,
}

/// Creates a frame of the current picture of the element, with a timestamp.
type ToFrame = fn(&sys::HtmlVideoElement, Option<i64>) -> Result<VideoFrame, MediaError>;

impl VideoElement {
    pub(super) fn start(
        track: &MediaStreamTrack,
        delivery: &Rc<Delivery>,
        to_frame: ToFrame,
    ) -> Result<Self, MediaError> {
        let stream = MediaStream::from_tracks([track.clone()])?;
        let video = sys::muted_video()?;
        let player = Rc::new_cyclic(|player: &Weak<Player>| {
            let player = player.clone();
            Player {
                video,
                delivery: Rc::downgrade(delivery),
                callback: Closure::new(move |now, metadata| {
                    if let Some(player) = player.upgrade() {
                        player.present(now, &metadata);
                    }
                }),
                request: Cell::default(),
                clock: Cell::default(),
                to_frame,
            }
        });
        let ended = Rc::downgrade(delivery);
        let inactive = stream.on_inactive(move || {
            if let Some(delivery) = ended.upgrade() {
                delivery.end();
            }
        });
        if sys::has_property(&player.video, "requestVideoFrameCallback") {
            player.request_frame()?;
        } else {
            let frame_rate = track.settings().frame_rate.unwrap_or(30.0).clamp(1.0, 60.0);
            let interval = (1000.0 / frame_rate) as u32;
            spawn_local(sample(Rc::downgrade(&player), track.clone(), interval));
        }
        sys::set_property(&player.video, "srcObject", stream.as_ref());
        let playing = into_future(player.video.play())?;
        let failed = Rc::downgrade(delivery);
        spawn_local(async move {
            // The element rejects with `AbortError` if it is freed before it plays: the stream was dropped.
            if let (Err(error), Some(delivery)) = (playing.await, failed.upgrade()) {
                delivery.fail(error.into());
            }
        });
        Ok(VideoElement {
            _player: player,
            _inactive: inactive,
        })
    }
}

/// Delivers the current picture at regular times, in milliseconds: the browser does not report frames.
async fn sample(player: Weak<Player>, track: MediaStreamTrack, interval: u32) {
    loop {
        let _ = JsFuture::from(sys::timeout(interval)).await;
        let Some(player) = player.upgrade() else {
            return;
        };
        if !track.muted() && !player.deliver(sys::now(), &JsValue::UNDEFINED) {
            return;
        }
    }
}

impl Player {
    fn request_frame(&self) -> Result<(), MediaError> {
        let callback = self.callback.as_ref().unchecked_ref();
        self.request
            .set(Some(self.video.request_video_frame_callback(callback)?));
        Ok(())
    }

    /// Delivers the presented frame, and requests the next one.
    fn present(&self, now: f64, metadata: &JsValue) {
        if self.deliver(now, metadata)
            && let Err(error) = self.request_frame()
            && let Some(delivery) = self.delivery.upgrade()
        {
            delivery.fail(error);
        }
    }

    /// Delivers the current picture. Returns `false` after the end.
    fn deliver(&self, now: f64, metadata: &JsValue) -> bool {
        let Some(delivery) = self.delivery.upgrade().filter(|delivery| !delivery.has_ended()) else {
            return false;
        };
        let number = |name| sys::property(metadata, name)?.as_f64();
        let mut clock = self.clock.get();
        let timestamp = clock.next(Presentation {
            now,
            media_time: number("mediaTime"),
            presented_frames: number("presentedFrames"),
        });
        match timestamp.map(|timestamp| (self.to_frame)(&self.video, Some(timestamp))) {
            None => delivery.repeat(),
            Some(Ok(frame)) => {
                self.clock.set(clock);
                delivery.push(frame.with_capture_time(number("captureTime")));
            }
            // The element has no picture yet.
            Some(Err(error)) if error.kind() == MediaErrorKind::InvalidState => {}
            Some(Err(error)) => delivery.fail(error),
        }
        !delivery.has_ended()
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        // The element is garbage after this. An object of the page that throws has nothing to free.
        if let Some(request) = self.request.take() {
            let _ = self.video.cancel_video_frame_callback(request);
        }
        sys::set_property(&self.video, "srcObject", &JsValue::NULL);
    }
}
