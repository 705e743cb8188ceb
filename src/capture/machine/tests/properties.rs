//! Random sequences of events. A sequence that violates an invariant is shrunk to a minimal one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::tables::references;
use super::world::{KINDS, World, constraints, device, request};
use crate::capture::machine::event::{Control, Event, Options};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::recovery_policy::{Backoff, RecoveryPolicy};
use crate::constraints::MediaTrackConstraints;

/// The number of random events. `CAPTURE_EVENTS` selects another one, as for mutation tests.
const EVENTS: usize = 1_020_000;
/// The length of a sequence.
const LENGTH: usize = 60;

/// An action, with a number from which it takes its arguments. A sequence stays valid when actions are removed.
type Action = u32;

struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as u32
    }
}

fn perform(world: &mut World, action: Action) {
    let argument = (action >> 8) as usize;
    let choice = |count: usize, shift: u32| (argument >> shift) % count;
    let (kind, number) = (choice(2, 0), choice(2, 1));
    match action % 38 {
        0..=2 => {
            let (audio, video) = (choice(4, 0), choice(4, 2));
            // The API rejects a call without a kind.
            if (audio, video) != (0, 0) {
                world.call(Event::Start(constraints(audio, video)));
            }
        }
        3 | 4 => {
            if let Some(current) = world.state.constraints() {
                let new = choice(4, 1);
                let other = if kind == 0 { &current.video } else { &current.audio };
                if new != 0 || *other != false.into() {
                    world.call(Event::Switch {
                        kind: KINDS[kind],
                        request: request(kind, new),
                    });
                }
            }
        }
        5 => world.control(Control::StartDisplay {
            options: choice(2, 1) as u32,
            has_audio: choice(2, 1) == 1,
            prompt: kind == 1,
        }),
        6 => world.step(Event::Stop),
        7 if world.state.can_restart() => {
            world.call(Event::Restart);
        }
        8 => world.control(Control::Cancel),
        9 if world.state.constraints().is_some() => {
            world.call(Event::NextCamera);
        }
        10 => world.control(Control::SetEnabled(KINDS[kind], number == 1)),
        11 => world.step(Event::SetPolicy(policy(argument))),
        12 => world.control(Control::SetOptions(Options {
            partial: kind == 1,
            timeout: (number == 1).then_some(1_000),
        })),
        13..=18 if !world.pending.is_empty() => {
            let index = argument % world.pending.len();
            world.grant(index);
        }
        19 | 20 if !world.pending.is_empty() => {
            let index = argument % world.pending.len();
            let classes = [Cause::Denied, Cause::NotFound, Cause::InUse, Cause::Other];
            world.fail(index, classes[choice(4, 8)]);
        }
        21 if !world.pending.is_empty() => world.open_nothing(argument % world.pending.len()),
        22..=24 if !world.timers.is_empty() => world.elapse(argument % world.timers.len()),
        25 => world.inspect(),
        26 if kind == 1 => world.list(),
        26 => world.inspect(),
        27 => {
            world.plug(kind, number, !world.plugged[kind][number]);
        }
        28 => {
            world.denied[kind] = !world.denied[kind];
            if world.denied[kind] {
                world.end(kind, 0);
                world.end(kind, 1);
            }
            world.step(Event::EnvironmentChanged);
        }
        29 => world.end(kind, number),
        30 => {
            // A track that the page stopped, or an event of any track, also of one that was replaced.
            let id = argument as u32 % 64;
            if let Some(track) = world.tracks.iter_mut().find(|track| track.id == id) {
                track.is_live = false;
                world.step(Event::FoundEnded(id));
            }
        }
        31 => {
            let mut id = argument as u32;
            if let Some(track) = world.tracks.get_mut(argument % 8) {
                id = track.id;
                track.muted = number == 1;
            }
            world.step(Event::Muted(id, number == 1));
        }
        32 => world.is_exclusive = !world.is_exclusive,
        33 => (world.shares_audio, world.default_moves) = (kind == 1, number == 1),
        34 => (world.arrives_muted, world.has_list) = (kind == 1, number == 1),
        35 => world.set_default(choice(3, 0).checked_sub(1)),
        36 => world.control(Control::SetHint(KINDS[kind], format!("hint {number}"))),
        37 => {
            if let Some(track) = world.tracks.get(argument % 4).filter(|track| track.is_live) {
                world.set_on_track(track.id, number == 1, None);
            }
        }
        _ => {}
    }
}

