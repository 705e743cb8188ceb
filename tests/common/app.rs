//! Tests that the crates for several frameworks share: an app with a camera, its preview, a picker and an alert.

use local_media_stream::testing::*;
use local_media_stream::*;
use web_sys::HtmlVideoElement;

use crate::{
    Capturing, live_tracks, next_frame, settle, tracks_created, two_cameras, until, until_tracks_created,
};

/// Defines tests with the names of functions of this module, for an app of a framework.
#[macro_export]
macro_rules! app_tests {
    ($app:ty: $($name:ident),+ $(,)?) => { $(
        #[wasm_bindgen_test]
        async fn $name() {
            $crate::app::$name::<$app>().await;
        }
    )+ };
}

/// An app in the page. Its `main` element has `data-state` and `data-permission`; a `video`, a picker with the class
/// `picker` and an alert are inside.
pub trait App: Capturing + Sized {
    /// Mounts the app, with or without a start of the capture.
    fn launch(starts: bool) -> impl Future<Output = Self>;

    /// Renders with these constraints of the camera, without the selected device.
    fn set_video(&mut self, video: MediaTrackConstraints);

    /// Renders without another effect, with constraints that are equal to the previous ones.
    fn render(&mut self, tick: u32);

    fn start(&self);
    fn restart(&self);
    fn stop(&self);
    fn stream(&self) -> Option<MediaStream>;
    fn error(&self) -> Option<MediaError>;

    /// Returns the number of renders.
    fn renders(&self) -> u32;

    /// Unmounts the app and asserts that it released everything.
    fn end(self) -> impl Future<Output = ()>;

    #[track_caller]
    fn until_shown(&self, state: &str) -> impl Future<Output = ()> {
        until(move || self.shows(state))
    }

    /// Returns the label of the live camera.
    fn label(&self) -> Option<String> {
        Some(self.stream()?.video_tracks().first()?.label())
    }
}

fn width(width: u32) -> MediaTrackConstraints {
    MediaTrackConstraints::new().width(width)
}

pub async fn unmounted_while_the_prompt_is_open<A: App>() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let mut app = A::launch(true).await;
    until(|| fake.pending_prompts() == 1).await;
    app.until_shown("prompting").await;
    app.unmount();
    settle().await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    app.end().await;
}

pub async fn changed_constraints_replace_the_track_once<A: App>() {
    let mut app = A::launch(true).await;
    app.until_shown("live").await;
    let before = tracks_created();
    let stream = app.stream();
    app.set_video(width(320));
    until_tracks_created(before + 1).await;
    app.until_shown("live").await;
    // Equal constraints are no change.
    app.set_video(width(320));
    settle().await;
    assert_eq!((tracks_created(), live_tracks()), (before + 1, 1));
    assert_eq!(app.stream(), stream, "the stream is kept");
    app.end().await;
}

pub async fn constraints_change_faster_than_requests_settle<A: App>() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let mut app = A::launch(true).await;
    until(|| fake.pending_prompts() == 1).await;
    for size in 1..=50 {
        app.set_video(width(100 + size));
        settle().await;
        assert_eq!(fake.pending_prompts(), 1, "one prompt at a time");
    }
    assert!(fake.respond(&PromptResponse::Grant));
    until(|| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Grant));
    app.until_shown("live").await;
    let track = app.stream().unwrap().video_tracks().remove(0);
    assert_eq!((track.settings().width, fake.live_tracks()), (Some(150), 1));
    assert_eq!(app.error(), None);
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

pub async fn two_components_with_one_device<A: App>() {
    let mut one = A::launch(true).await;
    let other = A::launch(true).await;
    one.until_shown("live").await;
    other.until_shown("live").await;
    assert_eq!(live_tracks(), 2);
    one.unmount();
    settle().await;
    assert!(live_tracks() == 1 && other.shows("live"));
    other.end().await;
    one.end().await;
}

pub async fn parent_renders_every_frame<A: App>() {
    let before = tracks_created();
    let mut app = A::launch(true).await;
    app.until_shown("live").await;
    let video: HtmlVideoElement = app.find("video");
    until(|| video.src_object().is_some()).await;
    let stream = video.src_object();
    for tick in 1..=30 {
        app.render(tick);
        next_frame().await;
    }
    assert!(app.renders() > 30);
    assert_eq!((tracks_created() - before, live_tracks()), (1, 1));
    assert_eq!(
        (app.find::<HtmlVideoElement>("video"), video.src_object()),
        (video.clone(), stream)
    );
    app.end().await;
}

/// Returns the stopped app.
pub async fn started_stopped_and_restarted<A: App>(fake: &FakeMediaDevices) -> A {
    let app = A::launch(false).await;
    app.until_shown("idle").await;
    assert_eq!(fake.live_tracks(), 0);
    app.start();
    app.until_shown("live").await;
    let stream = app.stream().unwrap();
    app.restart();
    assert!(!stream.active());
    until(|| app.stream().is_some_and(|other| other != stream)).await;
    app.until_shown("live").await;
    app.stop();
    assert_eq!(fake.live_tracks(), 0);
    app.until_shown("idle").await;
    app
}

pub async fn device_picker_switches_the_camera<A: App>() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = A::launch(true).await;
    // Before permission, the browser lists one camera without a name. Its option is disabled.
    until(|| app.options().len() == 2).await;
    assert_eq!(app.options(), ["Automatic", "Camera 1"]);
    assert!(app.attribute("option:last-child", "disabled").is_some());
    fake.hold_prompts(false);
    assert!(fake.respond(&PromptResponse::Grant));
    until(|| app.options() == ["Automatic", "front", "back"]).await;
    let uses = |label: &str| app.label().as_deref() == Some(label);
    assert!(uses("front") && app.select().value().is_empty());
    assert!(app.find_if("label.picker > select").is_some());

    app.choose("back");
    until(|| uses("back")).await;
    assert_eq!((app.select().value().as_str(), fake.live_tracks()), ("back", 1));

    // While the selected camera is disconnected, another one replaces it.
    fake.unplug("back");
    until(|| uses("front")).await;
    until(|| app.options() == ["Automatic", "front"]).await;
    assert_eq!((app.select().value().as_str(), fake.live_tracks()), ("", 1));
    fake.plug(&FakeDevice::camera("back"));
    until(|| uses("back")).await;
    until(|| app.select().value() == "back").await;
    app.choose("");
    until(|| uses("front")).await;
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

pub async fn errors_and_permission_changes_are_reported<A: App>() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = A::launch(true).await;
    until(|| fake.pending_prompts() == 1).await;
    let permission = || app.attribute("main", "data-permission");
    assert_eq!(permission().as_deref(), Some("prompt"));
    assert!(fake.respond(&PromptResponse::Deny));
    app.until_shown("failed").await;
    let alert = app.text("[role=alert]");
    assert!(alert.unwrap().starts_with("NotAllowedError"));

    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    until(|| permission().as_deref() == Some("granted")).await;
    fake.hold_prompts(false);
    app.restart();
    app.until_shown("live").await;
    assert_eq!(app.error(), None);
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    app.until_shown("ended").await;
    app.end().await;
}
