//! The output of the state machine.

use super::failure::Failure;
use super::slots::Slot;
use super::table::RequestKey;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Effect {
    /// Calls `getUserMedia` or `getDisplayMedia`. `Opened` or `Failed` reports the result.
    Request {
        request: u32,
        what: Requested,
    },
    /// Adds an arrived track to the stream, with the choices of the page. The other tracks of a request are stopped.
    Adopt {
        track: u32,
        slot: Slot,
        enabled: bool,
    },
    /// Stops a track, which stays in the stream.
    Stop(u32),
    /// Stops a track and removes it from the stream.
    Remove(u32),
    SetEnabled(u32, bool),
    /// Sets the content hint of the slot on a track.
    SetHint(u32, Slot),
    /// Releases the stream. A later track creates another one.
    CloseStream,
    /// Reports `Elapsed` after this number of milliseconds.
    Start(Timer, u32),
    /// Lists the devices and queries the permissions. Reports `Listed` and `Inspected` with this number.
    Inspect(u32),
    /// Begins or ends to report `EnvironmentChanged`.
    Watch(bool),
    /// Settles the calls of this generation.
    Settle(u32, Result<(), Failure>),
    /// Calls the listeners.
    Notify {
        /// Whether the overall state has changed.
        state: bool,
    },
}

/// The sources that a request opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::capture) enum Requested {
    /// A microphone and a camera.
    Devices([RequestKey; 2]),
    /// The display with the options of this number.
    Display(u32),
}

/// A timer. A timer that the state has outlived is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum Timer {
    /// The end of the task that made a request.
    Grace(u32),
    Timeout(u32),
    /// The end of the wait for an inspection.
    Inspection(u32),
    /// A track and the number of its `mute` events.
    Mute(u32, u32),
    /// The next retry of a recovery, by its number.
    Retry(Slot, u32),
    /// The `ended` event of this track has not followed.
    Suspect(u32),
}