fn policy(argument: usize) -> RecoveryPolicy {
    let mut policy = RecoveryPolicy::new();
    policy.fallback = argument & 1 != 0;
    policy.reclaim = argument & 2 != 0;
    policy.follow_default = argument & 4 != 0;
    policy.mute_timeout = (argument & 8 != 0).then_some(Duration::from_secs(1));
    policy.retry = (argument & 16 != 0).then_some(Backoff {
        attempts: 2,
        ..Backoff::default()
    });
    policy
}

/// Runs a sequence, and afterwards checks that the last target wins and that a stop ends everything.
fn run(actions: &[Action]) {
    let mut world = World::new();
    for action in actions {
        perform(&mut world, *action);
    }
    // Many other requests and devices replace none that the state refers to.
    let mut other = world.state.clone();
    for number in 0..40 {
        other.key(MediaTrackConstraints::new().width(number).into());
        other.device_key(device(1, 100 + number as usize));
    }
    assert_eq!(references(&other), references(&world.state));
    let mut settled = world.clone();
    settled.plugged = [[true; 2]; 2];
    settled.denied = [false; 2];
    settled.step(Event::SetPolicy(RecoveryPolicy::new()));
    // The device of the role `default` is known from the list only.
    settled.has_list = true;
    settled.step(Event::EnvironmentChanged);
    while settled.inspection.is_some() {
        settled.inspect();
    }
    // A track that was opened while no device had the role can be of any device.
    let live = settled.state.slot(Slot::Microphone).live();
    let has_role = live.is_none_or(|live| live.role.is_some());
    let default = settled.default_microphone.filter(|_| has_role);
    let default = default.map_or([Some(0), Some(1)], |number| [Some(number); 2]);
    for (choice, microphones) in [(1, default), (2, [Some(0); 2])] {
        let mut settled = settled.clone();
        settled.call(Event::Start(constraints(choice, 3)));
        settled.settle();
        let [microphone, camera] = settled.live_devices();
        assert!(
            microphones.contains(&microphone) && camera == Some(1),
            "the last target wins: {:?}",
            settled.state
        );
    }
    world.step(Event::Stop);
    assert!(world.tracks.is_empty(), "a track is live after a stop");
    while !world.pending.is_empty() {
        world.grant(0);
    }
    assert!(world.tracks.is_empty(), "a late stream is live after a stop");
}

fn fails(actions: &[Action]) -> bool {
    catch_unwind(AssertUnwindSafe(|| run(actions))).is_err()
}

/// Removes actions as long as the sequence fails.
fn shrink(mut actions: Vec<Action>) -> Vec<Action> {
    let mut size = actions.len() / 2;
    while size > 0 {
        let mut start = 0;
        while start < actions.len() {
            let end = (start + size).min(actions.len());
            let shorter = [&actions[..start], &actions[end..]].concat();
            if fails(&shorter) {
                actions = shorter;
            } else {
                start += size;
            }
        }
        size /= 2;
    }
    actions
}

#[test]
fn random_events_keep_the_invariants() {
    // The same sequences in every run of the suite. `CAPTURE_SEED` selects others, `random` new ones.
    let seed = match std::env::var("CAPTURE_SEED").as_deref() {
        Ok("random") => std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(1, |time| time.as_nanos() as u64 | 1),
        Ok(seed) => seed.parse().expect("a number"),
        Err(_) => 20_261_125,
    };
    let mut random = Random(seed);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut failed = None;
    let events = std::env::var("CAPTURE_EVENTS").map_or(EVENTS, |events| events.parse().expect("a number"));
    for _ in 0..events / LENGTH {
        let actions: Vec<Action> = (0..LENGTH).map(|_| random.next()).collect();
        if fails(&actions) {
            failed = Some(shrink(actions));
            break;
        }
    }
    std::panic::set_hook(hook);
    if let Some(actions) = failed {
        let named: Vec<_> = actions.iter().map(|action| (action % 38, action >> 8)).collect();
        println!("seed {seed}, minimal sequence: {named:?}");
        run(&actions);
    }
}
