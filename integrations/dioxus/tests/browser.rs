//! Components that capture, as they come and go: whatever happens, no camera stays on and nothing listens any more.
#![cfg(all(target_family = "wasm", feature = "web"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use app::*;
use common::*;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

wasm_bindgen_test_configure!(run_in_browser);

fn width(width: u32) -> MediaTrackConstraints {
    MediaTrackConstraints::new().width(width)
}

#[wasm_bindgen_test]
async fn live_and_unmounted() {
    let mut app = Mounted::empty().await;
    let before = listeners();
    app.mount();
    app.until(|app| app.shows("live")).await;
    assert_eq!(live_tracks(), 1);
    assert!(listeners() > before);
    // The very element of the preview plays it.
    let video: HtmlVideoElement = app.find("video.preview");
    while video.video_width() == 0 {
        next_frame().await;
    }
    assert!(video.muted());
    assert_eq!(video.get_attribute("aria-label").as_deref(), Some("You"));
    app.unmount();
    settle().await;
    assert!(video.src_object().is_none());
    assert_eq!((live_tracks(), listeners()), (0, before));
    app.end().await;
}

#[wasm_bindgen_test]
async fn unmounted_while_the_prompt_is_open() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let mut app = Mounted::new(Settings::default()).await;
    app.until(|_| fake.pending_prompts() == 1).await;
    app.until(|app| app.shows("prompting")).await;
    app.unmount();
    settle().await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    app.end().await;
}

#[wasm_bindgen_test]
async fn mounted_and_unmounted_a_thousand_times() {
    let mut app = Mounted::empty().await;
    let before = listeners();
    a_thousand_times("Dioxus", &mut app).await;
    assert_eq!(listeners(), before);
    app.end().await;
}

#[wasm_bindgen_test]
async fn other_constraints_open_one_other_stream() {
    let app = Mounted::new(Settings::default()).await;
    app.until_live().await;
    let before = tracks_seen();
    let stream = app.stream();
    app.set(|settings| settings.video = width(320));
    tracks_to_come(before + 1).await;
    app.until_live().await;
    // The same constraints, made anew.
    app.set(|settings| settings.video = width(320));
    settle().await;
    assert_eq!((tracks_seen(), live_tracks()), (before + 1, 1));
    assert_eq!(app.stream(), stream, "what plays it plays on");
    app.end().await;
}

#[wasm_bindgen_test]
async fn constraints_change_faster_than_they_can_be_opened() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = Mounted::new(Settings::default()).await;
    app.until(|_| fake.pending_prompts() == 1).await;
    for size in 1..=50 {
        app.set(|settings| settings.video = width(100 + size));
        settle().await;
        assert_eq!(fake.pending_prompts(), 1, "one question at a time");
    }
    assert!(fake.respond(&PromptResponse::Grant));
    app.until(|_| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Grant));
    app.until_live().await;
    let track = app.stream().unwrap().video_tracks().remove(0);
    assert_eq!((track.settings().width, fake.live_tracks()), (Some(150), 1));
    assert_eq!(app.error(), None);
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn two_components_with_one_device() {
    let mut one = Mounted::new(Settings::default()).await;
    let other = Mounted::new(Settings::default()).await;
    one.until_live().await;
    other.until_live().await;
    assert_eq!(live_tracks(), 2);
    one.unmount();
    settle().await;
    assert_eq!((live_tracks(), other.state()), (1, "live"));
    other.end().await;
    one.end().await;
}

#[wasm_bindgen_test]
async fn rendered_with_every_frame() {
    let before = tracks_seen();
    let app = Mounted::new(Settings::default()).await;
    app.until_live().await;
    let video: HtmlVideoElement = app.find("video");
    app.until(|_| video.src_object().is_some()).await;
    let shown = video.src_object();
    for tick in 1..=30 {
        app.set(|settings| settings.tick = tick);
        next_frame().await;
    }
    assert!(app.seen().renders > 30);
    assert_eq!((tracks_seen() - before, live_tracks()), (1, 1));
    assert_eq!(
        (app.find::<HtmlVideoElement>("video"), video.src_object()),
        (video.clone(), shown)
    );
    app.end().await;
}

