//! Comparison of requests and devices, and their numbers.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::world::device;
use crate::capture::loss::LossReason;
use crate::capture::machine::device::{for_any_device, for_browser, for_device, is_required, split};
use crate::capture::machine::event::Event;
use crate::capture::machine::failure::{Cause, Failure};
use crate::capture::machine::slot::{Fate, Live, Loss, Recovery};
use crate::capture::machine::slots::{SLOTS, Slot, Slots};
use crate::capture::machine::state::{Origin, Request, State};
use crate::capture::machine::table::{DeviceKey, RequestKey, Table};
use crate::constraints::{
    Constrain, FacingMode, MediaTrackConstraintSet, MediaTrackConstraints, TrackRequest,
};
use crate::devices::{MediaDeviceInfo, MediaDeviceKind};
use crate::track::MediaStreamTrackKind;

fn width() -> MediaTrackConstraints {
    MediaTrackConstraints::new().width(640)
}

fn exact(id: &str) -> MediaTrackConstraints {
    MediaTrackConstraints::new().device_id(Constrain::exact(id))
}

fn several(one: &str, other: &str) -> MediaTrackConstraints {
    MediaTrackConstraints::new().device_id(Constrain::exact_any([one, other]))
}

fn ideal(id: &str) -> MediaTrackConstraints {
    MediaTrackConstraints::new().device_id(Constrain::ideal(id))
}

fn bare(id: &str) -> MediaTrackConstraints {
    MediaTrackConstraints::new().device_id(id)
}

/// Requests with the id that they select, whether they require it, and their other constraints.
fn requests() -> Vec<(
    TrackRequest,
    Option<&'static str>,
    bool,
    Option<MediaTrackConstraints>,
)> {
    let advanced = width().advanced(MediaTrackConstraintSet::new().width(320));
    vec![
        (TrackRequest::Off, None, false, None),
        (TrackRequest::Any, None, false, None),
        (MediaTrackConstraints::new().into(), None, false, None),
        (width().into(), None, false, Some(width())),
        (advanced.clone().into(), None, false, Some(advanced)),
        (bare("a").into(), Some("a"), false, None),
        (ideal("a").into(), Some("a"), false, None),
        (exact("a").into(), Some("a"), true, None),
        (exact("a").width(640).into(), Some("a"), true, Some(width())),
        (exact("").into(), None, true, None),
        (bare("").width(640).into(), None, false, Some(width())),
        (
            MediaTrackConstraints::new()
                .device_id(Constrain::exact_any(["a"]))
                .into(),
            Some("a"),
            true,
            None,
        ),
        (several("a", "b").into(), None, true, None),
    ]
}

#[test]
fn a_request_separates_into_the_device_id_and_the_rest() {
    for (request, id, requires, rest) in requests() {
        assert_eq!(split(&request), (id, rest), "{request:?}");
        assert_eq!(is_required(&request), requires, "{request:?}");
        let sent = match &request {
            TrackRequest::Constrained(constraints) if *constraints == exact("") => {
                MediaTrackConstraints::new().into()
            }
            TrackRequest::Constrained(constraints) if *constraints == bare("").width(640) => width().into(),
            other => other.clone(),
        };
        assert_eq!(for_browser(&request), sent, "{request:?}");
    }
    let only_advanced = MediaTrackConstraints::new().advanced(MediaTrackConstraintSet::new().width(320));
    assert_eq!(split(&only_advanced.clone().into()).1, Some(only_advanced));
}

#[test]
fn another_device_keeps_the_constraints_that_select_none() {
    let request = width().device_id("a").group_id("b").facing_mode(FacingMode::User);
    assert_eq!(for_any_device(&request.clone().into()), width());
    let request = request.into();
    assert_eq!(for_device(&request, Some("c")), exact("c").width(640).into());
    assert_eq!(for_device(&request, Some("")), width().into());
    assert_eq!(for_device(&request, None), request);
    for request in [TrackRequest::Any, TrackRequest::Off] {
        assert_eq!(for_any_device(&request), MediaTrackConstraints::new());
    }
}

