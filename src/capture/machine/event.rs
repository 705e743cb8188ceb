//! The input of the state machine.

use super::effect::Timer;
use super::failure::Failure;
use super::slots::Slot;
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::constraints::{MediaStreamConstraints, MediaTrackConstraints, TrackRequest};
use crate::devices::MediaDeviceInfo;
use crate::track::MediaStreamTrackKind;

#[derive(Clone, Debug)]
pub(in crate::capture) enum Event {
    // --- Calls ---
    Start(MediaStreamConstraints),
    Switch {
        kind: MediaStreamTrackKind,
        request: TrackRequest,
    },
    /// Switches to the next camera of the list.
    NextCamera,
    Restart,
    Stop,
    SetPolicy(RecoveryPolicy),

    // --- Results of effects ---
    Opened {
        request: u32,
        tracks: Vec<Arrived>,
    },
    Failed {
        request: u32,
        failure: Failure,
        /// The constraint that the browser names.
        constraint: Option<String>,
    },
    /// The devices of an inspection. Absent if the browser returned no list.
    Listed {
        inspection: u32,
        devices: Vec<MediaDeviceInfo>,
    },
    /// The end of an inspection.
    Inspected {
        inspection: u32,
        /// Whether the microphone and the camera are denied, and granted.
        denied: [bool; 2],
        granted: [bool; 2],
    },
    Elapsed(Timer),
    /// The browser rejected an operation on this track.
    Broken(u32),

    // --- Observations ---
    /// The `ended` event of a track.
    Ended(u32),
    /// A track that has ended without an event so far.
    FoundEnded(u32),
    Muted(u32, bool),
    /// The values that the page set on a track.
    Observed {
        track: u32,
        enabled: bool,
        hint: Option<String>,
    },
    /// The devices or the permissions have changed.
    EnvironmentChanged,
}

/// Calls that many programs do not make. They are separate from [`Event`], so that such a program does not link them.
#[derive(Clone, Debug)]
pub(in crate::capture) enum Control {
    StartDisplay {
        /// The number of the options. Equal options have the same number.
        options: u32,
        has_audio: bool,
        /// Opens a prompt even if the display is live.
        prompt: bool,
    },
    Cancel,
    SetOptions(Options),
    SetEnabled(MediaStreamTrackKind, bool),
    SetHint(MediaStreamTrackKind, String),
    /// Constraints that are applied to the track of a slot, and to every later one. `None` removes them.
    SetApplied(Slot, Option<MediaTrackConstraints>),
    /// The browser has accepted or rejected constraints that were applied.
    SettleApplied {
        slot: Slot,
        constraints: Option<MediaTrackConstraints>,
        is_accepted: bool,
    },
}

/// The options of requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::capture) struct Options {
    /// Continues with the tracks that are granted.
    pub(in crate::capture) partial: bool,
    /// The time after which a request fails, in milliseconds.
    pub(in crate::capture) timeout: Option<u32>,
}

/// A live track of a settled request.
#[derive(Clone, Debug)]
pub(in crate::capture) struct Arrived {
    pub(in crate::capture) track: u32,
    pub(in crate::capture) kind: MediaStreamTrackKind,
    pub(in crate::capture) muted: bool,
    pub(in crate::capture) device: MediaDeviceInfo,
}
