//! What a server has rendered comes to life in the browser, with the same elements.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod served;

use common::*;
use local_media_stream::leak_check;
use local_media_stream::testing::*;
use served::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

wasm_bindgen_test_configure!(run_in_browser);

fn by_hand() -> Settings {
    Settings {
        on_call: true,
        ..Settings::default()
    }
}

/// All that is in it, in the order of the page.
fn elements(root: &Element) -> Vec<web_sys::Element> {
    let all = root.0.get_elements_by_tag_name("*");
    (0..all.length()).filter_map(|at| all.item(at)).collect()
}

/// The first rendering is that of the server.
#[wasm_bindgen_test]
async fn nothing_opens_until_it_is_started() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let console = Console::listen();
    let tracks = tracks_seen();
    let root = sent(MARKED);
    let sent = elements(&root);
    let app = hydrated(root, by_hand()).await;
    assert!(app.shows("idle"));
    // Alive, it asks for the devices, and finds the places for what it hears.
    app.until(|app| app.options() == ["Automatic", "Camera 1"]).await;
    settle().await;
    assert_eq!((fake.pending_prompts(), tracks_seen() - tracks), (0, 0));

    app.start();
    app.until(|app| app.shows("prompting")).await;
    fake.hold_prompts(false);
    assert!(fake.respond(&PromptResponse::Grant));
    app.until(|app| app.shows("live")).await;
    app.until(|app| app.options() == ["Automatic", "front", "back"])
        .await;
    // What the server has sent says also which element listens to what.
    app.choose("back");
    app.until(|app| app.label().as_deref() == Some("back")).await;
    assert_eq!(fake.live_tracks(), 1);
    let now = elements(&app);
    assert!(
        sent.iter().all(|element| now.contains(element)),
        "none is made anew"
    );
    assert_eq!(now.len(), sent.len() + 2, "and two cameras are added");
    assert_eq!(console.lines(), Vec::<String>::new());
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn live_and_unmounted() {
    let root = sent(MARKED);
    let video: HtmlVideoElement = root.find("video");
    let mut app = hydrated(root, Settings::default()).await;
    app.until(|app| app.shows("live")).await;
    assert_eq!(live_tracks(), 1);
    while video.video_width() == 0 {
        next_frame().await;
    }
    assert_eq!(app.find::<HtmlVideoElement>("video.preview"), video);
    assert!(video.muted(), "which an attribute alone does not do");
    app.unmount();
    settle().await;
    assert!(video.src_object().is_none() && app.find_if("*").is_none());
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();

    // Dioxus goes on to listen, but to no more than it did.
    let before = listeners();
    app.mount();
    app.until(|app| app.shows("live")).await;
    app.unmount();
    settle().await;
    assert_eq!((live_tracks(), listeners()), (0, before));
    app.end().await;
}

#[wasm_bindgen_test]
async fn unmounted_while_the_prompt_is_open() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let mut app = hydrated(sent(MARKED), Settings::default()).await;
    app.until(|app| app.shows("prompting")).await;
    app.unmount();
    settle().await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    app.end().await;
}

/// Dioxus does not look whether what it takes over is what it would have made. What differs stays until it changes.
#[wasm_bindgen_test]
async fn something_else_was_sent() {
    let html = MARKED
        .replace("data-state=\"idle\"", "data-state=\"ended\"")
        .replace(">Camera<", ">Kamera<")
        // As extensions of browsers do it.
        .replace("<video", "<p>More</p><video");
    let root = sent(&html);
    assert!(root.shows("ended"));
    let mut app = hydrated(root, Settings::default()).await;
    app.until(|app| app.shows("live")).await;
    let video: HtmlVideoElement = app.find("video");
    while video.video_width() == 0 {
        next_frame().await;
    }
    assert_eq!(app.text("label span").as_deref(), Some("Kamera"));
    app.unmount();
    settle().await;
    assert_eq!((app.find_if("*"), live_tracks()), (None, 0));
    app.end().await;
}
