//! Displays in place of devices.

use super::world::{World, constraints, request};
use crate::capture::loss::LossReason;
use crate::capture::machine::event::{Control, Event, Options};
use crate::capture::machine::failure::Cause;
use crate::capture::machine::slots::Slot;
use crate::capture::machine::state::Phase;
use crate::capture::recovery_policy::{Backoff, RecoveryPolicy};
use crate::track::MediaStreamTrackKind::{Audio, Video};

/// The options of a display with audio.
const WITH_AUDIO: u32 = 1;

fn start(options: u32, prompt: bool) -> Control {
    Control::StartDisplay {
        options,
        has_audio: options == WITH_AUDIO,
        prompt,
    }
}

fn tracks(world: &World) -> [bool; 4] {
    [
        Slot::Microphone,
        Slot::Camera,
        Slot::DisplayAudio,
        Slot::DisplayVideo,
    ]
    .map(|slot| world.state.track(slot).is_some())
}

const DEVICES: [bool; 4] = [true, true, false, false];
const DISPLAY: [bool; 4] = [false, false, false, true];
const DISPLAY_WITH_AUDIO: [bool; 4] = [false, false, true, true];

fn live(options: u32) -> World {
    let mut world = World::new();
    world.control(start(options, false));
    world.settle();
    world
}

#[test]
fn a_display_replaces_the_devices_when_it_is_live() {
    let mut world = World::live();
    world.control(start(WITH_AUDIO, false));
    assert_eq!((tracks(&world), world.state.phase()), (DEVICES, Phase::Switching));
    assert_eq!(
        world.state.phase_of(Video),
        Phase::Live,
        "the devices are not requested"
    );
    assert_eq!(world.state.slot_phase(Slot::DisplayVideo), Phase::Prompting);
    assert_eq!(world.state.slot_phase(Slot::DisplayAudio), Phase::Prompting);
    assert_eq!(
        (world.state.constraints(), world.state.display()),
        (None, Some(WITH_AUDIO))
    );
    world.settle();
    assert_eq!(
        (tracks(&world), world.state.phase()),
        (DISPLAY_WITH_AUDIO, Phase::Live)
    );
    assert_eq!(world.state.slot_of(Audio), Slot::DisplayAudio);
    // The devices replace the display.
    world.call(Event::Start(constraints(1, 1)));
    assert_eq!(world.state.slot_phase(Slot::DisplayVideo), Phase::Live);
    assert_eq!(world.state.phase_of(Video), Phase::Live);
    assert_eq!(world.state.slot_of(Video), Slot::DisplayVideo);
    assert_eq!(world.state.slot_phase(Slot::Camera), Phase::Prompting);
    world.settle();
    assert_eq!((tracks(&world), world.state.display()), (DEVICES, None));
    assert_eq!(world.state.slot_of(Video), Slot::Camera);
    assert!(!world.state.uses_display(WITH_AUDIO));
}

#[test]
fn a_display_that_fails_leaves_the_devices() {
    let mut world = World::live();
    world.control(start(WITH_AUDIO, false));
    world.fail(0, Cause::Denied);
    assert_eq!((tracks(&world), world.state.phase()), (DEVICES, Phase::Live));
    assert_eq!(world.state.constraints(), Some(constraints(1, 1)));
    let failure = world.result.and_then(Result::err).expect("a failure");
    assert_eq!((failure.cause, failure.track_kind()), (Cause::Denied, None));
    assert!(!world.state.uses_display(WITH_AUDIO));
}

#[test]
fn an_equal_display_joins_the_pending_call_or_is_live() {
    let mut world = World::new();
    world.control(start(0, false));
    let generation = world.state.generation();
    world.control(start(0, false));
    assert_eq!((world.state.generation(), world.pending.len()), (generation, 1));
    world.control(start(WITH_AUDIO, false));
    assert_ne!(world.state.generation(), generation);
    world.settle();
    assert_eq!(
        (tracks(&world), world.state.display()),
        (DISPLAY_WITH_AUDIO, Some(WITH_AUDIO))
    );
    // Live already: the call opens no prompt.
    world.control(start(WITH_AUDIO, false));
    assert!(world.pending.is_empty() && world.state.call.is_none());
    // A prompt can be required. The old display stays live until the user responds.
    let old = world.state.track(Slot::DisplayVideo);
    world.control(start(WITH_AUDIO, true));
    assert_eq!((world.pending.len(), world.state.phase()), (1, Phase::Switching));
    assert_eq!(world.state.track(Slot::DisplayVideo), old);
    let generation = world.state.generation();
    world.control(start(WITH_AUDIO, true));
    assert_ne!(
        world.state.generation(),
        generation,
        "another prompt is another call"
    );
    world.grant(0);
    assert!(world.pending.is_empty(), "one prompt is enough");
    world.settle();
    assert_ne!(world.state.track(Slot::DisplayVideo), old);
    assert_eq!(tracks(&world), DISPLAY_WITH_AUDIO);
}

