//! The state that the source of frames and the stream share.

use std::cell::{Cell, RefCell};
use std::task::{Context, Poll, Waker};

use super::options::FrameOptions;
use super::queue::FrameQueue;
use super::video_frame::VideoFrame;
use crate::error::{MediaError, MediaErrorKind};
use crate::starvation::Starvation;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackState};

/// The frames that were delivered, and what ended the delivery. No borrow is held while JavaScript is called.
pub(super) struct Delivery {
    track: MediaStreamTrack,
    queue: RefCell<FrameQueue<VideoFrame>>,
    starvation: RefCell<Starvation>,
    /// The error that follows the queued frames.
    error: Cell<Option<MediaError>>,
    waker: Cell<Option<Waker>>,
}

impl Delivery {
    pub(super) fn new(track: &MediaStreamTrack, options: &FrameOptions) -> Self {
        let timeout = options.timeout.map(|timeout| timeout.as_secs_f64() * 1000.0);
        Delivery {
            track: track.clone(),
            queue: RefCell::new(FrameQueue::new(options.queue)),
            starvation: RefCell::new(Starvation::new(timeout, sys::now())),
            error: Cell::default(),
            waker: Cell::default(),
        }
    }

    /// Adds a frame, and closes the one that it replaces. Closes the frame instead if it is a repetition, and after the
    /// end.
    pub(super) fn push(&self, frame: VideoFrame) {
        let (now, timestamp) = (sys::now(), frame.timestamp());
        let pushed = self.queue.borrow_mut().push(frame, timestamp);
        if pushed.is_ok() {
            // The lack of frames is over.
            self.starvation.borrow_mut().reset(now);
            self.error.take();
            self.wake();
        }
    }

    /// Counts a repetition of the last frame that was not read.
    pub(super) fn repeat(&self) {
        self.queue.borrow_mut().repeat();
    }

    /// Ends the stream after the queued frames.
    pub(super) fn end(&self) {
        self.queue.borrow_mut().end();
        self.wake();
    }

    /// Ends the stream with an error after the queued frames. The first end counts.
    pub(super) fn fail(&self, error: MediaError) {
        if !self.has_ended() {
            self.error.set(Some(error));
            self.end();
        }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.queue.borrow().has_ended()
    }

    /// Ends the stream if its track has ended without an event, and reports a lack of frames. Returns whether the stream
    /// continues.
    pub(super) fn check(&self) -> bool {
        if self.has_ended() {
            return false;
        }
        if self.track.ready_state() != MediaStreamTrackState::Live {
            self.end();
            return false;
        }
        let (now, is_muted) = (sys::now(), self.track.muted());
        let mut starvation = self.starvation.borrow_mut();
        if is_muted {
            starvation.reset(now);
        } else if starvation.report(now) {
            self.error.set(Some(MediaError::new(
                MediaErrorKind::Timeout,
                "The track delivers no frames.",
            )));
            self.wake();
        }
        true
    }

    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<VideoFrame, MediaError>>> {
        if let Some(frame) = self.queue.borrow_mut().pop() {
            return Poll::Ready(Some(Ok(frame)));
        }
        if let Some(error) = self.error.take() {
            return Poll::Ready(Some(Err(error)));
        }
        if self.has_ended() {
            return Poll::Ready(None);
        }
        self.waker.set(Some(context.waker().clone()));
        Poll::Pending
    }

    pub(super) fn dropped(&self) -> u64 {
        self.queue.borrow().dropped()
    }

    pub(super) fn repeated(&self) -> u64 {
        self.queue.borrow().repeated()
    }

    fn wake(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}