/// The additional entry of the first microphone, and both microphones.
fn listed() -> Vec<MediaDeviceInfo> {
    let mut role = device(0, 0);
    role.device_id = Some("default".to_owned());
    role.label = Some("Default - device 00".to_owned());
    vec![role, device(0, 0), device(0, 1)]
}

#[test]
fn a_live_device_satisfies_the_requests_that_would_open_it() {
    let mut table = Table::default();
    table.listed = listed();
    let devices: Vec<_> = listed()
        .into_iter()
        .map(|device| table.add_device(device, |_| true))
        .collect();
    const ROLE: usize = 0;
    const FIRST: usize = 1;
    const SECOND: usize = 2;
    let mut satisfies = |current: TrackRequest, device: usize, role: Option<usize>, wanted: TrackRequest| {
        let current = table.add_request(current, |_| true);
        let wanted = table.add_request(wanted, |_| true);
        table.satisfies(current, devices[device], role.map(|role| devices[role]), wanted)
    };
    let any = || TrackRequest::Any;
    let first = || TrackRequest::from(exact("00"));
    for (current, device, wanted, expected) in [
        // The same request, also for a device that does not have the id.
        (any(), FIRST, any(), true),
        (exact("01").into(), FIRST, exact("01").into(), true),
        // The id of the live device, with the same other constraints.
        (any(), FIRST, first(), true),
        (any(), ROLE, first(), true),
        (any(), FIRST, bare("00").into(), true),
        (any(), FIRST, exact("01").into(), false),
        (any(), ROLE, exact("01").into(), false),
        (any(), FIRST, exact("00").width(640).into(), false),
        (width().into(), FIRST, exact("00").width(640).into(), true),
        (width().into(), FIRST, any(), false),
        // Any device: the default one, or the one that an equal request opened.
        (first(), ROLE, any(), true),
        (first(), FIRST, any(), false),
        (any(), FIRST, MediaTrackConstraints::new().into(), true),
        (exact("").into(), FIRST, any(), true),
        // An ideal device that is not the live one is opened by another request only.
        (ideal("01").into(), FIRST, bare("01").into(), true),
        (ideal("01").into(), FIRST, exact("01").into(), false),
        (any(), FIRST, bare("01").into(), false),
        // One of several devices.
        (any(), FIRST, several("00", "02").into(), true),
        (any(), ROLE, several("02", "00").into(), true),
        (any(), FIRST, several("01", "02").into(), false),
        (any(), ROLE, several("01", "02").into(), false),
        (several("00", "01").into(), FIRST, any(), false),
    ] {
        let context = format!("{current:?} {device} {wanted:?}");
        let role = (device == ROLE).then_some(ROLE);
        assert_eq!(satisfies(current, device, role, wanted), expected, "{context}");
    }
    // Devices that were requested by their own ids because the role had moved to them.
    let group = MediaTrackConstraints::new().group_id("group");
    for (device, wanted, expected) in [
        (FIRST, any(), true),
        (FIRST, exact("default").into(), true),
        (FIRST, exact("00").into(), true),
        (FIRST, exact("communications").into(), false),
        (FIRST, group.into(), false),
        // Another device has taken over the role.
        (SECOND, any(), false),
        (SECOND, exact("default").into(), false),
        (SECOND, exact("00").into(), false),
        (SECOND, exact("01").into(), true),
        (SECOND, several("00", "02").into(), false),
    ] {
        let context = format!("{device} {wanted:?}");
        for current in [any(), exact("default").into()] {
            assert_eq!(
                satisfies(current, device, Some(ROLE), wanted.clone()),
                expected,
                "{context}"
            );
        }
    }
}