#[test]
fn other_options_replace_the_display_with_its_audio() {
    let mut world = live(WITH_AUDIO);
    world.control(start(0, false));
    assert_eq!(tracks(&world), DISPLAY_WITH_AUDIO);
    assert!(world.state.uses_display(0) && world.state.uses_display(WITH_AUDIO));
    world.settle();
    assert_eq!(tracks(&world), DISPLAY);
    assert!(world.state.uses_display(0) && !world.state.uses_display(WITH_AUDIO));
    // The user may share the picture only.
    world.shares_audio = false;
    world.control(start(WITH_AUDIO, false));
    world.settle();
    assert_eq!((tracks(&world), world.result), (DISPLAY, Some(Ok(()))));
}

#[test]
fn an_ended_display_is_lost_and_restarts() {
    for options in [0, WITH_AUDIO] {
        let mut world = live(options);
        let mut policy = RecoveryPolicy::new().reclaim().fallback();
        policy.retry = Some(Backoff::default());
        world.step(Event::SetPolicy(policy));
        for slot in [Slot::DisplayAudio, Slot::DisplayVideo] {
            if let Some(track) = world.state.track(slot) {
                world.end_track(track);
            }
        }
        world.settle();
        assert_eq!(world.state.phase(), Phase::Ended(Slot::DisplayVideo));
        assert_eq!(world.state.phase_of(Video), Phase::Ended(Slot::DisplayVideo));
        let loss = world.state.loss(Slot::DisplayVideo).expect("a loss");
        assert_eq!((loss.reason, loss.device_id), (LossReason::Ended, None));
        assert_eq!((world.state.display(), world.has_stream), (None, false));
        assert!(world.state.can_restart() && world.state.uses_display(options));
        world.call(Event::Restart);
        world.settle();
        assert_eq!(world.state.display(), Some(options));
        assert!(world.state.track(Slot::DisplayVideo).is_some());
        assert_eq!(world.state.loss(Slot::DisplayVideo), None);
        world.step(Event::Stop);
        assert!(!world.state.can_restart() && !world.state.uses_display(options));
    }
}

#[test]
fn a_display_without_its_audio_is_live() {
    let mut world = live(WITH_AUDIO);
    let audio = world.state.track(Slot::DisplayAudio).expect("a track");
    world.end_track(audio);
    assert_eq!((tracks(&world), world.state.phase()), (DISPLAY, Phase::Live));
    assert_eq!(world.state.phase_of(Audio), Phase::Ended(Slot::DisplayAudio));
    assert_eq!(world.state.display(), Some(WITH_AUDIO));
    let video = world.state.track(Slot::DisplayVideo).expect("a track");
    world.end_track(video);
    assert_eq!(world.state.phase(), Phase::Ended(Slot::DisplayVideo));
    assert!(world.state.can_restart());
}

#[test]
fn a_display_that_ends_while_devices_are_requested_is_not_restarted() {
    let mut world = live(0);
    world.call(Event::Start(constraints(1, 1)));
    let video = world.state.track(Slot::DisplayVideo).expect("a track");
    world.end_track(video);
    assert_eq!(world.state.display(), None);
    world.settle();
    assert_eq!(tracks(&world), DEVICES);
    world.call(Event::Restart);
    world.settle();
    assert_eq!(tracks(&world), DEVICES);
}

#[test]
fn a_display_that_ends_during_a_prompt_for_another_is_replaced() {
    let mut world = live(0);
    world.control(start(0, true));
    let video = world.state.track(Slot::DisplayVideo).expect("a track");
    world.end_track(video);
    assert_eq!(world.state.display(), Some(0));
    world.settle();
    assert_eq!((tracks(&world), world.result), (DISPLAY, Some(Ok(()))));
}

/// The microphone of a partial call is live when the call ends.
#[test]
fn a_display_that_stays_live_excludes_the_devices() {
    let mut world = live(0);
    world.control(Control::SetOptions(Options {
        partial: true,
        timeout: None,
    }));
    world.call(Event::Start(constraints(1, 1)));
    world.fail(0, Cause::Other);
    world.grant(0);
    assert_eq!(tracks(&world), [true, false, false, true]);
    world.control(Control::Cancel);
    assert_eq!((tracks(&world), world.state.constraints()), (DISPLAY, None));
    world.settle();
    assert_eq!(tracks(&world), DISPLAY);
}

#[test]
fn a_display_can_be_muted_for_any_time() {
    let mut world = live(0);
    let policy = RecoveryPolicy::new().mute_timeout(std::time::Duration::from_secs(1));
    world.step(Event::SetPolicy(policy));
    world.mute(Slot::DisplayVideo, true);
    assert!(world.state.is_muted(Video));
    world.settle();
    assert_eq!(tracks(&world), DISPLAY);
}

#[test]
fn a_switch_of_a_device_ends_the_display() {
    let mut world = live(0);
    world.call(Event::Switch {
        kind: Audio,
        request: request(0, 3),
    });
    world.settle();
    assert_eq!(tracks(&world), [true, false, false, false]);
    assert_eq!(world.live_devices(), [Some(1), None]);
}
