//! Calls: which ones join, supersede and continue, and what they leave when they fail.

use super::world::{KINDS, World, constraints, request};
use crate::capture::machine::event::{Control, Event, Options};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::Phase;
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::constraints::{GetUserMediaSemantics, MediaTrackConstraints};
use crate::track::MediaStreamTrackKind::{Audio, Video};

fn switch(kind: usize, choice: usize) -> Event {
    Event::Switch {
        kind: KINDS[kind],
        request: request(kind, choice),
    }
}

fn partial(world: &mut World) {
    world.control(Control::SetOptions(Options {
        partial: true,
        timeout: None,
    }));
}

fn causes(world: &World) -> [Option<Cause>; 2] {
    KINDS.map(|kind| world.state.failure(kind).map(|failure| failure.cause))
}

#[test]
fn an_equal_start_joins_the_pending_call() {
    let mut world = World::new();
    world.call(Event::Start(constraints(1, 1)));
    let generation = world.state.generation();
    world.call(Event::Start(constraints(1, 1)));
    world.call(switch(0, 1));
    assert_eq!((world.state.generation(), world.pending.len()), (generation, 1));
    let mut other = constraints(1, 1);
    other.semantics = Some(GetUserMediaSemantics::UserChooses);
    world.call(Event::Start(other.clone()));
    assert_ne!(world.state.generation(), generation, "other semantics");
    world.settle();
    assert_eq!(world.state.constraints(), Some(other));
    // The pending call of a flip has another target.
    world.call(Event::NextCamera);
    let generation = world.state.generation();
    world.call(switch(1, 1));
    assert_ne!(world.state.generation(), generation);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn an_equal_start_replaces_a_track_that_has_just_ended() {
    let mut world = World::live();
    world.call(Event::Start(constraints(3, 1)));
    let generation = world.state.generation();
    world.call(Event::Start(constraints(3, 1)));
    assert_eq!(world.state.generation(), generation, "both tracks are live");
    world.stop_track(Slot::Camera);
    world.call(Event::Start(constraints(3, 1)));
    assert_ne!(world.state.generation(), generation);
    world.settle();
    assert_eq!(world.live_devices(), [Some(1), Some(0)]);
}

#[test]
fn an_equal_start_cancels_a_recovery() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().fallback()));
    world.call(Event::Start(constraints(3, 1)));
    world.plug(1, 0, false);
    while world.inspection.is_some() {
        world.inspect();
    }
    assert!(world.state.slot(Slot::Camera).recovery.is_some());
    world.plugged[1][0] = true;
    world.call(Event::Start(constraints(3, 1)));
    assert!(world.state.slot(Slot::Camera).recovery.is_none());
    world.settle();
    assert_eq!(world.live_devices(), [Some(1), Some(0)]);
    assert_eq!(world.state.loss(Slot::Camera), None);
}

#[test]
fn a_later_call_settles_the_earlier_one_as_superseded() {
    let mut world = World::live();
    for (event, cause) in [
        (switch(1, 3), Cause::Superseded),
        (Event::Restart, Cause::Superseded),
        (Event::Stop, Cause::Stopped),
    ] {
        world.call(switch(0, 3));
        world.result = None;
        match event {
            Event::Stop => world.step(event),
            call => world.call(call),
        }
        assert_eq!(
            world.result.map(|result| result.map_err(|failure| failure.cause)),
            Some(Err(cause))
        );
        world.step(Event::Stop);
        world.call(Event::Start(constraints(1, 1)));
        world.settle();
        assert_eq!(world.result, Some(Ok(())));
    }
}

