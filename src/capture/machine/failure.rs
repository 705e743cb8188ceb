//! The failure of a call.

use super::slots::{Slot, Slots};
use crate::track::MediaStreamTrackKind;

/// The failure of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) struct Failure {
    pub(in crate::capture) cause: Cause,
    /// The number under which the shell keeps the error of the browser. 0 for an error of this crate.
    pub(in crate::capture) error: u32,
    /// The slots that caused it, or all that were requested if the browser does not expose that.
    pub(super) blamed: Slots,
}

/// The cause of a failure, as far as the state machine distinguishes causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum Cause {
    // --- Errors of the browser ---
    Denied,
    NotFound,
    /// The device may be in use.
    InUse,
    Other,

    // --- Errors of this crate ---
    Superseded,
    Stopped,
    Cancelled,
    TimedOut,
    /// The stream has no live track of a requested kind.
    Incomplete,
    NoOtherCamera,
}

impl Cause {
    /// Returns whether a later call of the page ended the failed one.
    pub(in crate::capture) fn is_interruption(self) -> bool {
        matches!(self, Cause::Superseded | Cause::Stopped | Cause::Cancelled)
    }
}

impl From<Cause> for Failure {
    /// Returns a failure of this crate.
    fn from(cause: Cause) -> Self {
        Failure::new(cause, 0)
    }
}

impl Failure {
    pub(in crate::capture) fn new(cause: Cause, error: u32) -> Self {
        Failure {
            cause,
            error,
            blamed: Slots::NONE,
        }
    }

    /// Returns the kind of the device that caused it. `None` for a display, for several devices and for none.
    pub(in crate::capture) fn track_kind(self) -> Option<MediaStreamTrackKind> {
        match self.blamed {
            Slots::MICROPHONE => Some(Slot::Microphone.kind()),
            Slots::CAMERA => Some(Slot::Camera.kind()),
            _ => None,
        }
    }
}
