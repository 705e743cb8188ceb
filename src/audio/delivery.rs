//! The state that the processor and a stream of blocks or levels share.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::audio_context::AudioContext;
use super::state::AudioContextState;
use crate::error::{MediaError, MediaErrorKind};
use crate::starvation::Starvation;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackState};

/// The items that were delivered, and what ended the delivery. No borrow is held while JavaScript is called.
pub(super) struct Delivery<T> {
    track: MediaStreamTrack,
    context: AudioContext,
    capacity: usize,
    queue: RefCell<VecDeque<T>>,
    starvation: RefCell<Starvation>,
    /// The error that follows the queued items.
    error: Cell<Option<MediaError>>,
    has_ended: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

/// The reports of a processor beside its items.
pub(super) trait Lifecycle {
    /// Ends the stream after the queued items.
    fn end(&self);
    /// Ends the stream with an error after the queued items. The first end counts.
    fn fail(&self, error: MediaError);
    /// Ends the stream if its track has ended without an event or the context is closed, and reports a lack of sound.
    /// Returns whether the stream continues.
    fn check(&self) -> bool;
}

impl<T: 'static> Delivery<T> {
    /// Creates a queue of this capacity, at least 1.
    pub(super) fn new(
        track: &MediaStreamTrack,
        context: &AudioContext,
        capacity: usize,
        timeout: Option<Duration>,
    ) -> Self {
        let timeout = timeout.map(|timeout| timeout.as_secs_f64() * 1000.0);
        Delivery {
            track: track.clone(),
            context: context.clone(),
            capacity: capacity.max(1),
            queue: RefCell::default(),
            starvation: RefCell::new(Starvation::new(timeout, sys::now())),
            error: Cell::default(),
            has_ended: Cell::default(),
            waker: Cell::default(),
        }
    }

    pub(super) fn track(&self) -> &MediaStreamTrack {
        &self.track
    }

    pub(super) fn context(&self) -> &AudioContext {
        &self.context
    }

    /// Adds an item. Drops the oldest one of a full queue.
    pub(super) fn push(&self, item: T) {
        if self.has_ended.get() {
            return;
        }
        let now = sys::now();
        self.starvation.borrow_mut().reset(now);
        // The lack of sound is over.
        self.error.take();
        let mut queue = self.queue.borrow_mut();
        let oldest = (queue.len() == self.capacity).then(|| queue.pop_front());
        queue.push_back(item);
        drop((queue, oldest));
        self.wake();
    }

    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<T, MediaError>>> {
        if let Some(item) = self.queue.borrow_mut().pop_front() {
            return Poll::Ready(Some(Ok(item)));
        }
        if let Some(error) = self.error.take() {
            return Poll::Ready(Some(Err(error)));
        }
        if self.has_ended.get() {
            return Poll::Ready(None);
        }
        self.waker.set(Some(context.waker().clone()));
        Poll::Pending
    }

    fn wake(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl<T: 'static> Lifecycle for Delivery<T> {
    fn end(&self) {
        self.has_ended.set(true);
        self.wake();
    }

    fn fail(&self, error: MediaError) {
        if !self.has_ended.get() {
            self.error.set(Some(error));
            self.end();
        }
    }

    fn check(&self) -> bool {
        let state = self.context.state();
        if self.track.ready_state() != MediaStreamTrackState::Live {
            self.end();
        } else if state == AudioContextState::Closed {
            self.fail(MediaError::new(
                MediaErrorKind::InvalidState,
                "The AudioContext was closed. Do not close it: it is closed after its last use.",
            ));
        }
        if self.has_ended.get() {
            return false;
        }
        let now = sys::now();
        if self.starvation.borrow_mut().report(now) {
            self.error.set(Some(MediaError::new(
                MediaErrorKind::Timeout,
                match state {
                    AudioContextState::Running => "The track delivers no sound.",
                    _ => "The browser does not run the sound of the page yet. Resume the AudioContext in a click.",
                },
            )));
            self.wake();
        }
        true
    }
}

impl<T> Drop for Delivery<T> {
    fn drop(&mut self) {
        // A pending task owns itself. One that shares the stream weakly ends when it is polled again.
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// Returns the delivery as what a processor reports to.
pub(super) fn lifecycle<T: 'static>(delivery: &Rc<Delivery<T>>) -> Weak<dyn Lifecycle> {
    let weak: Weak<Delivery<T>> = Rc::downgrade(delivery);
    weak
}
