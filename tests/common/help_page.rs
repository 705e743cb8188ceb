//! The test of a component that explains failed requests, with fake devices.

use local_media_stream::testing::*;
use local_media_stream::{PermissionName, PermissionState};
use web_sys::HtmlElement;

use crate::{Element, until};

/// Denies a request, then the permission, and tries again.
///
/// The component captures a camera of this fake, which [holds prompts](FakeMediaDevices::hold_prompts), when it is mounted in
/// this element. Its `main` has `data-state` of the capture and contains a `PermissionHelp`.
pub async fn deny_and_try_again(fake: &FakeMediaDevices, root: &Element) {
    let alert = || root.text("main [role=alert]");
    let title = || root.text("main [role=alert] p").unwrap_or_default();
    let steps = || root.find::<HtmlElement>("main ol").child_element_count();
    until(|| fake.pending_prompts() == 1).await;
    assert_eq!(alert().as_deref(), Some(""));
    assert!(fake.respond(&PromptResponse::Deny));
    until(|| title() == "Access to the camera was not allowed.").await;
    assert_eq!(steps(), 2);

    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    until(|| title() == "The browser blocks the camera for this page.").await;
    assert_eq!(steps(), 3);

    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    until(|| title().starts_with("Access to the camera failed")).await;
    root.find::<HtmlElement>("main [role=alert] button").click();
    until(|| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Fail(
        local_media_stream::MediaErrorKind::Security
    )));
    until(|| title() == "A policy disables the camera for this page.").await;
    assert!(root.find_if("main [role=alert] button").is_none());

    fake.hold_prompts(false);
    root.find::<HtmlElement>(".restart").click();
    until(|| root.shows("live") && alert().as_deref() == Some("")).await;
}
