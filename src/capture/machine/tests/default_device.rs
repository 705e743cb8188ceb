//! The default microphone of Chromium, whose id `default` is a role.

use super::browser::default_device;
use super::world::{self, World, constraints, request};
use crate::capture::loss::LossReason;
use crate::capture::machine::event::Event;
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::constraints::{Constrain, MediaTrackConstraints};
use crate::devices::MediaDeviceKind;
use crate::track::MediaStreamTrackKind::Audio;

/// Returns a world whose first microphone is live as the default device.
fn live() -> World {
    let mut world = World::new();
    world.default_microphone = Some(0);
    world.call(Event::Start(constraints(1, 0)));
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), None]);
    assert!(world.is_watching, "another device can take over the role");
    world
}

fn change_default(world: &mut World, number: usize) {
    world.set_default(Some(number));
    world.inspect();
}

/// Returns the id of the device that the page sees, and the number of its changes.
fn device(world: &World) -> (Option<String>, u32) {
    let id = world.state.device(Audio).and_then(|device| device.device_id);
    (id, world.seen.slots[Slot::Microphone as usize].device)
}

fn id(id: &str) -> Option<String> {
    Some(id.to_owned())
}

#[test]
fn the_default_device_is_the_device_of_its_group() {
    let mut world = World::new();
    world.default_microphone = Some(1);
    world.call(Event::Start(constraints(1, 0)));
    world.grant(0);
    assert_eq!(device(&world), (id("default"), 0), "the list is unknown");
    world.settle();
    assert_eq!(device(&world), (id("01"), 1));
    // The same list changes nothing.
    world.step(Event::EnvironmentChanged);
    world.settle();
    assert_eq!(device(&world), (id("01"), 1));
}

#[test]
fn the_first_list_has_the_same_role_with_another_label_or_that_of_another_device() {
    let mut same = default_device(0);
    same.label = Some("Standard - device 00".to_owned());
    for (entry, has_moved) in [(same, false), (default_device(1), true)] {
        let mut world = World::new();
        world.default_microphone = Some(0);
        world.step(Event::SetPolicy(RecoveryPolicy::new().follow_default()));
        world.call(Event::Start(constraints(1, 0)));
        world.grant(0);
        // Chromium gives speakers the same id.
        let mut speaker = entry.clone();
        speaker.kind = MediaDeviceKind::AudioOutput;
        let devices = vec![speaker, entry, world::device(0, 0), world::device(0, 1)];
        // The list that was requested when the track arrived may be older than the watch of the devices.
        while let Some(inspection) = world.inspection.take() {
            let devices = devices.clone();
            world.step(Event::Listed { inspection, devices });
        }
        assert_eq!(world.pending.len(), usize::from(has_moved));
        assert_eq!(device(&world).0, id("00"));
    }
}

/// The settings of the track remain those of the old device, whether or not the system moves the track.
#[test]
fn another_default_device_is_reported_and_followed_if_the_policy_says_so() {
    for (follows, moves) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut world = live();
        world.default_moves = moves;
        assert_eq!(device(&world), (id("00"), 1));
        let mut policy = RecoveryPolicy::new();
        policy.follow_default = follows;
        world.step(Event::SetPolicy(policy));
        let track = world.state.track(Slot::Microphone);
        change_default(&mut world, 1);
        assert_eq!(device(&world), (id("00"), 2));
        assert_eq!(
            world.state.track(Slot::Microphone),
            track,
            "live until the new one is open"
        );
        assert_eq!(world.pending.len(), usize::from(follows));
        world.settle();
        assert_eq!(world.state.track(Slot::Microphone) != track, follows);
        assert_eq!(world.state.loss(Slot::Microphone), None);
        if follows {
            assert_eq!(
                (world.live_devices(), device(&world).0),
                ([Some(1), None], id("01"))
            );
            assert_eq!(world.state.constraints(), Some(constraints(1, 0)));
            // The next change is followed too, and a request for the default device opens nothing.
            world.call(Event::Start(constraints(1, 0)));
            assert!(world.state.call.is_none(), "it is live");
            change_default(&mut world, 0);
            world.settle();
            assert_eq!(
                (world.live_devices(), device(&world).0),
                ([Some(0), None], id("00"))
            );
        }
    }
}

