//! The state of a capture.

use super::effect::Effect;
use super::event::Options;
use super::failure::Failure;
use super::slot::{Choices, SlotState};
use super::slots::{Slot, Slots};
use super::table::{DeviceKey, RequestKey, Table};
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::constraints::{GetUserMediaSemantics, TrackRequest};
use crate::devices::MediaDeviceInfo;

#[derive(Clone, Debug)]
pub(in crate::capture) struct State {
    pub(super) slots: [SlotState; 4],
    pub(super) choices: [Choices; 4],
    pub(super) table: Table,
    pub(super) semantics: Option<GetUserMediaSemantics>,
    /// The display that is to be live. `None` where devices are.
    pub(super) display: Option<Display>,
    /// The options of the display that is live.
    pub(super) live_display: Option<Display>,
    /// The display that `restart` requests again after it ended.
    pub(super) lost_display: Option<Display>,
    /// The latest call, until it settles.
    pub(super) call: Option<Call>,
    /// The number of calls.
    pub(super) generation: u32,
    /// The request that the capture waits for. At most one, so that prompts do not compete.
    pub(super) request: Option<Request>,
    /// A request of the current task that is no longer wanted. The next request waits for the end of the task, and a
    /// call that includes its tracks takes it back: a thousand calls in one task open two prompts.
    pub(super) parked: Option<Request>,
    /// The number of retries of all recoveries.
    pub(super) retries: u32,
    /// The number of requests.
    pub(super) requests: u32,
    /// The phase where no track is live and none is requested.
    pub(super) rest: Phase,
    /// The number of the pending inspection.
    pub(super) inspecting: Option<u32>,
    pub(super) inspections: u32,
    /// Whether the pending inspection has listed the devices.
    pub(super) has_list: bool,
    /// Whether something changed since the pending inspection began.
    pub(super) inspect_again: bool,
    pub(super) granted: [bool; 2],
    pub(super) watching: bool,
    pub(super) has_stream: bool,
    pub(super) policy: RecoveryPolicy,
    pub(super) options: Options,
    /// The state at the last `Notify`.
    pub(super) reported: View,
    /// The effects to perform, in order.
    pub(super) effects: Vec<Effect>,
}

/// A display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Display {
    /// The number of the options.
    pub(super) options: u32,
    pub(super) has_audio: bool,
}

/// A call that has not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Call {
    /// The slots whose targets it set.
    pub(super) slots: Slots,
    /// Slots that are requested one by one, after a request for all of them failed.
    pub(super) split: Slots,
    /// Whether it opens a prompt even if the display is live.
    pub(super) prompt: bool,
    /// Whether it waits for the list of cameras.
    pub(super) needs_camera: bool,
    /// The first failure of a call that continues with the rest, or is about to restore the old tracks.
    pub(super) failure: Option<Failure>,
    /// The slots of a failed request, while it is not known which of them caused the failure.
    pub(super) unexplained: Slots,
    /// The requests of tracks that were stopped to make room, as only one camera can be open at a time.
    pub(super) old: [RequestKey; 2],
}

/// A pending request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Request {
    pub(super) id: u32,
    pub(super) slots: Slots,
    /// The requests of the microphone and the camera, or of the audio and the video of a display.
    pub(super) requests: [RequestKey; 2],
    pub(super) display: Option<Display>,
    pub(super) origin: Origin,
    /// Whether it was made in the current task.
    pub(super) fresh: bool,
    /// Whether a call with another target waits until this request settles.
    pub(super) superseded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// Live tracks stay live until the request settles.
    Call,
    /// Only one camera can be open at a time: the old one was stopped.
    CallAfterStop,
    /// The new one failed: the old one is opened again.
    Reopen,
    /// The lost device.
    Own,
    /// Another device in place of a lost one.
    Other,
    /// The new default device.
    Default,
}

/// The phase of a slot, or of the capture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::capture) enum Phase {
    Idle,
    Prompting,
    Live,
    Switching,
    Recovering(Slot),
    Ended(Slot),
    Failed(Failure),
}

/// What listeners can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct View {
    pub(super) phase: Phase,
    pub(super) slots: [SlotView; 4],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SlotView {
    pub(super) phase: Phase,
    pub(super) track: Option<u32>,
    pub(super) muted: bool,
    pub(super) enabled: bool,
    /// Changes with the system's default device.
    pub(super) device: u32,
}

impl State {
    pub(in crate::capture) fn new() -> Self {
        let idle = SlotView {
            phase: Phase::Idle,
            track: None,
            muted: false,
            enabled: true,
            device: 0,
        };
        State {
            slots: [const { SlotState::new() }; 4],
            choices: Default::default(),
            table: Table::default(),
            semantics: None,
            display: None,
            live_display: None,
            lost_display: None,
            call: None,
            generation: 0,
            request: None,
            parked: None,
            retries: 0,
            requests: 0,
            rest: Phase::Idle,
            inspecting: None,
            inspections: 0,
            has_list: false,
            inspect_again: false,
            granted: [false; 2],
            watching: false,
            has_stream: false,
            policy: RecoveryPolicy::new(),
            options: Options::default(),
            reported: View {
                phase: Phase::Idle,
                slots: [idle; 4],
            },
            effects: Vec::new(),
        }
    }

    pub(super) fn slot(&self, slot: Slot) -> &SlotState {
        &self.slots[slot as usize]
    }

    pub(super) fn slot_mut(&mut self, slot: Slot) -> &mut SlotState {
        &mut self.slots[slot as usize]
    }

    pub(super) fn emit(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Returns the number of a request.
    pub(super) fn key(&mut self, request: TrackRequest) -> RequestKey {
        let State {
            table,
            slots,
            request: pending,
            parked,
            call,
            ..
        } = self;
        table.add_request(request, |key| {
            let in_slot = |slot: &SlotState| {
                slot.target == key
                    || slot.lost == key
                    || slot.live.is_some_and(|live| live.request == key)
                    || slot.recovery.is_some_and(|recovery| recovery.request == key)
            };
            let in_request = |request: Request| request.requests.contains(&key);
            slots.iter().any(in_slot)
                || pending.is_some_and(in_request)
                || parked.is_some_and(in_request)
                || call.is_some_and(|call| call.old.contains(&key))
        })
    }

    /// Returns the number of a device.
    pub(super) fn device_key(&mut self, device: MediaDeviceInfo) -> DeviceKey {
        let State { table, slots, .. } = self;
        table.add_device(device, |key| {
            slots.iter().any(|slot| {
                slot.live
                    .is_some_and(|live| live.device == key || live.role == Some(key))
                    || slot.recovery.is_some_and(|recovery| recovery.device == key)
                    || slot.loss.is_some_and(|loss| loss.device == key)
            })
        })
    }
}
