//! The loss of a track: its reason, and what each policy does.

use std::time::Duration;

use super::world::{World, constraints, request};
use crate::capture::loss::LossReason;
use crate::capture::machine::effect::Timer;
use crate::capture::machine::event::{Control, Event};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::Phase;
use crate::capture::recovery_policy::{Backoff, RecoveryPolicy};
use crate::constraints::MediaTrackConstraints;
use crate::track::MediaStreamTrackKind::{Audio, Video};

const REASONS: [LossReason; 5] = [
    LossReason::Unplugged,
    LossReason::PermissionRevoked,
    LossReason::Muted,
    LossReason::Stopped,
    LossReason::Ended,
];

fn retry(attempts: u32) -> Option<Backoff> {
    Some(Backoff {
        attempts,
        ..Backoff::default()
    })
}

/// Loses the first camera for a reason.
pub(super) fn lose(world: &mut World, reason: LossReason) {
    match reason {
        LossReason::Unplugged => world.plug(1, 0, false),
        LossReason::PermissionRevoked => {
            world.denied[1] = true;
            world.end(1, 0);
        }
        LossReason::Muted => {
            world.mute(Slot::Camera, true);
            world.elapse_where(|timer| matches!(timer, Timer::Mute(..)));
        }
        LossReason::Stopped => {
            world.stop_track(Slot::Camera);
            world.elapse_where(|timer| matches!(timer, Timer::Suspect(_)));
        }
        LossReason::Ended => world.end(1, 0),
    }
    // A change during an inspection is inspected again.
    while world.inspection.is_some() {
        world.inspect();
    }
}

pub(super) fn reason(world: &World) -> Option<LossReason> {
    world.state.loss(Slot::Camera).map(|loss| loss.reason)
}

/// The camera that is live when nothing else happens, and after the cause of the loss has gone.
fn expected(policy: RecoveryPolicy, reason: LossReason) -> [Option<usize>; 2] {
    match reason {
        LossReason::Unplugged => {
            let other = policy.fallback.then_some(1);
            [other, if policy.reclaim { Some(0) } else { other }]
        }
        LossReason::PermissionRevoked => [None, policy.reclaim.then_some(0)],
        // The device is still there. Without retries, only another one helps.
        LossReason::Muted if policy.retry.is_some() => [Some(0); 2],
        LossReason::Muted => [policy.fallback.then_some(0); 2],
        LossReason::Ended => [policy.retry.map(|_| 0); 2],
        LossReason::Stopped => [None; 2],
    }
}

#[test]
fn each_policy_restores_what_was_lost_for_each_reason() {
    for reason_of_loss in REASONS {
        for bits in 0..8 {
            let mut policy = RecoveryPolicy::new().mute_timeout(Duration::from_secs(1));
            policy.fallback = bits & 1 != 0;
            policy.reclaim = bits & 2 != 0;
            policy.retry = retry(2).filter(|_| bits & 4 != 0);
            let mut world = World::live();
            // The first list of devices would be a change.
            world.step(Event::EnvironmentChanged);
            world.inspect();
            world.step(Event::SetPolicy(policy));
            lose(&mut world, reason_of_loss);
            let context = format!("{reason_of_loss} {policy:?}");
            assert_eq!(reason(&world), Some(reason_of_loss), "{context}");
            let opens_at_once = match reason_of_loss {
                LossReason::Unplugged => policy.fallback,
                LossReason::Muted => policy.fallback || policy.retry.is_some(),
                _ => false,
            };
            assert_eq!(world.pending.len(), usize::from(opens_at_once), "{context}");
            world.settle();
            let [meanwhile, later] = expected(policy, reason_of_loss);
            assert_eq!(world.live_devices(), [Some(0), meanwhile], "{context}");
            assert_eq!(reason(&world), Some(reason_of_loss), "the loss stays readable");
            let continues = policy.reclaim
                && matches!(
                    reason_of_loss,
                    LossReason::Unplugged | LossReason::PermissionRevoked | LossReason::Muted
                );
            let phase = match meanwhile {
                Some(_) => Phase::Live,
                None if continues => Phase::Recovering(Slot::Camera),
                None => Phase::Ended(Slot::Camera),
            };
            assert_eq!(world.state.phase_of(Video), phase, "{context}");
            // A restart requests what was lost.
            assert!(world.state.can_restart(), "{context}");
            assert_eq!(
                world.state.restart_targets().map(|key| key.is_off()),
                [false, false]
            );
            (world.denied, world.plugged) = ([false; 2], [[true; 2]; 2]);
            world.step(Event::EnvironmentChanged);
            world.settle();
            assert_eq!(world.live_devices(), [Some(0), later], "later: {context}");
        }
    }
}

