//! Helpers for the tests of the framework components.

use std::ops::Deref;

use local_media_stream::testing::*;
use local_media_stream::{PermissionName, PermissionState};

use crate::{Element, SOAK, live_tracks, log, progress, run_microtasks, settle, until};

/// The number of rounds.
const ROUNDS: u32 = if SOAK { 1_000 } else { 200 };
/// The time to wait for cameras, in milliseconds. WebKit takes 100 ms for the first camera, and longer for each one after.
const CAMERA_TIME: f64 = if SOAK { 6_000.0 } else { 2_000.0 };
/// The number of cameras to open, also if it takes longer.
const MIN_CAMERAS: u32 = 20;

/// A part of the page in which a component that captures is mounted and unmounted. The `data-state` of its `main` element
/// is the state of the capture.
pub trait Capturing: Deref<Target = Element> {
    /// Mounts a new component, which starts a capture.
    fn mount(&mut self);

    /// Unmounts the component.
    fn unmount(&mut self);
}

/// Creates two fake cameras.
pub fn two_cameras() -> FakeMediaDevices {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    fake
}

/// Mounts and unmounts a component repeatedly: before it is rendered, before the prompt opens, while the prompt is
/// open, after the response, and while it is live. Every second round opens a real camera until the time is used up. Logs
/// the number of these rounds.
pub async fn mount_and_unmount_repeatedly(name: &str, component: &mut impl Capturing) {
    let fake = two_cameras();
    let (mut live, mut elapsed) = (0, 0.0);
    for round in 0..ROUNDS {
        progress(&format!("round {round}"));
        if round % 2 == 1 && (live < MIN_CAMERAS || elapsed < CAMERA_TIME) {
            let start = js_sys::Date::now();
            mount_until_live(component).await;
            live += 1;
            elapsed += js_sys::Date::now() - start;
        } else {
            let _installed = fake.install();
            fake.hold_prompts(true);
            component.mount();
            match round % 5 {
                0 => {}
                1 => run_microtasks().await,
                2 => settle().await,
                _ => until(|| component.shows("prompting")).await,
            }
            component.unmount();
            settle().await;
            let response = if round % 50 == 48 {
                PromptResponse::Grant
            } else {
                PromptResponse::Deny
            };
            while fake.respond(&response) {}
            settle().await;
        }
    }
    progress("");
    log(&format!(
        "{name}: mounted and unmounted {ROUNDS} times, {live} times while live"
    ))
    .await;
    assert_eq!(
        (fake.pending_prompts(), fake.live_tracks(), live_tracks()),
        (0, 0, 0)
    );
}

async fn mount_until_live(component: &mut impl Capturing) {
    component.mount();
    until(|| component.shows("live")).await;
    assert_eq!(live_tracks(), 1);
    component.unmount();
    settle().await;
    assert_eq!(live_tracks(), 0);
}

/// Two fake cameras and a microphone.
pub fn cameras_and_microphone() -> FakeMediaDevices {
    let fake = two_cameras();
    fake.plug(&FakeDevice::microphone("microphone"));
    fake
}

/// Loses the tracks of a component, and restarts it: while one track is live, after both have ended, and while a prompt
/// is open.
///
/// The component captures [`cameras_and_microphone`] when it is mounted in this element. It has a button that restarts the
/// capture, and a `main` with the states: `data-state`, and `data-audio` and `data-video` of each kind.
pub async fn lose_tracks_and_restart(fake: &FakeMediaDevices, root: &Element) {
    let shows = |states: [&'static str; 3]| {
        until(move || {
            let names = ["data-state", "data-audio", "data-video"];
            names.map(|name| root.attribute("main", name)) == states.map(|state| Some(state.to_owned()))
        })
    };
    let restart = || root.find::<web_sys::HtmlElement>("button").click();
    shows(["live", "live", "live"]).await;
    fake.unplug("microphone");
    shows(["live", "ended", "live"]).await;
    fake.plug(&FakeDevice::microphone("microphone"));
    restart();
    shows(["live", "live", "live"]).await;

    for device in ["microphone", "front"] {
        fake.unplug(device);
    }
    shows(["ended", "ended", "ended"]).await;
    fake.plug(&FakeDevice::microphone("microphone"));
    restart();
    shows(["live", "live", "live"]).await;
    assert_eq!(fake.live_tracks(), 2);

    // The user has overlooked the first prompt.
    fake.hold_prompts(true);
    restart();
    shows(["prompting", "prompting", "prompting"]).await;
    settle().await;
    restart();
    until(|| fake.pending_prompts() == 2).await;
    assert!(fake.respond_nth(1, &PromptResponse::Grant));
    shows(["live", "live", "live"]).await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 2);

    // The camera is denied, and the microphone is not.
    fake.hold_prompts(false);
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    shows(["live", "live", "ended"]).await;
}
