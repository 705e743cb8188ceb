//! `PixelReader`: calls a closure with the pixels of each frame.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use wasm_bindgen_futures::spawn_local;

use super::copy_options::{CopyOptions, Pixels};
use super::options::FrameOptions;
use super::stream::FrameStream;
use super::video_frame::VideoFrame;
use crate::error::MediaError;
use crate::track::MediaStreamTrack;

/// Reads the pixels of a track into one reused buffer. Frames that arrive during a copy are skipped, except the newest.
///
/// Dropping it ends the reading, and drops the closures without a further call.
pub(crate) struct PixelReader {
    _frames: Rc<Frames>,
}

struct Frames {
    stream: RefCell<FrameStream>,
    /// Wakes the task that waits for a frame.
    task: Cell<Option<Waker>>,
}

impl PixelReader {
    /// Starts to read. Calls `on_pixels` for each frame, and once `on_end`: with the first error, also of `on_pixels`, or when
    /// the track ends. The closures may drop the reader.
    ///
    /// # Errors
    /// Those of [`MediaStreamTrack::frames`].
    pub(crate) fn start(
        track: &MediaStreamTrack,
        options: CopyOptions,
        on_pixels: impl FnMut(&mut Pixels) -> Result<(), MediaError> + 'static,
        on_end: impl FnOnce(Result<(), MediaError>) + 'static,
    ) -> Result<Self, MediaError> {
        let frames = Rc::new(Frames {
            stream: RefCell::new(track.frames(&FrameOptions::new().timeout(None))?),
            task: Cell::default(),
        });
        let reading = Rc::downgrade(&frames);
        spawn_local(async move {
            let result = read_all(&reading, &options, on_pixels).await;
            if reading.strong_count() > 0 {
                on_end(result);
            }
        });
        Ok(PixelReader { _frames: frames })
    }
}

async fn read_all(
    frames: &Weak<Frames>,
    options: &CopyOptions,
    mut on_pixels: impl FnMut(&mut Pixels) -> Result<(), MediaError>,
) -> Result<(), MediaError> {
    let mut buffer = Vec::new();
    loop {
        let next = poll_fn(|context| match frames.upgrade() {
            Some(frames) => frames.poll(context),
            None => Poll::Ready(None),
        });
        let Some(frame) = next.await.transpose()? else {
            return Ok(());
        };
        let mut pixels = frame.copy_to(buffer, options).await?;
        // The browser may reuse its memory while the closure works.
        drop(frame);
        if frames.strong_count() == 0 {
            return Ok(());
        }
        on_pixels(&mut pixels)?;
        buffer = pixels.data;
    }
}

impl Frames {
    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<VideoFrame, MediaError>>> {
        self.task.set(Some(context.waker().clone()));
        Pin::new(&mut *self.stream.borrow_mut()).poll_next(context)
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        // The task ends, and drops the closures.
        if let Some(task) = self.task.take() {
            task.wake();
        }
    }
}
