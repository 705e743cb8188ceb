//! Hydration of server-rendered HTML.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod served;

use common::app::App as _;
use common::*;
use local_media_stream::leak_check;
use local_media_stream::testing::*;
use served::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

wasm_bindgen_test_configure!(run_in_browser);

fn start_manually() -> Settings {
    Settings {
        start_manually: true,
        ..Settings::default()
    }
}

/// Returns the descendants in document order.
fn elements(root: &Element) -> Vec<web_sys::Element> {
    let all = root.0.get_elements_by_tag_name("*");
    (0..all.length()).filter_map(|at| all.item(at)).collect()
}

#[wasm_bindgen_test]
async fn keeps_the_elements_and_waits_for_start() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let console = Console::listen();
    let tracks = tracks_created();
    let root = server_rendered(HYDRATION_HTML);
    let server_elements = elements(&root);
    let app = hydrated(root, start_manually()).await;
    assert!(app.shows("idle"));
    // After hydration the app lists the devices and renders them.
    app.until(|app| app.options() == ["Automatic", "Camera 1"]).await;
    settle().await;
    assert_eq!((fake.pending_prompts(), tracks_created() - tracks), (0, 0));

    app.start();
    app.until(|app| app.shows("prompting")).await;
    fake.hold_prompts(false);
    assert!(fake.respond(&PromptResponse::Grant));
    app.until(|app| app.shows("live")).await;
    app.until(|app| app.options() == ["Automatic", "front", "back"])
        .await;
    // The HTML also contains the event listeners.
    app.choose("back");
    app.until(|app| app.label().as_deref() == Some("back")).await;
    assert_eq!(fake.live_tracks(), 1);
    let now = elements(&app);
    assert!(
        server_elements.iter().all(|element| now.contains(element)),
        "every element of the server is kept"
    );
    assert_eq!(now.len(), server_elements.len() + 2, "two options are added");
    assert_eq!(console.lines(), Vec::<String>::new());
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn live_and_unmounted() {
    let root = server_rendered(HYDRATION_HTML);
    let video: HtmlVideoElement = root.find("video");
    let mut app = hydrated(root, Settings::default()).await;
    app.until(|app| app.shows("live")).await;
    assert_eq!(live_tracks(), 1);
    while video.video_width() == 0 {
        next_frame().await;
    }
    assert_eq!(app.find::<HtmlVideoElement>("video.preview"), video);
    assert!(video.muted(), "the property is set, not only the attribute");
    app.unmount();
    settle().await;
    assert!(video.src_object().is_none() && app.find_if("*").is_none());
    assert_eq!(live_tracks(), 0);
    leak_check::assert_no_leaks();

    // Another mount adds no listeners to those that Dioxus keeps.
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
    let mut app = hydrated(server_rendered(HYDRATION_HTML), Settings::default()).await;
    app.until(|app| app.shows("prompting")).await;
    app.unmount();
    settle().await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    app.end().await;
}

/// Dioxus does not compare the HTML with its own render. Differences stay until the next change.
#[wasm_bindgen_test]
async fn hydrates_html_that_differs() {
    let html = HYDRATION_HTML
        .replace("data-state=\"idle\"", "data-state=\"ended\"")
        .replace(">Camera<", ">Kamera<")
        // Browser extensions insert elements like this.
        .replace("<video", "<p>More</p><video");
    let root = server_rendered(&html);
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