#[test]
fn the_last_track_that_is_lost_ends_the_capture() {
    for reason_of_loss in REASONS {
        let mut world = World::new();
        world.call(Event::Start(constraints(0, 1)));
        world.settle();
        world.step(Event::SetPolicy(
            RecoveryPolicy::new().mute_timeout(Duration::from_secs(1)),
        ));
        lose(&mut world, reason_of_loss);
        assert_eq!(world.state.phase(), Phase::Ended(Slot::Camera));
        let loss = world.state.loss(Slot::Camera).expect("a loss");
        assert_eq!(
            (loss.device_id.as_deref(), loss.label.as_str()),
            (Some("10"), "device 10")
        );
        assert_eq!((world.state.constraints(), world.has_stream), (None, false));
        assert!(world.state.can_restart());
        world.step(Event::Stop);
        assert!(!world.state.can_restart());
        assert_eq!((world.state.phase(), reason(&world)), (Phase::Idle, None));
    }
}

#[test]
fn a_lost_track_stays_in_the_stream_until_it_is_replaced() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().fallback()));
    let old = world.state.track(Slot::Camera).expect("a track");
    lose(&mut world, LossReason::Unplugged);
    assert!(world.tracks.iter().any(|track| track.id == old));
    world.settle();
    assert!(world.tracks.iter().all(|track| track.id != old));
    assert_eq!(world.tracks.len(), 2);
}

#[test]
fn retries_follow_the_backoff_and_end() {
    let mut world = World::live();
    let mut policy = RecoveryPolicy::new();
    policy.retry = retry(3);
    world.step(Event::SetPolicy(policy));
    lose(&mut world, LossReason::Unplugged);
    for attempt in 0..3 {
        // `World` checks the delay of each timer.
        assert_eq!(world.state.phase(), Phase::Recovering(Slot::Camera), "{attempt}");
        let is_retry = |timer: &Timer| matches!(timer, Timer::Retry(Slot::Camera, _));
        let index = world.timers.iter().position(is_retry).expect("a retry");
        let id = world.timers[index];
        // A timer of an earlier retry changes nothing.
        world.step(Event::Elapsed(Timer::Retry(Slot::Camera, 99)));
        assert!(world.pending.is_empty());
        world.elapse(index);
        assert!(!world.timers.contains(&id));
        assert_eq!(world.pending.len(), 1);
        world.grant(0);
    }
    assert_eq!(world.state.phase_of(Video), Phase::Ended(Slot::Camera));
    // A device that returns in time is opened.
    let mut world = World::live();
    world.step(Event::SetPolicy(policy));
    lose(&mut world, LossReason::Unplugged);
    world.plugged[1][0] = true;
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
    assert!(!world.is_watching);
}

#[test]
fn a_retry_opens_a_fallback_if_the_lost_device_is_absent() {
    for fallback in [false, true] {
        let mut world = World::live();
        let mut policy = RecoveryPolicy::new();
        (policy.retry, policy.fallback) = (retry(2), fallback);
        world.step(Event::SetPolicy(policy));
        world.plugged[1][1] = false;
        lose(&mut world, LossReason::Unplugged);
        while !world.pending.is_empty() {
            world.grant(0);
        }
        assert_eq!(world.live_devices(), [Some(0), None]);
        world.plugged[1][1] = true;
        world.settle();
        assert_eq!(world.live_devices(), [Some(0), fallback.then_some(1)]);
    }
}

