//! What the tests of the components of every framework share.

use std::ops::Deref;

use local_media_stream::testing::*;

use crate::{Element, live_tracks, log, progress, settle, soon, until};

/// How long may be waited for cameras, in milliseconds, and how many there must be however long they take: WebKit takes
/// a tenth of a second for each, and more for every further one.
const PATIENCE: f64 = 6_000.0;
const AT_LEAST: u32 = 40;

/// A part of the page with a component that captures, or without. Its `main` says in `data-state` what the capture does.
pub trait Capturing: Deref<Target = Element> {
    /// Puts a new one in, which starts by itself.
    fn mount(&mut self);

    /// Takes it out.
    fn unmount(&mut self);
}

/// Two cameras that do not exist.
pub fn two_cameras() -> FakeMediaDevices {
    let fake = FakeMediaDevices::new().expect("a page");
    fake.plug(&FakeDevice::camera("front"));
    fake.plug(&FakeDevice::camera("back"));
    fake
}

/// Mounts and unmounts a thousand times, at whatever moment: before it is rendered, before it has asked, while the
/// question is open, when it is granted, when it is live. Every other one opens a real camera, for as long as that goes
/// on at a pace; it says how many did.
pub async fn a_thousand_times(name: &str, component: &mut impl Capturing) {
    let fake = two_cameras();
    let (mut live, mut waited) = (0, 0.0);
    for round in 0..1_000 {
        progress(&format!("round {round}"));
        if round % 2 == 1 && (live < AT_LEAST || waited < PATIENCE) {
            let begun = js_sys::Date::now();
            until_live_and_unmounted(component).await;
            live += 1;
            waited += js_sys::Date::now() - begun;
        } else {
            let _installed = fake.install();
            fake.hold_prompts(true);
            component.mount();
            match round % 5 {
                0 => {}
                1 => soon().await,
                2 => settle().await,
                _ => until(|| component.shows("prompting")).await,
            }
            component.unmount();
            settle().await;
            let answer = if round % 50 == 48 {
                PromptResponse::Grant
            } else {
                PromptResponse::Deny
            };
            while fake.respond(&answer) {}
            settle().await;
        }
    }
    progress("");
    log(&format!(
        "{name}: of 1,000 mounted and unmounted, {live} were live"
    ))
    .await;
    assert_eq!(
        (fake.pending_prompts(), fake.live_tracks(), live_tracks()),
        (0, 0, 0)
    );
}

async fn until_live_and_unmounted(component: &mut impl Capturing) {
    component.mount();
    until(|| component.shows("live")).await;
    assert_eq!(live_tracks(), 1);
    component.unmount();
    settle().await;
    assert_eq!(live_tracks(), 0);
}
