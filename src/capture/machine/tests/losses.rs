//! The events that end a track, and the reason that they give.

use std::time::Duration;

use super::recovery::{lose, reason};
use super::world::{World, constraints};
use crate::capture::loss::LossReason;
use crate::capture::machine::effect::Timer;
use crate::capture::machine::event::Event;
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::Phase;
use crate::capture::recovery_policy::RecoveryPolicy;
use crate::track::MediaStreamTrackKind::{Audio, Video};

#[test]
fn an_ended_event_explains_a_track_that_was_found_ended() {
    let mut world = World::live();
    let track = world.stop_track(Slot::Camera);
    assert_eq!(world.state.track(Slot::Camera), None);
    assert_eq!(world.state.phase(), Phase::Live, "its end is not explained yet");
    // Found again: there is one timer.
    world.step(Event::FoundEnded(track));
    assert_eq!(world.timers, [Timer::Suspect(track)]);
    world.step(Event::Ended(track));
    // The timer of a track that was explained meanwhile changes nothing.
    world.elapse(0);
    assert_eq!(reason(&world), None);
    world.inspect();
    assert_eq!(reason(&world), Some(LossReason::Ended));
    // The list of devices may be unknown.
    let mut world = World::live();
    world.has_list = false;
    lose(&mut world, LossReason::Unplugged);
    assert_eq!(reason(&world), Some(LossReason::Ended));
}

#[test]
fn a_track_is_lost_if_it_is_muted_for_longer_than_the_timeout() {
    let timeout = |seconds| RecoveryPolicy::new().mute_timeout(Duration::from_secs(seconds));
    let mut world = World::live();
    world.mute(Slot::Camera, true);
    assert!(world.state.is_muted(Video) && !world.state.is_muted(Audio));
    assert!(world.timers.is_empty(), "the policy has no timeout");
    world.step(Event::SetPolicy(timeout(5)));
    assert_eq!(world.timers.len(), 1);
    // Timers of the earlier policy, and of a mute that has ended.
    world.step(Event::SetPolicy(timeout(9)));
    world.elapse(0);
    world.mute(Slot::Camera, false);
    world.mute(Slot::Camera, true);
    world.elapse(0);
    assert_eq!((reason(&world), world.timers.len()), (None, 1));
    let track = world.state.track(Slot::Camera).expect("a track");
    world.step(Event::Muted(track, true));
    world.step(Event::SetPolicy(timeout(9)));
    assert_eq!(world.timers.len(), 1, "a repeated event does not start a timer");
    world.elapse(0);
    assert_eq!(reason(&world), Some(LossReason::Muted));
    // A track that arrives muted counts. One that is unmuted in time is not lost.
    for is_muted in [true, false] {
        let mut world = World::new();
        world.step(Event::SetPolicy(timeout(1)));
        world.arrives_muted = true;
        world.call(Event::Start(constraints(0, 1)));
        world.grant(0);
        world.mute(Slot::Camera, is_muted);
        world.settle();
        assert_eq!(reason(&world), is_muted.then_some(LossReason::Muted));
    }
}

#[test]
fn a_broken_track_is_stopped_and_lost() {
    let mut world = World::live();
    let track = world.state.track(Slot::Camera).expect("a track");
    world.step(Event::Broken(track));
    assert!(
        world
            .tracks
            .iter()
            .all(|other| other.id != track || !other.is_live)
    );
    world.settle();
    assert_eq!(reason(&world), Some(LossReason::Ended));
}

/// A page may have replaced the query by one that never settles.
#[test]
fn the_list_of_devices_does_not_wait_for_the_permissions() {
    let mut world = World::live();
    world.call(Event::NextCamera);
    world.list();
    assert_eq!(world.pending.len(), 1, "the next camera is known");
    world.grant(0);
    assert_eq!(world.live_devices(), [Some(0), Some(1)]);
    let is_inspection = |timer: &Timer| matches!(timer, Timer::Inspection(_));
    world.elapse_where(is_inspection);
    // The reason of a loss is known when the query is given up.
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim()));
    world.plug(1, 1, false);
    // The first list may be older than the change of the devices.
    world.list();
    world.list();
    world.elapse_where(is_inspection);
    assert_eq!(reason(&world), None, "the timer of the first list");
    world.elapse_where(is_inspection);
    assert_eq!(reason(&world), Some(LossReason::Unplugged));
    // The watch of the devices began an inspection.
    world.plug(1, 1, true);
    world.list();
    assert!(world.pending.is_empty());
    world.list();
    assert_eq!(world.pending.len(), 1, "reclaimed");
}