#[test]
fn a_lost_fallback_leaves_the_first_device_to_be_reclaimed() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
    lose(&mut world, LossReason::Unplugged);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)]);
    assert!(world.is_watching);
    world.plug(1, 1, false);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), None]);
    world.plug(1, 0, true);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
    assert_eq!(
        world.state.constraints(),
        Some(constraints(1, 1)),
        "as the page requested"
    );
    assert!(!world.is_watching);
}

#[test]
fn a_fallback_makes_room_for_the_device_that_returns() {
    for returns in [false, true] {
        let mut world = World::live();
        world.is_exclusive = true;
        world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
        lose(&mut world, LossReason::Unplugged);
        world.settle();
        world.plug(1, 0, true);
        world.inspect();
        world.grant(0);
        assert_eq!(world.live_devices(), [Some(0), None], "the fallback made room");
        world.plugged[1][0] = returns;
        world.settle();
        assert_eq!(world.live_devices(), [Some(0), Some(usize::from(!returns))]);
    }
}

#[test]
fn a_fallback_that_made_room_for_nothing_is_opened_again() {
    let mut world = World::new();
    world.call(Event::Start(constraints(1, 2)));
    world.settle();
    world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
    lose(&mut world, LossReason::Unplugged);
    world.settle();
    let target = world.state.constraints().map(|constraints| constraints.video);
    assert_eq!(target, Some(MediaTrackConstraints::new().into()), "any camera");
    world.plug(1, 0, true);
    world.inspect();
    world.fail(0, Cause::InUse);
    world.fail(0, Cause::InUse);
    assert_eq!(world.pending.len(), 1, "without another change of devices");
    world.grant(0);
    assert!(world.state.track(Slot::Camera).is_some());
}

#[test]
fn a_failed_reclaim_keeps_the_fallback() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
    lose(&mut world, LossReason::Unplugged);
    world.settle();
    world.plug(1, 0, true);
    world.inspect();
    world.fail(0, Cause::Other);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)]);
    assert!(world.is_watching);
}

#[test]
fn a_recovery_continues_after_a_call_for_the_other_kind() {
    // While the fallback is requested, and while the lost device is.
    for returns in [false, true] {
        let mut world = World::live();
        world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
        lose(&mut world, LossReason::Unplugged);
        assert_eq!(world.pending.len(), 1);
        if returns {
            world.grant(0);
            world.plug(1, 0, true);
            world.inspect();
            assert_eq!(world.pending.len(), 1);
        }
        world.call(Event::Switch {
            kind: Audio,
            request: request(0, 3),
        });
        world.settle();
        assert_eq!(world.live_devices(), [Some(1), Some(usize::from(!returns))]);
    }
}

/// At most one prompt is open, also that of a request that is no longer wanted.
#[test]
fn a_recovery_waits_for_the_request_of_an_earlier_call() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim()));
    (world.plugged[0], world.plugged[1][1]) = ([false; 2], false);
    world.end(0, 0);
    world.settle();
    world.call(Event::Switch {
        kind: Video,
        request: request(1, 3),
    });
    world.call(Event::NextCamera);
    world.plug(0, 0, true);
    while world.inspection.is_some() {
        world.inspect();
    }
    assert!(world.state.call.is_none(), "there is no other camera");
    assert_eq!(world.pending.len(), 1);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
}

#[test]
fn a_cancel_gives_up_what_is_lost_and_keeps_a_fallback() {
    for fallback in [false, true] {
        let mut world = World::live();
        let mut policy = RecoveryPolicy::new().reclaim();
        policy.fallback = fallback;
        world.step(Event::SetPolicy(policy));
        lose(&mut world, LossReason::Unplugged);
        world.settle();
        world.control(Control::Cancel);
        assert_eq!(world.live_devices(), [Some(0), fallback.then_some(1)]);
        let phase = if fallback {
            Phase::Live
        } else {
            Phase::Ended(Slot::Camera)
        };
        assert_eq!((world.state.phase_of(Video), world.is_watching), (phase, false));
        world.plug(1, 0, true);
        world.settle();
        assert_eq!(world.live_devices(), [Some(0), fallback.then_some(1)]);
    }
}

