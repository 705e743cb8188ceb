//! The life of a capture: mounts, unmounts and changed constraints at any time.

use common::app::{self, App as _};
use common::*;
use dioxus::prelude::WritableExt as _;
use dioxus::prelude::{
    Element, Props, VirtualDom, component, dioxus_core, dioxus_elements, dioxus_signals, rsx, use_signal,
};
use local_media_stream::*;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;
use web_sys::{HtmlElement, HtmlVideoElement};

use crate::app::*;

app_tests!(
    Mounted:
    unmounted_while_the_prompt_is_open,
    changed_constraints_replace_the_track_once,
    constraints_change_faster_than_requests_settle,
    two_components_with_one_device,
    parent_renders_every_frame,
);

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
async fn mounted_and_unmounted_repeatedly() {
    let mut app = Mounted::empty().await;
    let before = listeners();
    mount_and_unmount_repeatedly("Dioxus", &mut app).await;
    assert_eq!(listeners(), before);
    app.end().await;
}

#[wasm_bindgen_test]
async fn started_stopped_and_restarted_manually() {
    let fake = two_cameras();
    let _installed = fake.install();
    let mut app: Mounted = app::started_stopped_and_restarted(&fake).await;
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

/// Dioxus cannot unmount a page, so a button removes the component.
#[component]
fn Removable(children: Element) -> Element {
    let mut removed = use_signal(|| false);
    rsx! {
        if !removed() {
            {children}
        }
        button { class: "remove", onclick: move |_| removed.set(true), "Remove" }
    }
}

#[component]
fn CallPage() -> Element {
    rsx! {
        Removable { Call {} }
    }
}

#[wasm_bindgen_test]
async fn lost_tracks_are_shown_and_restarted() {
    let fake = cameras_and_microphone();
    let _installed = fake.install();
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(CallPage));
    lose_tracks_and_restart(&fake, &root).await;
    root.find::<web_sys::HtmlElement>(".remove").click();
    until(|| root.find_if("main").is_none()).await;
    settle().await;
    leak_check::assert_no_leaks();
}

#[component]
fn Share() -> Element {
    let mut width = use_signal(|| 640);
    let screen = use_display_media(move || {
        let video = MediaTrackConstraints::new().width(Constrain::ideal(width()));
        DisplayMediaStreamOptions::new().video(video)
    });
    let shared = screen
        .stream()
        .and_then(|stream| stream.video_tracks().first()?.settings().width);
    rsx! {
        main { "data-width": shared.unwrap_or_default() }
        button {
            class: "share",
            onclick: move |_| {
                width.set(320);
                screen.start();
            },
            "Share"
        }
    }
}

#[component]
fn SharePage() -> Element {
    rsx! {
        Removable { Share {} }
    }
}

#[wasm_bindgen_test]
async fn a_start_uses_the_options_of_the_same_click() {
    let fake = two_cameras();
    let _installed = fake.install();
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(SharePage));
    until(|| root.find_if(".share").is_some()).await;
    root.find::<HtmlElement>(".share").click();
    until(|| root.attribute("main", "data-width").as_deref() == Some("320")).await;
    root.find::<HtmlElement>(".remove").click();
    until(|| fake.live_tracks() == 0).await;
}
