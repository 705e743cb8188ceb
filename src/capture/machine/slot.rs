//! The state of one track: of the camera, the microphone, the video or the audio of a display.

use super::failure::Failure;
use super::table::{DeviceKey, RequestKey};
use crate::capture::loss::LossReason;
use crate::constraints::MediaTrackConstraints;

/// The state of one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SlotState {
    /// The request that is to be live. `OFF` where no track is.
    pub(super) target: RequestKey,
    pub(super) live: Option<Live>,
    /// An ended track that stays in the stream until another one replaces it.
    pub(super) stale: Option<u32>,
    /// Whether the page enabled the tracks of the slot.
    pub(super) enabled: bool,
    /// The last loss since the last call for this slot.
    pub(super) loss: Option<Loss>,
    /// The error of the last call for this slot.
    pub(super) error: Option<Failure>,
    pub(super) recovery: Option<Recovery>,
    /// Whether the target is to be opened again, because the system has another default device.
    pub(super) reopen: bool,
    /// The request of a lost track that is not restored: `restart` requests it again.
    pub(super) lost: RequestKey,
}

/// A track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Live {
    pub(super) track: u32,
    /// The request that the track satisfies.
    pub(super) request: RequestKey,
    /// The device as the browser described it when the track was opened.
    pub(super) device: DeviceKey,
    /// The entry of the list for the role, such as `default`, with which the track was opened. Another device may have
    /// taken over the role since: the track may still have the old device, or the new one.
    pub(super) role: Option<DeviceKey>,
    pub(super) fate: Fate,
    pub(super) muted: bool,
    /// The number of changes of `muted`, which identifies a timer.
    pub(super) mutes: u32,
    /// Changes with the device of the role. 0 until the list of devices is known.
    pub(super) role_revision: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Fate {
    Live,
    /// The track has ended, and its `ended` event may follow. If none does, the page stopped it.
    Suspect,
    /// The track has ended. The cause is not known yet.
    Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Loss {
    pub(super) reason: LossReason,
    pub(super) device: DeviceKey,
}

/// The values that the page set on the tracks of a slot, besides `enabled`.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) hint: Option<String>,
    /// The latest applied constraints, which the browser may still reject.
    pub(super) applied: Option<MediaTrackConstraints>,
    pub(super) accepted: Option<MediaTrackConstraints>,
}

/// The restoration of a lost track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Recovery {
    /// The request of the lost track.
    pub(super) request: RequestKey,
    pub(super) device: DeviceKey,
    pub(super) reason: LossReason,
    /// The number of retries.
    pub(super) attempt: u32,
    /// Whether the lost device is to be requested next.
    pub(super) own_due: bool,
    /// Whether another device is to be requested next.
    pub(super) other_due: bool,
    /// The number of the timer of the next retry, while it runs.
    pub(super) waiting: Option<u32>,
}

impl SlotState {
    pub(super) const fn new() -> Self {
        SlotState {
            target: RequestKey::OFF,
            live: None,
            stale: None,
            enabled: true,
            loss: None,
            error: None,
            recovery: None,
            reopen: false,
            lost: RequestKey::OFF,
        }
    }

    /// Returns the track, if it is live.
    pub(super) fn live(&self) -> Option<&Live> {
        self.live.as_ref().filter(|live| live.fate == Fate::Live)
    }

    pub(super) fn is_live(&self) -> bool {
        self.live().is_some()
    }

    /// Returns whether the slot has a track, or is about to have one again.
    pub(super) fn is_active(&self) -> bool {
        self.live.is_some() || self.recovery.is_some()
    }

    pub(super) fn is_off(&self) -> bool {
        self.target.is_off()
    }
}
