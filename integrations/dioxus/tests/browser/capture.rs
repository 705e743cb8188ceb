//! The life of a capture: mounts, unmounts and changed constraints at any time.

use common::*;
use dioxus::prelude::{Element, VirtualDom, component, dioxus_core, dioxus_elements, dioxus_signals, rsx};
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

use crate::app::*;

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
    mount_and_unmount_repeatedly("Dioxus", &mut app).await;
    assert_eq!(listeners(), before);
    app.end().await;
}

#[wasm_bindgen_test]
async fn changed_constraints_replace_the_track_once() {
    let app = Mounted::new(Settings::default()).await;
    app.until_live().await;
    let before = tracks_created();
    let stream = app.stream();
    app.set(|settings| settings.video = width(320));
    until_tracks_created(before + 1).await;
    app.until_live().await;
    // Equal constraints are no change.
    app.set(|settings| settings.video = width(320));
    settle().await;
    assert_eq!((tracks_created(), live_tracks()), (before + 1, 1));
    assert_eq!(app.stream(), stream, "the stream is kept");
    app.end().await;
}

#[wasm_bindgen_test]
async fn constraints_change_faster_than_requests_settle() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = Mounted::new(Settings::default()).await;
    app.until(|_| fake.pending_prompts() == 1).await;
    for size in 1..=50 {
        app.set(|settings| settings.video = width(100 + size));
        settle().await;
        assert_eq!(fake.pending_prompts(), 1, "one prompt at a time");
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
async fn parent_renders_every_frame() {
    let before = tracks_created();
    let app = Mounted::new(Settings::default()).await;
    app.until_live().await;
    let video: HtmlVideoElement = app.find("video");
    app.until(|_| video.src_object().is_some()).await;
    let stream = video.src_object();
    for tick in 1..=30 {
        app.set(|settings| settings.tick = tick);
        next_frame().await;
    }
    assert!(app.last().renders > 30);
    assert_eq!((tracks_created() - before, live_tracks()), (1, 1));
    assert_eq!(
        (app.find::<HtmlVideoElement>("video"), video.src_object()),
        (video.clone(), stream)
    );
    app.end().await;
}

#[wasm_bindgen_test]
async fn started_stopped_and_restarted_manually() {
    let fake = two_cameras();
    let _installed = fake.install();
    let mut app = Mounted::new(Settings {
        start_manually: true,
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

    // The handle is idle and a no-op after the unmount.
    let stale = app.last().media;
    app.unmount();
    settle().await;
    stale.start();
    stale.restart();
    settle().await;
    assert_eq!(
        (fake.live_tracks(), stale.with_capture(|capture| capture.state())),
        (0, None)
    );
    assert_eq!((stale.state(), stale.stream()), (CaptureState::Idle, None));
    app.end().await;
}

#[component]
fn Call() -> Element {
    let call = use_user_media_with_options(
        || MediaStreamConstraints::new().audio(true).video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let state_of = |kind| call.state_of(kind).name();
    rsx! {
        main {
            "data-state": call.state().name(),
            "data-audio": state_of(MediaStreamTrackKind::Audio),
            "data-video": state_of(MediaStreamTrackKind::Video),
            button { onclick: move |_| call.restart(), "Restart" }
        }
    }
}

#[wasm_bindgen_test]
async fn lost_tracks_are_shown_and_restarted() {
    let fake = cameras_and_microphone();
    let _installed = fake.install();
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(Call));
    lose_tracks_and_restart(&fake, &root).await;
    // Dioxus cannot unmount it again.
    fake.set_permission(&PermissionName::Microphone, &PermissionState::Denied);
    until(|| root.shows("ended")).await;
}