#[test]
fn a_device_is_present_if_its_kind_and_id_are_listed() {
    let audio = || MediaDeviceInfo::new(MediaDeviceKind::AudioInput);
    let video = || MediaDeviceInfo::new(MediaDeviceKind::VideoInput);
    let only_role = vec![listed().remove(0)];
    for (device_of_track, list, expected) in [
        (device(0, 0), listed(), true),
        (device(0, 1), listed(), true),
        (device(1, 0), listed(), false),
        (device(0, 2), listed(), false),
        (device(0, 0), vec![], false),
        (device(0, 0), only_role.clone(), false),
        // Hidden ids: one device of the kind may be any.
        (device(0, 0), vec![audio()], true),
        (device(0, 0), vec![video()], false),
        (audio(), listed(), true),
        (video(), listed(), false),
        (audio(), only_role.clone(), false),
        // A role is present with its device.
        (listed().remove(0), listed(), true),
        (listed().remove(0), only_role, false),
        (listed().remove(0), vec![device(0, 1)], false),
    ] {
        let context = format!("{device_of_track:?} {list:?}");
        let mut table = Table::default();
        let key = table.add_device(device_of_track, |_| true);
        table.listed = list;
        assert_eq!(table.is_present(key), expected, "{context}");
    }
}

proptest! {
    /// The state refers to the last four requests. Every other entry can be replaced.
    #[test]
    fn a_request_in_use_keeps_its_number(widths in vec(0_u32..60, 1..300)) {
        let mut table = Table::default();
        let mut used: Vec<(RequestKey, TrackRequest)> = Vec::new();
        let mut numbers = HashSet::new();
        for width in widths {
            let request = TrackRequest::from(MediaTrackConstraints::new().width(width));
            let keys: Vec<_> = used.iter().map(|(key, _)| *key).collect();
            let key = table.add_request(request.clone(), |key| keys.contains(&key));
            used.push((key, request));
            if used.len() > 4 {
                used.remove(0);
            }
            for (key, request) in &used {
                prop_assert_eq!(table.request(*key), request);
            }
            numbers.insert(key);
            prop_assert!(!key.is_off() && numbers.len() <= 32, "numbers are used again");
        }
        prop_assert_eq!(table.add_request(TrackRequest::Off, |_| false), RequestKey::OFF);
    }

    #[test]
    fn a_full_table_grows(widths in 33_u32..200) {
        let mut table = Table::default();
        let requests: Vec<_> = (0..widths)
            .map(|width| TrackRequest::from(MediaTrackConstraints::new().width(width)))
            .collect();
        let keys: Vec<_> = requests.iter().map(|request| table.add_request(request.clone(), |_| true)).collect();
        for (key, request) in keys.iter().zip(&requests) {
            prop_assert_eq!(table.request(*key), request);
        }
    }

    #[test]
    fn slots_are_a_set(members in vec(any::<bool>(), 4), others in vec(any::<bool>(), 4)) {
        let set = |members: &[bool]| {
            let mut set = Slots::NONE;
            for (slot, _) in SLOTS.into_iter().zip(members).filter(|(_, is_member)| **is_member) {
                set.insert(slot);
                set.insert(slot);
            }
            set
        };
        let (a, b) = (set(&members), set(&others));
        let list: Vec<Slot> = a.iter().collect();
        let expected: Vec<Slot> = SLOTS.into_iter().filter(|slot| members[*slot as usize]).collect();
        prop_assert_eq!(&list, &expected);
        prop_assert_eq!(a.is_empty(), expected.is_empty());
        prop_assert_eq!(a.has_several(), expected.len() > 1);
        prop_assert_eq!(a.first().iter().collect::<Vec<_>>(), expected.into_iter().take(1).collect::<Vec<_>>());
        for slot in SLOTS {
            let index = slot as usize;
            prop_assert_eq!(a.contains(slot), members[index]);
            prop_assert_eq!(a.union(b).contains(slot), members[index] || others[index]);
            prop_assert_eq!(a.without(b).contains(slot), members[index] && !others[index]);
        }
    }
}

#[test]
fn slots_have_kinds() {
    use MediaStreamTrackKind::{Audio, Video};
    let kinds = SLOTS.map(|slot| (slot.kind(), slot.is_display()));
    assert_eq!(
        kinds,
        [(Audio, false), (Video, false), (Audio, true), (Video, true)]
    );
    for slot in SLOTS {
        let (device, display) = (Slot::of_device(slot.kind()), Slot::of_display(slot.kind()));
        assert_eq!(if slot.is_display() { display } else { device }, slot);
    }
}

