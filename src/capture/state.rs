//! What a capture is doing.

use crate::error::MediaError;
use crate::media_stream_track::MediaStreamTrackKind;

/// What a [`Capture`](super::Capture) is doing.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CaptureState {
    /// Nothing: it was never started, or was stopped. Nothing is live.
    Idle,
    /// The user has been asked, and nothing is live yet.
    Prompting,
    /// What was asked for is live.
    Live,
    /// Something is live, and something else has been asked for to take its place.
    Switching,
    /// Something was lost and is being brought back, as the [`Recovery`](super::Recovery) has it. What was not lost is
    /// live.
    Recovering(Loss),
    /// What was live is gone, and nobody brings it back. Nothing is live.
    Ended(Loss),
    /// What was asked for could not be had. Nothing is live.
    Failed(MediaError),
}

impl CaptureState {
    /// Whether something is live in this state.
    pub fn is_live(&self) -> bool {
        matches!(
            self,
            CaptureState::Live | CaptureState::Switching | CaptureState::Recovering(_)
        )
    }
}

/// A track that was lost through no doing of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Sound or picture.
    pub kind: MediaStreamTrackKind,
    /// Why.
    pub reason: LossReason,
    /// The id of the device, where the browser told it.
    pub device_id: Option<String>,
    /// The name of the device for people; empty where it has none.
    pub label: String,
}

/// Why a track was lost, as far as can be found out: browsers only say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LossReason {
    /// The device is no longer there.
    Unplugged,
    /// The user, or the system, has taken the permission away.
    PermissionRevoked,
    /// It gave nothing for longer than [`Recovery::muted_for`](super::Recovery::muted_for) allows.
    Muted,
    /// The page itself stopped it, other than by [`Capture::stop`](super::Capture::stop).
    Stopped,
    /// Something else: the system, the hardware, the browser's own button to stop.
    Ended,
}
