//! Every sequence of a small set of actions, up to a depth.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::world::{KINDS, World, constraints, request};
use crate::capture::machine::event::{Control, Event};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slot::Live;
use crate::capture::recovery_policy::{Backoff, RecoveryPolicy};

/// The number of actions of the longest sequences. `CAPTURE_DEPTH` selects another one, as for mutation tests.
const DEPTH: usize = 8;

const ACTIONS: usize = 12;

/// Performs an action. Returns whether it is possible.
fn perform(world: &mut World, action: usize) -> bool {
    match action {
        0 => world.call(Event::Start(constraints(1, 1))),
        1 => world.call(Event::Start(constraints(0, 3))),
        2 if world
            .state
            .constraints()
            .is_some_and(|target| target.video != false.into()) =>
        {
            world.call(Event::Switch {
                kind: KINDS[0],
                request: request(0, 0),
            });
        }
        3 => world.control(Control::StartDisplay {
            options: 0,
            has_audio: false,
            prompt: false,
        }),
        4 => world.step(Event::Stop),
        5 if world.state.can_restart() => world.call(Event::Restart),
        6 if !world.pending.is_empty() => world.grant(0),
        7 if !world.pending.is_empty() => world.fail(world.pending.len() - 1, Cause::InUse),
        8 if !world.timers.is_empty() => world.elapse(0),
        9 if world.inspection.is_some() => world.inspect(),
        10 if world.plugged[1][0] => {
            world.plugged[1][0] = false;
            world.end(1, 0);
            world.step(Event::EnvironmentChanged);
        }
        11 if !world.plugged[1][0] => {
            world.plugged[1][0] = true;
            world.step(Event::EnvironmentChanged);
        }
        _ => return false,
    }
    true
}

/// Returns a hash of a state without the numbers that only grow.
fn fingerprint(world: &World) -> u64 {
    let mut hasher = DefaultHasher::new();
    let state = &world.state;
    for slot in state.slots {
        let mut slot = slot;
        slot.live = slot.live.map(|live| Live { track: 0, ..live });
        slot.stale = slot.stale.map(|_| 0);
        slot.error = None;
        if let Some(recovery) = &mut slot.recovery {
            recovery.waiting = recovery.waiting.map(|_| 0);
        }
        slot.hash(&mut hasher);
    }
    (state.call, state.display, state.live_display, state.lost_display).hash(&mut hasher);
    for request in [state.request, state.parked] {
        request
            .map(|request| (request.slots, request.requests, request.fresh))
            .hash(&mut hasher);
        let origin = request.map(|request| std::mem::discriminant(&request.origin));
        origin.hash(&mut hasher);
    }
    std::mem::discriminant(&state.rest).hash(&mut hasher);
    (state.inspecting.is_some(), state.inspect_again, state.watching).hash(&mut hasher);
    (
        world.plugged,
        world.inspection.is_some(),
        state.table.listed.len(),
    )
        .hash(&mut hasher);
    // A request that is not the pending one is only stopped on arrival.
    let is_pending = |id: &u32| state.request.is_some_and(|request| request.id == *id);
    world
        .pending
        .iter()
        .map(|(id, _)| is_pending(id))
        .collect::<Vec<_>>()
        .hash(&mut hasher);
    world
        .timers
        .iter()
        .map(std::mem::discriminant)
        .collect::<Vec<_>>()
        .hash(&mut hasher);
    hasher.finish()
}

#[test]
fn every_short_sequence_keeps_the_invariants() {
    let mut policy = RecoveryPolicy::new().fallback().reclaim();
    policy.retry = Some(Backoff {
        attempts: 1,
        ..Backoff::default()
    });
    let depth = std::env::var("CAPTURE_DEPTH").map_or(DEPTH, |depth| depth.parse().expect("a number"));
    for policy in [RecoveryPolicy::new(), policy] {
        let mut world = World::new();
        world.step(Event::SetPolicy(policy));
        let mut frontier = vec![world];
        let mut seen = HashSet::new();
        let mut steps = 0_u32;
        for _ in 0..depth {
            let mut next = Vec::new();
            for world in frontier {
                for action in 0..ACTIONS {
                    let mut world = world.clone();
                    if perform(&mut world, action) {
                        steps += 1;
                        if world.pending.len() < 4
                            && world.timers.len() < 8
                            && seen.insert(fingerprint(&world))
                        {
                            next.push(world);
                        }
                    }
                }
            }
            frontier = next;
        }
        println!("depth {depth}: {steps} steps, {} states", seen.len());
        assert!(seen.len() > 100 * depth, "{}", seen.len());
    }
}