#[test]
fn a_failure_names_the_kind_of_the_only_device_that_caused_it() {
    for (blamed, kind) in [
        (Slots::MICROPHONE, Some(MediaStreamTrackKind::Audio)),
        (Slots::CAMERA, Some(MediaStreamTrackKind::Video)),
        (Slots::DEVICES, None),
        (Slots::NONE, None),
        (Slots::DISPLAY, None),
    ] {
        let mut failure = Failure::new(Cause::Other, 1);
        failure.blamed = blamed;
        assert_eq!(failure.track_kind(), kind);
    }
}

fn live(request: RequestKey, device: DeviceKey, role: Option<DeviceKey>) -> Live {
    Live {
        track: 1,
        request,
        device,
        role,
        fate: Fate::Live,
        muted: false,
        mutes: 0,
        role_revision: 0,
    }
}

fn pending(request: RequestKey) -> Request {
    Request {
        id: 1,
        slots: Slots::CAMERA,
        requests: [RequestKey::OFF, request],
        display: None,
        origin: Origin::Call,
        fresh: true,
        superseded: false,
    }
}

/// Each place where a state can refer to a request or a device, and no other.
#[test]
fn a_number_that_the_state_refers_to_is_not_used_again() {
    let places: [fn(&mut State, RequestKey, DeviceKey); 9] = [
        |state, request, _| state.slots[1].target = request,
        |state, request, _| state.slots[1].lost = request,
        |state, request, device| state.slots[1].live = Some(live(request, device, None)),
        |state, request, role| {
            let other = state.device_key(device(1, 1));
            state.slots[1].live = Some(live(request, other, Some(role)));
        },
        |state, request, device| {
            state.slots[1].recovery = Some(Recovery {
                request,
                device,
                reason: LossReason::Unplugged,
                attempt: 0,
                own_due: false,
                other_due: false,
                waiting: None,
            });
        },
        |state, _, device| {
            let reason = LossReason::Unplugged;
            state.slots[1].loss = Some(Loss { reason, device });
        },
        |state, request, _| state.request = Some(pending(request)),
        |state, request, _| state.parked = Some(pending(request)),
        |state, request, _| {
            state.step(Event::NextCamera);
            if let Some(call) = &mut state.call {
                call.old = [RequestKey::OFF, request];
            }
        },
    ];
    for (index, place) in places.into_iter().enumerate() {
        let mut state = State::new();
        let request = state.key(exact("a").into());
        let device_key = state.device_key(device(1, 0));
        place(&mut state, request, device_key);
        let before = references(&state);
        for number in 0..80 {
            state.key(MediaTrackConstraints::new().width(number).into());
            state.device_key(device(1, 100 + number as usize));
        }
        assert_eq!(references(&state), before, "place {index}");
    }
}

/// The requests and devices that a state refers to.
pub(super) fn references(state: &State) -> (Vec<TrackRequest>, Vec<Option<MediaDeviceInfo>>) {
    let mut requests = Vec::new();
    let mut devices = Vec::new();
    for slot in &state.slots {
        requests.extend([slot.target, slot.lost]);
        requests.extend(slot.live.map(|live| live.request));
        requests.extend(slot.recovery.map(|recovery| recovery.request));
        devices.extend(
            slot.live
                .into_iter()
                .flat_map(|live| [Some(live.device), live.role])
                .flatten(),
        );
        devices.extend(slot.recovery.map(|recovery| recovery.device));
        devices.extend(slot.loss.map(|loss| loss.device));
    }
    for request in [state.request, state.parked].into_iter().flatten() {
        requests.extend(request.requests);
    }
    requests.extend(state.call.into_iter().flat_map(|call| call.old));
    (
        requests
            .into_iter()
            .map(|key| state.table.request(key).clone())
            .collect(),
        devices
            .into_iter()
            .map(|key| state.table.device(key).cloned())
            .collect(),
    )
}
