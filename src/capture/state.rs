//! The state of a capture, or of one kind of its tracks.

use std::fmt;

use super::loss::TrackLoss;
use crate::error::MediaError;

/// The state of a [`Capture`](super::Capture).
///
/// Its `Display` is an English text for visitors; [`name`](Self::name) is its name for programs.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CaptureState {
    /// Not started, or stopped. No track is live.
    Idle,
    /// A request is pending. No track is live.
    Prompting,
    /// The requested tracks are live.
    Live,
    /// Tracks are live, and a request for their replacement is pending.
    Switching,
    /// A track was lost and is being restored, as the [`RecoveryPolicy`](super::RecoveryPolicy) requires. The other
    /// track is live.
    Recovering(TrackLoss),
    /// The last track was lost and is not restored. No track is live.
    Ended(TrackLoss),
    /// The request failed. No track is live.
    Failed(MediaError),
}

impl CaptureState {
    /// Returns the name in lower case, such as `"live"`: for a `data-state` attribute.
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

    /// Returns whether tracks may be live in this state.
    pub fn is_live(&self) -> bool {
        matches!(
            self,
            CaptureState::Live | CaptureState::Switching | CaptureState::Recovering(_)
        )
    }
}

/// Writes one to three English sentences for visitors.
impl fmt::Display for CaptureState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CaptureState::Idle => f.write_str("Capture is off."),
            CaptureState::Prompting => f.write_str("Waiting for access. Respond to the browser's prompt."),
            CaptureState::Live => f.write_str("Capture is live."),
            CaptureState::Switching => f.write_str("Capture is live. Switching to another source."),
            CaptureState::Recovering(loss) => {
                loss.write_cause(f)?;
                f.write_str(" Trying to restore it.")
            }
            CaptureState::Ended(loss) => loss.fmt(f),
            CaptureState::Failed(error) => f.write_str(&error.user_message()),
        }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::super::loss::LossReason;
    use super::*;
    use crate::error::MediaErrorKind;
    use crate::track::MediaStreamTrackKind;

    fn loss(kind: MediaStreamTrackKind, reason: LossReason, label: &str) -> TrackLoss {
        TrackLoss {
            kind,
            reason,
            device_id: None,
            label: label.to_owned(),
        }
    }

    #[test]
    fn display_is_a_text_for_visitors() {
        let camera = loss(MediaStreamTrackKind::Video, LossReason::Unplugged, "Front");
        assert_eq!(
            CaptureState::Recovering(camera.clone()).to_string(),
            "The camera “Front” was disconnected. Trying to restore it."
        );
        assert_eq!(
            CaptureState::Ended(camera).to_string(),
            "The camera “Front” was disconnected. Reconnect it, or select another one."
        );
        let audio = loss(MediaStreamTrackKind::Audio, LossReason::Ended, "");
        assert_eq!(
            CaptureState::Ended(audio).to_string(),
            "The audio ended. Start again to continue."
        );
        let error = MediaError::new(MediaErrorKind::NotFound, "none");
        assert_eq!(
            CaptureState::Failed(error.clone()).to_string(),
            error.user_message()
        );
    }

    #[test]
    fn texts_of_a_loss() {
        use MediaStreamTrackKind::{Audio, Video};
        for (reason, name, audio, video, advice) in [
            (
                LossReason::Unplugged,
                "unplugged",
                "The microphone “Label” was disconnected.",
                "The camera “Label” was disconnected.",
                "Reconnect it, or select another one.",
            ),
            (
                LossReason::PermissionRevoked,
                "permission-revoked",
                "Access to the microphone “Label” was revoked.",
                "Access to the camera “Label” was revoked.",
                "Allow it in the browser's site settings, then start again.",
            ),
            (
                LossReason::Muted,
                "muted",
                "The audio of “Label” was interrupted for too long.",
                "The video of “Label” was interrupted for too long.",
                "Check the device, then start again.",
            ),
            (
                LossReason::Stopped,
                "stopped",
                "The audio of “Label” was stopped by the page.",
                "The video of “Label” was stopped by the page.",
                "Start again to continue.",
            ),
            (
                LossReason::Ended,
                "ended",
                "The audio of “Label” ended.",
                "The video of “Label” ended.",
                "Start again to continue.",
            ),
        ] {
            assert_eq!((reason.as_str(), reason.to_string().as_str()), (name, name));
            for (kind, cause) in [(Audio, audio), (Video, video)] {
                assert_eq!(
                    loss(kind, reason, "Label").to_string(),
                    format!("{cause} {advice}")
                );
                let unnamed = cause.replace(" of “Label”", "").replace(" “Label”", "");
                assert_eq!(loss(kind, reason, "").to_string(), format!("{unnamed} {advice}"));
            }
        }
    }

    #[test]
    fn states_have_names() {
        let lost = || loss(MediaStreamTrackKind::Video, LossReason::Ended, "");
        for (state, name, is_live) in [
            (CaptureState::Idle, "idle", false),
            (CaptureState::Prompting, "prompting", false),
            (CaptureState::Live, "live", true),
            (CaptureState::Switching, "switching", true),
            (CaptureState::Recovering(lost()), "recovering", true),
            (CaptureState::Ended(lost()), "ended", false),
            (
                CaptureState::Failed(MediaError::new(MediaErrorKind::NotFound, "none")),
                "failed",
                false,
            ),
        ] {
            assert_eq!((state.name(), state.is_live()), (name, is_live));
        }
    }
}