#[wasm_bindgen_test]
async fn a_camera_is_picked() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = Mounted::new(Settings::default()).await;
    // Before permission there is one without a name, and it cannot be chosen.
    app.until(|app| app.options().len() == 2).await;
    assert_eq!(app.options(), ["Automatic", "Camera 1"]);
    assert!(app.attribute("option:last-child", "disabled").is_some());
    fake.hold_prompts(false);
    assert!(fake.respond(&PromptResponse::Grant));
    app.until(|app| app.options() == ["Automatic", "front", "back"])
        .await;
    assert_eq!(
        (app.label().as_deref(), app.select().value().as_str()),
        (Some("front"), "")
    );
    assert!(app.find_if("label.picker > select").is_some());

    app.choose("back");
    app.until(|app| app.label().as_deref() == Some("back")).await;
    assert_eq!((app.select().value().as_str(), fake.live_tracks()), ("back", 1));

    // While it is gone, it is as if it were not chosen.
    fake.unplug("back");
    app.until(|app| app.label().as_deref() == Some("front")).await;
    app.until(|app| app.options() == ["Automatic", "front"]).await;
    assert_eq!((app.select().value().as_str(), fake.live_tracks()), ("", 1));
    fake.plug(&FakeDevice::camera("back"));
    app.until(|app| app.label().as_deref() == Some("back")).await;
    app.until(|app| app.select().value() == "back").await;
    app.choose("");
    app.until(|app| app.label().as_deref() == Some("front")).await;
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn started_stopped_and_restarted_by_hand() {
    let fake = two_cameras();
    let _installed = fake.install();
    let mut app = Mounted::new(Settings {
        on_call: true,
        ..Settings::default()
    })
    .await;
    settle().await;
    assert_eq!(app.state(), "idle");
    app.start();
    app.until_live().await;
    let stream = app.stream().unwrap();
    app.restart();
    assert!(!stream.active());
    app.until(|app| app.stream().is_some_and(|other| other != stream))
        .await;
    app.until_live().await;
    app.stop();
    assert_eq!(fake.live_tracks(), 0);
    app.until(|app| app.shows("idle")).await;

    // What somebody has kept opens nothing for a component that is gone, and tells nothing of it.
    let kept = app.seen().media;
    app.unmount();
    settle().await;
    kept.start();
    kept.restart();
    settle().await;
    assert_eq!(
        (fake.live_tracks(), kept.with_capture(|capture| capture.state())),
        (0, None)
    );
    assert_eq!((kept.state(), kept.stream()), (CaptureState::Idle, None));
    app.end().await;
}

#[wasm_bindgen_test]
async fn errors_and_permissions_are_told() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = Mounted::new(Settings::default()).await;
    app.until(|_| fake.pending_prompts() == 1).await;
    assert_eq!(
        app.attribute("main", "data-permission").as_deref(),
        Some("prompt")
    );
    assert!(fake.respond(&PromptResponse::Deny));
    app.until(|app| app.shows("failed")).await;
    let words = app.text("[role=alert]");
    assert!(words.unwrap().starts_with("NotAllowedError"));

    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    app.until(|app| app.seen().camera == PermissionState::Granted)
        .await;
    fake.hold_prompts(false);
    app.restart();
    app.until_live().await;
    assert_eq!(app.error(), None);
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    app.until(|app| app.shows("ended")).await;
    app.end().await;
}

#[wasm_bindgen_test]
async fn a_display_waits_for_a_click_and_ends_with_its_component() {
    let fake = two_cameras();
    let _installed = fake.install();
    let app = Mounted::new(Settings {
        screen: true,
        ..Settings::default()
    })
    .await;
    app.until(|app| app.find_if("video").is_some()).await;
    assert_eq!(app.state(), "idle");
    app.start();
    app.until_live().await;
    let track = app.stream().unwrap().video_tracks().remove(0);

    // Other options are for the next time: only a click may ask for a display.
    let video = MediaTrackConstraints::new().frame_rate(5);
    app.set(|settings| settings.display = DisplayMediaStreamOptions::new().video(video));
    settle().await;
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
    assert_eq!(fake.live_tracks(), 1);
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}
