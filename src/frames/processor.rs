//! Frames of a `MediaStreamTrackProcessor`.

use std::future::poll_fn;
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use super::delivery::Delivery;
use super::promise_listener::PromiseListener;
use super::video_frame::VideoFrame;
use crate::error::MediaError;
use crate::promise::into_future;
use crate::sys;
use crate::track::MediaStreamTrack;

/// A reader of frames. Dropping it closes the processor, not the track.
pub(super) struct Processor {
    reader: sys::FrameReader,
}

impl Processor {
    pub(super) fn start(track: &MediaStreamTrack, delivery: &Rc<Delivery>) -> Result<Self, MediaError> {
        let reader = sys::frame_reader(track.binding())?;
        spawn_local(read_all(reader.clone(), Rc::downgrade(delivery)));
        Ok(Processor { reader })
    }
}

impl Drop for Processor {
    fn drop(&mut self) {
        if let Ok(cancelled) = into_future(self.reader.cancel()) {
            // A rejection would be reported as unhandled.
            spawn_local(async move { drop(cancelled.await) });
        }
    }
}

/// Reads frames until the track ends or the stream is dropped. One read is in flight at a time.
async fn read_all(reader: sys::FrameReader, delivery: Weak<Delivery>) {
    let listener = PromiseListener::new();
    loop {
        let read = match listener.listen(reader.read()) {
            Ok(()) => poll_fn(|context| listener.poll(context))
                .await
                .map_err(MediaError::from),
            Err(error) => Err(error),
        };
        let frame = read.map(|read| sys::property(&read, "value"));
        // Owned before anything else, so that a frame that nothing receives is closed.
        let frame = frame.and_then(|frame| frame.map(VideoFrame::try_from).transpose());
        let Some(delivery) = delivery.upgrade() else {
            return;
        };
        match frame {
            Ok(Some(frame)) => delivery.push(frame),
            Ok(None) => return delivery.end(),
            Err(error) => return delivery.fail(error),
        }
        if delivery.has_ended() {
            return;
        }
    }
}