#[test]
fn two_switches_in_a_row_are_both_performed() {
    let mut world = World::live();
    world.call(switch(0, 3));
    world.call(switch(1, 3));
    world.settle();
    assert_eq!(world.live_devices(), [Some(1), Some(1)]);
    // Also if the first one has begun to open its device.
    world.call(switch(0, 2));
    while !world.timers.is_empty() {
        world.elapse(0);
    }
    world.call(switch(1, 2));
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn a_request_of_the_current_task_serves_a_part_of_a_later_call() {
    let mut world = World::new();
    world.call(Event::Start(constraints(0, 1)));
    world.step(Event::Stop);
    world.call(Event::Start(constraints(1, 1)));
    assert_eq!(world.pending.len(), 1);
    world.grant(0);
    assert_eq!(world.live_devices(), [None, Some(0)]);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
    assert_eq!(world.track_count, 2, "nothing is opened twice");
}

#[test]
fn a_track_that_ends_during_a_call_is_explained_before_it_is_requested_again() {
    let mut world = World::live();
    world.call(Event::Start(constraints(3, 1)));
    world.end(1, 0);
    world.grant(0);
    assert_eq!((world.result, world.pending.len()), (Some(Ok(())), 0));
    world.settle();
    assert_eq!(world.live_devices(), [Some(1), None]);
    assert!(world.state.loss(Slot::Camera).is_some());
    // The call replaces it.
    let mut world = World::live();
    world.call(Event::NextCamera);
    world.end(1, 0);
    world.list();
    world.list();
    assert_eq!(world.pending.len(), 1, "its end is not explained yet");
    world.settle();
    assert_eq!((world.result, world.live_devices()), (Some(Ok(())), [Some(0); 2]));
}

#[test]
fn a_cancelled_first_call_leaves_the_capture_idle() {
    let mut world = World::new();
    world.call(Event::Start(constraints(1, 1)));
    assert_eq!(world.state.phase(), Phase::Prompting);
    world.control(Control::Cancel);
    assert_eq!(world.state.phase(), Phase::Idle);
    let failure = world.result.and_then(Result::err);
    assert_eq!(failure.map(|failure| failure.cause), Some(Cause::Cancelled));
    assert_eq!((world.state.constraints(), world.has_stream), (None, false));
    world.settle();
    assert!(world.tracks.is_empty(), "the late stream is stopped");
}

#[test]
fn the_failure_of_a_first_call_is_its_phase_and_that_of_its_kinds() {
    let mut world = World::new();
    world.call(Event::Start(constraints(0, 1)));
    world.fail(0, Cause::Other);
    assert!(matches!(world.state.phase(), Phase::Failed(failure) if failure.cause == Cause::Other));
    assert_eq!(causes(&world), [None, Some(Cause::Other)]);
    assert_eq!(world.state.phase_of(Audio), Phase::Idle);
    // A later success clears it.
    world.call(Event::Start(constraints(0, 1)));
    world.settle();
    assert_eq!((causes(&world), world.state.phase()), ([None, None], Phase::Live));
}

#[test]
fn a_named_constraint_blames_the_kind_that_has_it() {
    let width = || MediaTrackConstraints::new().width(640..=640);
    for is_partial in [false, true] {
        let mut world = World::new();
        if is_partial {
            partial(&mut world);
        }
        let requested = constraints(1, 1).video(width());
        world.call(Event::Start(requested));
        world.reject(0, Cause::Other, Some("width"));
        assert_eq!(causes(&world), [None, Some(Cause::Other)]);
        if is_partial {
            world.settle();
            assert_eq!(world.live_devices(), [Some(0), None]);
        } else {
            assert_eq!(
                world
                    .state
                    .failure(Video)
                    .and_then(|failure| failure.track_kind()),
                Some(Video)
            );
        }
    }
    // Neither or both: the cause is unknown.
    for (name, requested) in [
        ("width", constraints(1, 1)),
        ("frameRate", constraints(1, 1).video(width())),
        ("width", constraints(1, 1).audio(width()).video(width())),
        // A bare value is no required constraint.
        (
            "width",
            constraints(1, 1).video(MediaTrackConstraints::new().width(640)),
        ),
    ] {
        let mut world = World::new();
        world.call(Event::Start(requested));
        world.reject(0, Cause::Other, Some(name));
        assert_eq!(causes(&world), [Some(Cause::Other); 2], "{name}");
    }
}

#[test]
fn the_kind_without_a_device_is_blamed() {
    for kind in [0, 1] {
        let mut world = World::new();
        world.plugged[kind] = [false, false];
        world.call(Event::Start(constraints(1, 1)));
        world.settle();
        let mut expected = [None, None];
        expected[kind] = Some(Cause::NotFound);
        assert_eq!(causes(&world), expected);
        let failure = world
            .state
            .failure(KINDS[kind])
            .and_then(|failure| failure.track_kind());
        assert_eq!(failure, Some(KINDS[kind]));
    }
}

#[test]
fn a_partial_start_opens_one_kind_after_the_other_if_the_cause_is_unknown() {
    for (failing, expected) in [(0, [None, Some(0)]), (1, [Some(0), None])] {
        let mut world = World::new();
        partial(&mut world);
        world.call(Event::Start(constraints(1, 1)));
        world.fail(0, Cause::Other);
        assert_eq!(world.pending.len(), 1, "the first kind");
        if failing == 0 {
            world.fail(0, Cause::Other);
            world.settle();
        } else {
            world.grant(0);
            world.fail(0, Cause::Other);
        }
        assert_eq!(world.live_devices(), expected);
        assert_eq!(world.result, Some(Ok(())));
        let blamed = KINDS.map(|kind| world.state.failure(kind).is_some());
        assert_eq!(blamed, [failing == 0, failing == 1]);
    }
    // Both fail: the call fails with the first failure.
    let mut world = World::new();
    partial(&mut world);
    world.call(Event::Start(constraints(1, 1)));
    for _ in 0..3 {
        world.fail(0, Cause::Other);
    }
    let failure = world.result.and_then(Result::err).expect("a failure");
    assert_eq!((failure.cause, failure.error), (Cause::Other, 1));
    assert_eq!(world.state.phase(), Phase::Failed(failure));
}

#[test]
fn a_partial_start_without_permission_for_either_kind_fails() {
    let mut world = World::new();
    partial(&mut world);
    world.denied = [true, true];
    world.call(Event::Start(constraints(1, 1)));
    world.settle();
    assert_eq!(causes(&world), [Some(Cause::Denied); 2]);
    assert!(matches!(world.result, Some(Err(_))) && matches!(world.state.phase(), Phase::Failed(_)));
}

#[test]
fn a_partial_switch_keeps_the_live_track_of_a_kind_that_fails() {
    let mut world = World::live();
    partial(&mut world);
    world.call(Event::Start(constraints(1, 3)));
    world.fail(0, Cause::Other);
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
    assert_eq!(world.state.constraints(), Some(constraints(1, 1)));
    assert_eq!(world.result, Some(Ok(())), "the microphone is live");
    // A call for one kind has no part that could succeed.
    world.call(switch(1, 3));
    world.fail(0, Cause::Other);
    assert!(matches!(world.result, Some(Err(_))));
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn a_busy_camera_is_stopped_for_the_next_one_and_reopened_if_that_fails() {
    let mut world = World::live();
    world.is_exclusive = true;
    world.call(switch(1, 3));
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)]);
    assert_eq!(world.result, Some(Ok(())));
    world.plugged[1][0] = false;
    world.call(switch(1, 2));
    world.fail(0, Cause::InUse);
    assert_eq!(world.live_devices(), [Some(0), None], "stopped to make room");
    assert!(
        world.has_stream && world.tracks.len() == 2,
        "it stays in the stream"
    );
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)], "reopened");
    let failure = world.state.failure(Video).expect("a failure");
    assert_eq!(
        (failure.cause, failure.track_kind()),
        (Cause::NotFound, Some(Video))
    );
    assert!(matches!(world.result, Some(Err(_))));
}

#[test]
fn a_busy_camera_is_requested_once_if_this_capture_has_none() {
    let mut world = World::new();
    world.call(Event::Start(constraints(0, 1)));
    world.fail(0, Cause::InUse);
    assert!(world.pending.is_empty() && matches!(world.result, Some(Err(_))));
}

#[test]
fn a_camera_that_cannot_be_reopened_leaves_the_failure() {
    let mut world = World::new();
    world.call(Event::Start(constraints(0, 2)));
    world.settle();
    world.call(switch(1, 3));
    for _ in 0..3 {
        world.fail(0, Cause::InUse);
    }
    let failure = world.result.and_then(Result::err).expect("a failure");
    assert_eq!(
        (failure.cause, world.state.phase()),
        (Cause::InUse, Phase::Failed(failure))
    );
    assert_eq!((world.state.constraints(), world.has_stream), (None, false));
}

#[test]
fn a_stream_without_a_requested_kind_is_a_failure() {
    let mut world = World::new();
    world.call(Event::Start(constraints(1, 1)));
    world.open_nothing(0);
    assert_eq!(causes(&world), [Some(Cause::Incomplete); 2]);
    assert!(world.tracks.is_empty());
}
