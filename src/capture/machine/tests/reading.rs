//! The values that the API and the shell read.

use std::collections::HashSet;

use super::world::{KINDS, World, constraints, device, request};
use crate::capture::machine::event::{Control, Event, Options};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::Phase;
use crate::constraints::{Constrain, MediaTrackConstraints};
use crate::track::MediaStreamTrackKind::{Audio, Video};

#[test]
fn choices_are_read_per_kind() {
    let mut world = World::live();
    for (index, kind) in KINDS.into_iter().enumerate() {
        let other = KINDS[1 - index];
        let slot = world.state.slot_of(kind);
        world.control(Control::SetEnabled(kind, false));
        assert_eq!(
            (world.state.is_enabled(kind), world.state.is_enabled(other)),
            (false, true)
        );
        world.control(Control::SetEnabled(kind, true));
        world.mute(slot, true);
        assert_eq!(
            (world.state.is_muted(kind), world.state.is_muted(other)),
            (true, false)
        );
        world.mute(slot, false);
        assert_eq!(world.state.hint(slot), None);
        world.control(Control::SetHint(kind, "motion".to_owned()));
        assert_eq!(world.state.hint(slot).map(String::as_str), Some("motion"));
        // A value that the page sets on the track itself is a choice too.
        let track = world.state.track(slot).expect("a track");
        world.set_on_track(track, false, None);
        assert_eq!(
            (world.state.is_enabled(kind), world.state.hint(slot)),
            (false, None)
        );
        world.set_on_track(track, true, None);
    }
    assert_eq!(world.state.options(), Options::default());
    let options = Options {
        partial: true,
        timeout: Some(7),
    };
    world.control(Control::SetOptions(options));
    assert_eq!(world.state.options(), options);
}

#[test]
fn a_choice_is_that_of_the_slot_that_a_caller_means() {
    // Before a start, choices are those of the devices.
    let mut world = World::new();
    assert_eq!(
        KINDS.map(|kind| world.state.slot_of(kind)),
        [Slot::Microphone, Slot::Camera]
    );
    world.control(Control::SetEnabled(Audio, false));
    world.control(Control::StartDisplay {
        options: 1,
        has_audio: true,
        prompt: false,
    });
    assert_eq!(
        KINDS.map(|kind| world.state.slot_of(kind)),
        [Slot::DisplayAudio, Slot::DisplayVideo]
    );
    world.settle();
    assert!(
        world.state.is_enabled(Audio),
        "the choice is that of the microphone"
    );
    let video = world.state.track(Slot::DisplayVideo).expect("a track");
    let audio = world.state.track(Slot::DisplayAudio).expect("a track");
    world.end_track(audio);
    world.end_track(video);
    // An ended display, until devices are live.
    assert_eq!(world.state.slot_of(Video), Slot::DisplayVideo);
    world.call(Event::Start(constraints(0, 1)));
    world.settle();
    assert_eq!(world.state.slot_of(Video), Slot::Camera);
}

#[test]
fn an_error_is_kept_while_it_is_readable() {
    let mut world = World::new();
    assert!(!world.state.refers_to(1));
    // By the slot and by the phase.
    world.call(Event::Start(constraints(0, 1)));
    world.fail(0, Cause::Other);
    assert!(world.state.refers_to(1) && !world.state.refers_to(2));
    // A failed display has the phase only once devices are requested again.
    world.step(Event::Stop);
    assert!(!world.state.refers_to(1));
    world.control(Control::SetOptions(Options {
        partial: true,
        timeout: None,
    }));
    world.call(Event::Start(constraints(1, 1)));
    world.fail(0, Cause::Denied);
    // By the call, which inspects the permissions.
    assert!(world.state.call.is_some() && world.state.refers_to(2));
    assert!(KINDS.iter().all(|kind| world.state.failure(*kind).is_none()));
    world.step(Event::Stop);
    assert!(!world.state.refers_to(2));
}

#[test]
fn the_error_of_a_kind_is_kept_while_the_other_is_live() {
    let mut world = World::live();
    world.call(Event::Switch {
        kind: Video,
        request: request(1, 3),
    });
    world.fail(0, Cause::Other);
    assert_eq!(world.state.phase(), Phase::Live);
    assert!(world.state.refers_to(1) && !world.state.refers_to(2));
}

#[test]
fn numbers_that_the_state_does_not_refer_to_are_used_again() {
    let mut state = World::live().state;
    let mut requests = HashSet::new();
    let mut devices = HashSet::new();
    for number in 0..200 {
        requests.insert(state.key(MediaTrackConstraints::new().width(number).into()));
        devices.insert(state.device_key(device(1, 2 + number as usize)));
    }
    assert!(requests.len() <= 32 && devices.len() <= 32);
}

#[test]
fn restart_needs_a_target() {
    let mut world = World::new();
    assert!(!world.state.can_restart());
    for (audio, video) in [(1, 0), (0, 1), (1, 1)] {
        world.call(Event::Start(constraints(audio, video)));
        assert!(world.state.can_restart(), "a pending target");
        world.settle();
        assert!(world.state.can_restart());
        world.call(Event::Restart);
        world.settle();
        assert_eq!(world.state.constraints(), Some(constraints(audio, video)));
        world.step(Event::Stop);
        assert!(!world.state.can_restart());
    }
    world.control(Control::StartDisplay {
        options: 0,
        has_audio: false,
        prompt: false,
    });
    assert!(world.state.can_restart());
    world.fail(0, Cause::Denied);
    assert!(!world.state.can_restart());
}

#[test]
fn an_empty_device_id_is_not_sent_to_the_browser() {
    let mut world = World::new();
    let empty = MediaTrackConstraints::new()
        .device_id(Constrain::exact(""))
        .width(640);
    world.call(Event::Start(constraints(0, 0).video(empty.clone())));
    assert_eq!(world.state.constraints().map(|all| all.video), Some(empty.into()));
    let sent = world.sent(0).expect("devices");
    assert_eq!(sent.video, MediaTrackConstraints::new().width(640).into());
}

#[test]
fn each_slot_has_its_phase() {
    let mut world = World::new();
    let phases = |world: &World| KINDS.map(|kind| world.state.phase_of(kind));
    assert_eq!(phases(&world), [Phase::Idle, Phase::Idle]);
    world.call(Event::Start(constraints(0, 1)));
    assert_eq!(phases(&world), [Phase::Idle, Phase::Prompting]);
    world.settle();
    assert_eq!(phases(&world), [Phase::Idle, Phase::Live]);
    world.call(Event::Start(constraints(1, 3)));
    assert_eq!(phases(&world), [Phase::Prompting, Phase::Switching]);
    world.settle();
    assert_eq!(phases(&world), [Phase::Live, Phase::Live]);
    world.call(Event::Start(constraints(3, 0)));
    assert_eq!(phases(&world), [Phase::Switching, Phase::Idle], "off at once");
    world.settle();
    assert_eq!(phases(&world), [Phase::Live, Phase::Idle]);
}
