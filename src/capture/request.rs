//! The request of a capture to the browser: at most one is pending, so that prompts never overlap.

use std::cell::Cell;
use std::task::{Context, Poll, Waker};

use super::live::is_live;
use super::target::{CaptureSource, KINDS, Target};
use crate::constraints::MediaStreamConstraints;
use crate::devices::{self, MediaDevices};
use crate::display;
use crate::error::{MediaError, MediaErrorKind};
use crate::stream::{LocalMediaStream, PendingMediaStream};
use crate::track::MediaStreamTrackKind;

/// A request that has not settled.
pub(super) struct PendingRequest {
    pub(super) target: Target,
    pub(super) phase: Phase,
    pub(super) stream: PendingMediaStream,
}

/// The phase of a switch from one device to another.
pub(super) enum Phase {
    /// Opens the new device. The current one stays live.
    Open,
    /// Opens the new device after the current one was stopped, because only one can be open at a time.
    OpenAfterStop {
        /// The request that reopens the stopped device.
        previous: MediaStreamConstraints,
    },
    /// Reopens the stopped device, because the new one did not open either.
    Reopen {
        /// The error of the new device.
        error: MediaError,
    },
}

/// Requests the tracks of a target. `devices` are those of the page if absent.
pub(super) fn open(devices: Option<&MediaDevices>, target: &Target) -> PendingMediaStream {
    match (devices, &target.source) {
        (Some(devices), CaptureSource::Devices) => devices.get_user_media(&target.requests),
        (None, CaptureSource::Devices) => devices::get_user_media(&target.requests),
        (Some(devices), CaptureSource::Display { options, .. }) => devices.get_display_media(options),
        (None, CaptureSource::Display { options, .. }) => display::get_display_media(options),
    }
}

/// Returns an error if the stream lacks a live track of a requested kind. Some drivers deliver such streams, and the
/// request would be repeated endlessly. The audio of a display is optional, because the user may refuse it.
pub(super) fn check_complete(
    stream: LocalMediaStream,
    target: &Target,
) -> Result<LocalMediaStream, MediaError> {
    let tracks = stream.tracks();
    let is_complete = KINDS.into_iter().all(|kind| {
        !target.includes(kind)
            || (target.source.is_display() && kind == MediaStreamTrackKind::Audio)
            || tracks.iter().any(|track| track.kind() == kind && is_live(track))
    });
    if is_complete {
        Ok(stream)
    } else {
        Err(MediaError::new(
            MediaErrorKind::NotReadable,
            "The browser returned a stream without a live track of a requested kind.",
        ))
    }
}

/// Returns whether the error may mean that only one device can be open at a time. Phones have one camera at a time, and
/// some systems one program for each device.
pub(super) fn is_device_in_use(error: &MediaError) -> bool {
    matches!(error.kind(), MediaErrorKind::NotReadable | MediaErrorKind::Abort)
}

/// The lock that is held while a request is pending.
#[derive(Default)]
pub(super) struct RequestLock {
    is_held: Cell<bool>,
    wakers: Cell<Vec<Waker>>,
}

impl RequestLock {
    pub(super) fn is_held(&self) -> bool {
        self.is_held.get()
    }

    /// Acquires the lock. Returns `false` if it is held.
    pub(super) fn try_acquire(&self) -> bool {
        !self.is_held.replace(true)
    }

    /// Acquires the lock when it is released.
    pub(super) fn poll_acquire(&self, context: &Context<'_>) -> Poll<()> {
        if self.try_acquire() {
            return Poll::Ready(());
        }
        let mut wakers = self.wakers.take();
        wakers.push(context.waker().clone());
        self.wakers.set(wakers);
        Poll::Pending
    }

    pub(super) fn release(&self) {
        self.is_held.set(false);
        for waker in self.wakers.take() {
            waker.wake();
        }
    }
}
