//! What a capture is doing.

use std::fmt;

use crate::error::MediaError;
use crate::track::MediaStreamTrackKind;

/// What a [`Capture`](super::Capture) is doing.
#[derive(Clone, Debug, PartialEq)]
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
    /// Something was lost and is being brought back, as the [`RecoveryPolicy`](super::RecoveryPolicy) has it. What was not lost is
    /// live.
    Recovering(TrackLoss),
    /// What was live is gone, and nobody brings it back. Nothing is live.
    Ended(TrackLoss),
    /// What was asked for could not be had. Nothing is live.
    Failed(MediaError),
}

impl CaptureState {
    /// Its name, in lower case: for a `data-state` that styles and tests go by.
    pub fn name(&self) -> &'static str {
        match self {
            CaptureState::Idle => "idle",
            CaptureState::Prompting => "prompting",
            CaptureState::Live => "live",
            CaptureState::Switching => "switching",
            CaptureState::Recovering(_) => "recovering",
            CaptureState::Ended(_) => "ended",
            CaptureState::Failed(_) => "failed",
        }
    }

    /// Whether something is live in this state.
    pub fn is_live(&self) -> bool {
        matches!(
            self,
            CaptureState::Live | CaptureState::Switching | CaptureState::Recovering(_)
        )
    }
}

/// What it is doing, in a few words for people.
impl fmt::Display for CaptureState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CaptureState::Idle => f.write_str("Nothing is open."),
            CaptureState::Prompting => f.write_str("Your browser is asked to open it."),
            CaptureState::Live => f.write_str("You are on."),
            CaptureState::Switching => f.write_str("You are on, and something else is being opened."),
            CaptureState::Recovering(loss) => write!(f, "{loss} It is being brought back."),
            CaptureState::Ended(loss) => loss.fmt(f),
            CaptureState::Failed(error) => error.fmt(f),
        }
    }
}

/// A track that was lost through no doing of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackLoss {
    /// Sound or picture.
    pub kind: MediaStreamTrackKind,
    /// Why.
    pub reason: LossReason,
    /// The id of the device, where the browser told it.
    pub device_id: Option<String>,
    /// The name of the device for people; empty where it has none.
    pub label: String,
}

/// What was lost and why, in a sentence for people.
impl fmt::Display for TrackLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            MediaStreamTrackKind::Audio => "The sound",
            _ => "The picture",
        })?;
        if !self.label.is_empty() {
            write!(f, " of “{}”", self.label)?;
        }
        f.write_str(match self.reason {
            LossReason::Unplugged => " is gone: the device was unplugged.",
            LossReason::PermissionRevoked => " is gone: it is not permitted any more.",
            LossReason::Muted => " is gone: the device gave nothing for too long.",
            LossReason::Stopped => " was stopped.",
            LossReason::Ended => " has ended.",
        })
    }
}

/// Why a track was lost, as far as can be found out: browsers only say that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LossReason {
    /// The device is no longer there.
    Unplugged,
    /// The user, or the system, has taken the permission away.
    PermissionRevoked,
    /// It gave nothing for longer than [`RecoveryPolicy::mute_timeout`](super::RecoveryPolicy::mute_timeout) allows.
    Muted,
    /// The page itself stopped it, other than by [`Capture::stop`](super::Capture::stop).
    Stopped,
    /// Something else: the system, the hardware, the browser's own button to stop.
    Ended,
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;
    use crate::error::MediaErrorKind;

    #[test]
    fn words_for_people() {
        let mut loss = TrackLoss {
            kind: MediaStreamTrackKind::Video,
            reason: LossReason::Unplugged,
            device_id: None,
            label: "Front".to_owned(),
        };
        assert_eq!(
            CaptureState::Recovering(loss.clone()).to_string(),
            "The picture of “Front” is gone: the device was unplugged. It is being brought back."
        );
        loss.label.clear();
        (loss.kind, loss.reason) = (MediaStreamTrackKind::Audio, LossReason::Ended);
        assert_eq!(CaptureState::Ended(loss).to_string(), "The sound has ended.");
        let error = MediaError::new(MediaErrorKind::NotFound, "none");
        assert_eq!(CaptureState::Failed(error.clone()).to_string(), error.to_string());
    }
}