#[test]
fn a_policy_without_recovery_ends_a_recovery() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().reclaim()));
    lose(&mut world, LossReason::Unplugged);
    assert_eq!(world.state.phase(), Phase::Recovering(Slot::Camera));
    world.step(Event::SetPolicy(RecoveryPolicy::new()));
    assert_eq!(world.state.phase_of(Video), Phase::Ended(Slot::Camera));
}

#[test]
fn a_track_that_is_lost_during_a_switch_is_not_restored() {
    let mut world = World::live();
    world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
    world.call(Event::Switch {
        kind: Video,
        request: request(1, 3),
    });
    lose(&mut world, LossReason::Unplugged);
    assert_eq!(world.state.phase(), Phase::Switching);
    assert!(!world.is_watching);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)]);
    world.plug(1, 0, true);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(1)], "the page replaced it");
    // The track of another kind is restored after the switch.
    world.call(Event::Switch {
        kind: Audio,
        request: request(0, 3),
    });
    world.plug(1, 1, false);
    world.settle();
    assert_eq!(world.live_devices(), [Some(1), Some(0)]);
}

/// Its device is still connected, so that the list of devices is no reason to open it again.
#[test]
fn a_muted_track_is_reclaimed_after_its_device_was_disconnected() {
    let mut world = World::live();
    let policy = RecoveryPolicy::new().reclaim();
    world.step(Event::SetPolicy(policy.mute_timeout(Duration::from_secs(1))));
    world.mute(Slot::Camera, true);
    world.elapse_where(|timer| matches!(timer, Timer::Mute(..)));
    assert_eq!(world.state.phase_of(Video), Phase::Recovering(Slot::Camera));
    // The first list, and one without another device.
    world.settle();
    world.plug(1, 1, false);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), None]);
    world.plug(1, 0, false);
    world.settle();
    world.plug(1, 0, true);
    world.settle();
    assert_eq!(world.live_devices(), [Some(0), Some(0)]);
    assert_eq!(
        reason(&world),
        Some(LossReason::Muted),
        "the cause stays readable"
    );
}

#[test]
fn a_request_that_the_policy_no_longer_permits_is_not_made() {
    for returns in [false, true] {
        let mut world = World::live();
        world.step(Event::SetPolicy(RecoveryPolicy::new().fallback().reclaim()));
        if returns {
            world.plugged[1][1] = false;
        }
        lose(&mut world, LossReason::Unplugged);
        if returns {
            world.settle();
        }
        // The recovery continues after the call.
        world.call(Event::Switch {
            kind: Audio,
            request: request(0, 3),
        });
        if returns {
            world.plug(1, 0, true);
            world.inspect();
        }
        let recovery = world.state.slot(Slot::Camera).recovery.expect("a recovery");
        assert_eq!((recovery.own_due, recovery.other_due), (returns, true));
        world.step(Event::SetPolicy(RecoveryPolicy::new()));
        world.settle();
        assert_eq!(world.live_devices(), [Some(1), None], "{returns}");
        assert_eq!(world.state.phase_of(Video), Phase::Ended(Slot::Camera));
    }
}

#[test]
fn a_policy_without_retries_ends_the_wait_for_one() {
    for reclaims in [false, true] {
        let mut world = World::live();
        let mut policy = RecoveryPolicy::new();
        policy.retry = retry(3);
        world.step(Event::SetPolicy(policy));
        lose(&mut world, LossReason::Unplugged);
        assert_eq!(world.state.phase_of(Video), Phase::Recovering(Slot::Camera));
        (policy.retry, policy.reclaim) = (None, reclaims);
        world.step(Event::SetPolicy(policy));
        let phase = if reclaims {
            Phase::Recovering(Slot::Camera)
        } else {
            Phase::Ended(Slot::Camera)
        };
        assert_eq!(world.state.phase_of(Video), phase);
    }
}
