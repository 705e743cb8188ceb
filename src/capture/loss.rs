//! The loss of a track.

use std::fmt;

use crate::track::MediaStreamTrackKind;

/// The loss of a track that the page did not request with [`Capture`](super::Capture).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrackLoss {
    /// Audio or video.
    pub kind: MediaStreamTrackKind,
    /// The cause.
    pub reason: LossReason,
    /// The id of the device, if the browser exposes it. `None` for a display.
    pub device_id: Option<String>,
    /// The label of the track. Empty if it has none.
    pub label: String,
}

impl TrackLoss {
    /// Writes which track was lost, and why.
    pub(super) fn write_cause(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_audio = self.kind == MediaStreamTrackKind::Audio;
        f.write_str(match self.reason {
            LossReason::PermissionRevoked if is_audio => "Access to the microphone",
            LossReason::PermissionRevoked => "Access to the camera",
            LossReason::Unplugged if is_audio => "The microphone",
            LossReason::Unplugged => "The camera",
            _ if is_audio => "The audio",
            _ => "The video",
        })?;
        if !self.label.is_empty() {
            f.write_str(match self.reason {
                LossReason::PermissionRevoked | LossReason::Unplugged => " “",
                _ => " of “",
            })?;
            f.write_str(&self.label)?;
            f.write_str("”")?;
        }
        f.write_str(match self.reason {
            LossReason::Unplugged => " was disconnected.",
            LossReason::PermissionRevoked => " was revoked.",
            LossReason::Muted => " was interrupted for too long.",
            LossReason::Stopped => " was stopped by the page.",
            LossReason::Ended => " ended.",
        })
    }
}

/// Writes English sentences for visitors: which track was lost and why, then what to do.
impl fmt::Display for TrackLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_cause(f)?;
        f.write_str(match self.reason {
            LossReason::Unplugged => " Reconnect it, or select another one.",
            LossReason::PermissionRevoked => " Allow it in the browser's site settings, then start again.",
            LossReason::Muted => " Check the device, then start again.",
            LossReason::Stopped | LossReason::Ended => " Start again to continue.",
        })
    }
}

/// The cause of the loss of a track. An estimate: browsers report the loss without its cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LossReason {
    /// The device was disconnected.
    Unplugged,
    /// The user or the system revoked the permission.
    PermissionRevoked,
    /// The track was muted for longer than [`RecoveryPolicy::mute_timeout`](super::RecoveryPolicy::mute_timeout).
    Muted,
    /// The page stopped the track by other means than [`Capture::stop`](super::Capture::stop).
    Stopped,
    /// Another cause: the system, the hardware, or the browser's stop button.
    Ended,
}

impl LossReason {
    /// Returns the reason in kebab case, such as `"permission-revoked"`.
    pub fn as_str(&self) -> &'static str {
        match self {
            LossReason::Unplugged => "unplugged",
            LossReason::PermissionRevoked => "permission-revoked",
            LossReason::Muted => "muted",
            LossReason::Stopped => "stopped",
            LossReason::Ended => "ended",
        }
    }
}

impl fmt::Display for LossReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