/// Browsers open the default device for the ideal id of an unknown one, for example a saved id.
#[test]
fn the_default_is_followed_if_it_was_requested_only() {
    let mut world = live();
    let mut policy = RecoveryPolicy::new();
    policy.follow_default = true;
    world.step(Event::SetPolicy(policy));
    let saved = MediaTrackConstraints::new().device_id("saved");
    let target = world.state.key(saved.into());
    world.state.slot_mut(Slot::Microphone).target = target;
    change_default(&mut world, 1);
    assert_eq!(world.pending.len(), 0);
}

/// The page cannot detect which device a track has whose role has moved.
#[test]
fn a_request_opens_its_device_if_the_role_has_moved() {
    for moves in [false, true] {
        for (choice, expected) in [(1, 1), (2, 0), (3, 1)] {
            let mut world = live();
            world.default_moves = moves;
            change_default(&mut world, 1);
            world.call(Event::Switch {
                kind: Audio,
                request: request(0, choice),
            });
            assert_eq!(world.pending.len(), 1, "{moves} {choice}");
            world.settle();
            assert_eq!(world.live_devices(), [Some(expected), None], "{moves} {choice}");
            assert_eq!(world.state.constraints(), Some(constraints(choice, 0)));
            let is_default = choice == 1;
            assert_eq!(world.is_watching, is_default, "a selected device has no role");
            // Now the device is known.
            world.call(Event::Switch {
                kind: Audio,
                request: request(0, choice),
            });
            assert!(world.pending.is_empty());
        }
    }
}

#[test]
fn a_role_that_returns_to_the_device_of_the_track_has_not_moved() {
    let mut world = live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().follow_default()));
    world.set_default(Some(1));
    world.inspect();
    world.fail(0, Cause::InUse);
    assert_eq!(
        world.live_devices(),
        [Some(0), None],
        "a failed request changes nothing"
    );
    change_default(&mut world, 0);
    assert_eq!(device(&world), (id("00"), 3));
    for choice in [2, 1] {
        world.call(Event::Switch {
            kind: Audio,
            request: request(0, choice),
        });
        assert!(world.pending.is_empty(), "{choice}");
    }
}

#[test]
fn a_required_group_is_not_the_default_device() {
    let mut world = live();
    let group = MediaTrackConstraints::new().group_id(Constrain::exact("group 00"));
    change_default(&mut world, 1);
    world.call(Event::Switch {
        kind: Audio,
        request: group.clone().into(),
    });
    assert_eq!(world.sent(0).map(|sent| sent.audio), Some(group.into()));
}

#[test]
fn a_default_device_that_the_list_does_not_expose_is_not_followed() {
    let mut world = live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().follow_default()));
    // The list has the role, but not the device.
    world.hides_microphones = true;
    change_default(&mut world, 1);
    assert!(world.pending.is_empty());
    assert_eq!(device(&world).1, 2);
}

#[test]
fn a_device_with_another_label_is_another_device() {
    let mut world = live();
    let mut policy = RecoveryPolicy::new();
    policy.follow_default = true;
    world.step(Event::SetPolicy(policy));
    // One piece of hardware with two microphones.
    world.shared_group = true;
    change_default(&mut world, 0);
    world.settle();
    let (_, revision) = device(&world);
    change_default(&mut world, 1);
    assert_eq!(device(&world), (id("00"), revision + 1));
    assert_eq!(world.pending.len(), 1);
    world.settle();
    assert_eq!(
        (world.live_devices(), device(&world).0),
        ([Some(1), None], id("01"))
    );
}

#[test]
fn a_default_device_that_is_absent_from_the_list_is_not_followed() {
    let mut world = live();
    world.set_default(None);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), None]);
    assert_eq!(device(&world).1, 1);
}

#[test]
fn the_unplugged_default_device_is_reclaimed_by_its_own_id() {
    let mut world = live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim()));
    world.set_default(None);
    world.plug(0, 0, false);
    world.settle();
    let loss = world.state.loss(Slot::Microphone).expect("a loss");
    assert_eq!(loss.reason, LossReason::Unplugged);
    world.plug(0, 0, true);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), None]);
}

#[test]
fn a_request_for_the_device_of_the_role_opens_nothing() {
    let mut world = live();
    for choice in [2, 1] {
        world.call(Event::Switch {
            kind: Audio,
            request: request(0, choice),
        });
        assert!(world.pending.is_empty() && world.state.call.is_none(), "{choice}");
    }
    world.call(Event::Switch {
        kind: Audio,
        request: request(0, 3),
    });
    assert_eq!(world.pending.len(), 1);
    world.settle();
    // The live device is not the default one.
    world.call(Event::Switch {
        kind: Audio,
        request: request(0, 1),
    });
    assert_eq!(world.pending.len(), 1);
}
