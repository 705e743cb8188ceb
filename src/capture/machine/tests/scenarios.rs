//! Single behaviours, step by step.

use super::world::{KINDS, World, constraints, request};
use crate::capture::loss::LossReason;
use crate::capture::machine::event::{Control, Event, Options};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::Phase;
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::constraints::{Constrain, MediaTrackConstraints};
use crate::track::MediaStreamTrackKind::{Audio, Video};

#[test]
fn a_lost_microphone_is_reported_while_the_camera_is_live() {
    let mut world = World::live();
    world.plugged[0] = [false, false];
    world.end(0, 0);
    world.settle();
    let loss = world.state.loss(Slot::Microphone).expect("a loss");
    assert_eq!(loss.reason, LossReason::Unplugged);
    assert_eq!(world.state.phase(), Phase::Live);
    assert_eq!(world.state.phase_of(Audio), Phase::Ended(Slot::Microphone));
    assert_eq!(world.state.phase_of(Video), Phase::Live);
    assert_eq!(world.state.constraints(), Some(constraints(0, 1)));
    // A restart requests the lost track again.
    world.plugged[0] = [true, true];
    world.call(Event::Restart);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn a_choice_outlives_its_track() {
    let mut world = World::live();
    world.control(Control::SetEnabled(Audio, false));
    let is_enabled = |world: &World| {
        world
            .tracks
            .iter()
            .find(|track| track.kind == Audio)
            .map(|track| track.enabled)
    };
    for event in [
        Event::Restart,
        Event::Switch {
            kind: Audio,
            request: request(0, 3),
        },
        Event::Start(constraints(1, 1)),
    ] {
        world.call(event);
        world.settle();
        assert_eq!(is_enabled(&world), Some(false));
        world.control(Control::StartDisplay {
            options: 0,
            has_audio: false,
            prompt: false,
        });
        world.settle();
        assert_eq!(is_enabled(&world), None);
        world.call(Event::Start(constraints(1, 1)));
        world.settle();
    }
    world.step(Event::Stop);
    world.call(Event::Start(constraints(1, 0)));
    world.settle();
    assert_eq!(is_enabled(&world), Some(false));
}

#[test]
fn a_request_of_an_earlier_task_is_not_waited_for() {
    let mut world = World::new();
    world.call(Event::Start(constraints(0, 1)));
    // In the same task, the pending request serves a second start.
    world.step(Event::Stop);
    world.call(Event::Start(constraints(0, 1)));
    assert_eq!(world.pending.len(), 1);
    while !world.timers.is_empty() {
        world.elapse(0);
    }
    world.step(Event::Stop);
    world.call(Event::Start(constraints(0, 1)));
    assert_eq!(world.pending.len(), 2, "a second prompt");
    world.grant(0);
    assert!(world.tracks.is_empty(), "the late stream is stopped");
    world.settle();
    assert_eq!(world.live_devices(), [None, Some(0)]);
    world.call(Event::Restart);
    assert_eq!(world.pending.len(), 1, "a restart prompts again");
}

#[test]
fn the_denied_kind_is_blamed() {
    for partial in [false, true] {
        let mut world = World::new();
        world.control(Control::SetOptions(Options {
            partial,
            timeout: None,
        }));
        world.denied = [false, true];
        world.call(Event::Start(constraints(1, 1)));
        world.settle();
        assert_eq!(world.state.failure(Audio), None);
        let failure = world.state.failure(Video).expect("a failure");
        assert_eq!(
            (failure.cause, failure.track_kind()),
            (Cause::Denied, Some(Video))
        );
        assert_eq!(world.live_devices(), [partial.then_some(0), None]);
        assert!(matches!(world.state.phase_of(Video), Phase::Failed(_)));
    }
}

#[test]
fn a_failure_of_both_kinds_names_none() {
    let mut world = World::new();
    world.denied = [true, true];
    world.call(Event::Start(constraints(1, 1)));
    world.settle();
    for kind in KINDS {
        let failure = world.state.failure(kind).expect("a failure");
        assert_eq!((failure.cause, failure.track_kind()), (Cause::Denied, None));
    }
}

#[test]
fn an_ended_track_does_not_undo_a_choice() {
    let mut world = World::live();
    let track = world.stop_track(Slot::Microphone);
    world.control(Control::SetEnabled(Audio, false));
    // As before each call: the page has stopped the track, and the choice was not applied to it.
    world.step(Event::Observed {
        track,
        enabled: true,
        hint: None,
    });
    assert!(!world.state.is_enabled(Audio));
    world.call(Event::Restart);
    world.settle();
    assert!(!world.state.is_enabled(Audio));
    assert!(
        world
            .tracks
            .iter()
            .all(|track| track.enabled == (track.kind == Video))
    );
}

#[test]
fn applied_constraints_are_those_of_every_later_track() {
    let zoom = |zoom: f64| MediaTrackConstraints::new().zoom(zoom);
    let apply = |value| Control::SetApplied(Slot::Camera, Some(zoom(value)));
    let settle = |value, is_accepted| Control::SettleApplied {
        slot: Slot::Camera,
        constraints: Some(zoom(value)),
        is_accepted,
    };
    let mut world = World::live();
    world.control(apply(2.0));
    assert_eq!(world.state.applied(Slot::Camera), Some(&zoom(2.0)));
    world.control(settle(2.0, true));
    for event in [
        Event::Restart,
        Event::Switch {
            kind: Video,
            request: request(1, 3),
        },
    ] {
        world.call(event);
        world.settle();
        assert_eq!(world.state.applied(Slot::Camera), Some(&zoom(2.0)));
    }
    world.step(Event::Stop);
    assert_eq!(world.state.applied(Slot::Camera), Some(&zoom(2.0)));
    // The browser rejects later constraints: the earlier ones stay. An older rejection changes nothing.
    world.control(apply(3.0));
    world.control(apply(4.0));
    world.control(settle(3.0, false));
    assert_eq!(world.state.applied(Slot::Camera), Some(&zoom(4.0)));
    world.control(settle(4.0, false));
    assert_eq!(world.state.applied(Slot::Camera), Some(&zoom(2.0)));
    // Accepted before later ones are rejected.
    world.control(apply(5.0));
    world.control(apply(6.0));
    world.control(settle(5.0, true));
    world.control(settle(6.0, false));
    assert_eq!(world.state.applied(Slot::Camera), Some(&zoom(5.0)));
}

#[test]
fn an_equal_request_for_the_live_device_opens_nothing() {
    let mut world = World::new();
    world.call(Event::Start(constraints(2, 0)));
    world.settle();
    let id = |id: &str| MediaTrackConstraints::new().device_id(id.to_owned());
    for equal in [
        request(0, 2),
        id("00").into(),
        MediaTrackConstraints::new()
            .device_id(Constrain::ideal("00"))
            .into(),
    ] {
        world.call(Event::Switch {
            kind: Audio,
            request: equal,
        });
        assert!(world.pending.is_empty() && world.state.call.is_none());
    }
    world.call(Event::Switch {
        kind: Audio,
        request: id("01").into(),
    });
    assert_eq!(world.pending.len(), 1);
}

#[test]
fn a_flip_without_facing_modes_selects_the_next_camera() {
    let mut world = World::new();
    world.call(Event::Start(constraints(0, 1)));
    world.settle();
    for expected in [1, 0] {
        world.call(Event::NextCamera);
        world.settle();
        assert_eq!(world.live_devices(), [None, Some(expected)]);
    }
    world.plugged[1][1] = false;
    world.call(Event::NextCamera);
    world.settle();
    let failure = world.state.failure(Video).expect("a failure");
    assert_eq!(
        (failure.cause, failure.track_kind()),
        (Cause::NoOtherCamera, Some(Video))
    );
    assert_eq!(world.live_devices(), [None, Some(0)]);
}

#[test]
fn a_revoked_permission_is_reclaimed_when_it_is_granted() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim()));
    world.denied = [true, false];
    world.end(0, 0);
    world.settle();
    assert_eq!(world.state.phase_of(Audio), Phase::Recovering(Slot::Microphone));
    world.denied = [false, false];
    world.step(Event::EnvironmentChanged);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn a_track_that_the_browser_ended_is_not_reclaimed() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim().fallback()));
    world.end(1, 0);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), None]);
    assert_eq!(
        world.state.loss(Slot::Camera).map(|loss| loss.reason),
        Some(LossReason::Ended)
    );
}

#[test]
fn the_last_loss_stays_readable_after_a_fallback() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim().fallback()));
    world.plugged[1][0] = false;
    world.end(1, 0);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)]);
    assert!(world.state.loss(Slot::Camera).is_some());
    world.plugged[1][0] = true;
    world.step(Event::EnvironmentChanged);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn a_timeout_and_a_cancel_settle_the_call() {
    let mut world = World::live();
    world.control(Control::SetOptions(Options {
        partial: false,
        timeout: Some(10),
    }));
    for cancels in [false, true] {
        world.call(Event::Switch {
            kind: KINDS[1],
            request: request(1, 3),
        });
        if cancels {
            world.control(Control::Cancel);
        } else {
            while !world.timers.is_empty() {
                world.elapse(0);
            }
            let failure = world.state.failure(Video).expect("a failure");
            assert_eq!(
                (failure.cause, failure.track_kind()),
                (Cause::TimedOut, Some(Video))
            );
        }
        assert!(world.unsettled.is_empty());
        assert_eq!(world.state.constraints(), Some(constraints(1, 1)));
        world.settle();
        assert_eq!(world.live_devices(), [Some(0), Some(0)]);
    }
}
