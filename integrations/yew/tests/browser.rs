//! Components that capture, as they come and go: whatever happens, no camera stays on and nothing listens any more.
#![cfg(all(target_family = "wasm", feature = "csr", feature = "hydration"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use std::ops::Deref;
use std::sync::Once;

use app::*;
use common::*;
use local_media_stream::leak_check;
use local_media_stream::testing::*;
use local_media_stream::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;
use yew::{AppHandle, Renderer};

wasm_bindgen_test_configure!(run_in_browser);

/// The app in the page.
struct Mounted {
    app: AppHandle<App>,
    root: Element,
    props: AppProps,
}

/// What is in it.
impl Deref for Mounted {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.root
    }
}

impl Capturing for Mounted {
    fn mount(&mut self) {
        self.update(|props| props.hidden = false);
    }

    fn unmount(&mut self) {
        self.update(|props| props.hidden = true);
    }
}

impl Mounted {
    fn new(props: AppProps) -> Self {
        let root = Element::new("div");
        let app = Self::renderer(&root, &props).render();
        Mounted { app, root, props }
    }

    /// In the place of what a server has rendered.
    fn hydrated(props: AppProps) -> Self {
        let root = Element::new("div");
        root.0.set_inner_html(HTML.trim_end());
        let app = Self::renderer(&root, &props).hydrate();
        Mounted { app, root, props }
    }

    fn renderer(root: &Element, props: &AppProps) -> Renderer<App> {
        static HOOK: Once = Once::new();
        // Yew would put its own in the place of the one that fails tests.
        HOOK.call_once(|| yew::set_custom_panic_hook(std::panic::take_hook()));
        Renderer::with_root_and_props(root.0.clone().into(), props.clone())
    }

    /// Renders it with other properties.
    fn update(&mut self, change: impl FnOnce(&mut AppProps)) {
        change(&mut self.props);
        self.app.update(self.props.clone());
    }

    /// Without the component, for as long as it is alike. Yew itself goes on to listen to what the component had it
    /// listen to.
    async fn empty() -> Self {
        let mut app = Mounted::new(AppProps {
            on_call: true,
            ..AppProps::default()
        });
        settle().await;
        app.unmount();
        settle().await;
        app.update(|props| props.on_call = false);
        app
    }

    /// Ends all of it.
    async fn end(self) {
        self.app.destroy();
        settle().await;
        assert_eq!(live_tracks(), 0);
        leak_check::assert_no_leaks();
    }

    fn seen(&self) -> Seen {
        self.props.probe.seen().expect("it was rendered")
    }

    fn state(&self) -> &'static str {
        self.props
            .probe
            .seen()
            .map_or("", |seen| seen.media.state().name())
    }

    #[track_caller]
    fn until<'a>(&'a self, done: impl Fn(&Self) -> bool + 'a) -> impl Future<Output = ()> + 'a {
        until(move || done(self))
    }

    async fn until_live(&self) {
        self.until(|app| app.state() == "live").await;
    }

    /// The camera whose picture is shown.
    fn label(&self) -> Option<String> {
        let stream = self.seen().media.stream()?;
        Some(stream.video_tracks().first()?.label())
    }
}

fn width(width: u32) -> MediaTrackConstraints {
    MediaTrackConstraints::new().width(width)
}

#[wasm_bindgen_test]
async fn live_and_unmounted() {
    let mut app = Mounted::empty().await;
    let before = listeners();
    app.mount();
    app.until_live().await;
    assert_eq!(live_tracks(), 1);
    assert!(listeners() > before);
    // The very element of the preview plays it.
    let video: HtmlVideoElement = app.find("video.preview");
    while video.video_width() == 0 {
        next_frame().await;
    }
    assert!(video.muted());
    assert!(app.shows("live"));
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
    let mut app = Mounted::new(AppProps::default());
    app.until(|_| fake.pending_prompts() == 1).await;
    app.until(|app| app.state() == "prompting").await;
    app.unmount();
    settle().await;
    assert!(fake.respond(&PromptResponse::Grant));
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    leak_check::assert_no_leaks();
}

#[wasm_bindgen_test]
async fn mounted_and_unmounted_a_thousand_times() {
    let mut app = Mounted::empty().await;
    let before = listeners();
    a_thousand_times("Yew", &mut app).await;
    assert_eq!(listeners(), before);
    app.end().await;
}

#[wasm_bindgen_test]
async fn other_constraints_open_one_other_stream() {
    let mut app = Mounted::new(AppProps::default());
    app.until_live().await;
    let before = tracks_seen();
    let stream = app.seen().media.stream();
    app.update(|props| props.video = width(320));
    tracks_to_come(before + 1).await;
    app.until_live().await;
    // The same constraints, made anew.
    app.update(|props| props.video = width(320));
    settle().await;
    assert_eq!((tracks_seen(), live_tracks()), (before + 1, 1));
    assert_eq!(app.seen().media.stream(), stream, "what plays it plays on");
    app.end().await;
}

#[wasm_bindgen_test]
async fn constraints_change_faster_than_they_can_be_opened() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let mut app = Mounted::new(AppProps::default());
    app.until(|_| fake.pending_prompts() == 1).await;
    for size in 1..=50 {
        app.update(|props| props.video = width(100 + size));
        settle().await;
        assert_eq!(fake.pending_prompts(), 1, "one question at a time");
    }
    assert!(fake.respond(&PromptResponse::Grant));
    app.until(|_| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Grant));
    app.until_live().await;
    let track = app.seen().media.stream().unwrap().video_tracks().remove(0);
    assert_eq!((track.settings().width, fake.live_tracks()), (Some(150), 1));
    assert_eq!(app.seen().media.error(), None);
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn two_components_with_one_device() {
    let mut one = Mounted::new(AppProps::default());
    let other = Mounted::new(AppProps::default());
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
    let mut app = Mounted::new(AppProps::default());
    app.until_live().await;
    let video: HtmlVideoElement = app.find("video");
    let shown = video.src_object();
    for tick in 1..=30 {
        // With constraints that are equal, and made anew.
        app.update(|props| (props.tick, props.video) = (tick, MediaTrackConstraints::new()));
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
    let app = Mounted::new(AppProps::default());
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
    app.choose("");
    app.until(|app| app.label().as_deref() == Some("front")).await;
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[wasm_bindgen_test]
async fn started_stopped_and_restarted_by_hand() {
    let fake = two_cameras();
    let _installed = fake.install();
    let mut app = Mounted::new(AppProps {
        on_call: true,
        ..AppProps::default()
    });
    settle().await;
    assert_eq!(app.state(), "idle");
    app.seen().media.start();
    app.until_live().await;
    let stream = app.seen().media.stream().unwrap();
    app.seen().media.restart();
    assert!(!stream.active());
    app.until(|app| app.seen().media.stream().is_some_and(|other| other != stream))
        .await;
    app.until_live().await;
    app.seen().media.stop();
    assert_eq!(fake.live_tracks(), 0);
    app.until(|app| app.state() == "idle").await;

    // What a child or a callback has kept opens nothing for a component that is gone.
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
}

#[wasm_bindgen_test]
async fn errors_and_permissions_are_told() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let app = Mounted::new(AppProps::default());
    app.until(|_| fake.pending_prompts() == 1).await;
    assert_eq!(
        app.attribute("main", "data-permission").as_deref(),
        Some("prompt")
    );
    assert!(fake.respond(&PromptResponse::Deny));
    app.until(|app| app.state() == "failed").await;
    let words = app.text("[role=alert]");
    assert!(words.unwrap().starts_with("NotAllowedError"));

    fake.set_permission(&PermissionName::Camera, &PermissionState::Granted);
    app.until(|app| app.seen().camera == PermissionState::Granted)
        .await;
    fake.hold_prompts(false);
    app.seen().media.restart();
    app.until_live().await;
    assert_eq!(app.seen().media.error(), None);
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    app.until(|app| app.state() == "ended").await;
    app.end().await;
}

/// The first rendering is that of the server; then the page comes to life with the same elements.
#[wasm_bindgen_test]
async fn hydrated() {
    let app = Mounted::hydrated(AppProps::default());
    let video: HtmlVideoElement = app.find("video");
    app.until_live().await;
    assert_eq!(app.find::<HtmlVideoElement>("video"), video);
    assert_eq!(app.root.0.query_selector_all("video").unwrap().length(), 1);
    JsFuture::from(play_until(&video, 640, 480))
        .await
        .expect("it plays");
    app.end().await;
}

#[wasm_bindgen_test]
async fn a_display_waits_for_a_click_and_ends_with_its_component() {
    let fake = two_cameras();
    let _installed = fake.install();
    let root = Element::new("div");
    let props = ScreenProps {
        shown: true,
        ..ScreenProps::default()
    };
    let renderer = Renderer::<ScreenApp>::with_root_and_props(root.0.clone().into(), props.clone());
    let mut app = renderer.render();
    let screen = || props.probe.0.borrow().clone();
    while screen().is_none() {
        settle().await;
    }
    assert_eq!(screen().unwrap().state(), CaptureState::Idle);
    screen().unwrap().start();
    while !screen().unwrap().is_live() {
        settle().await;
    }
    let track = screen().unwrap().stream().unwrap().video_tracks().remove(0);

    // Other options are for the next time: only a click may ask for a display.
    let video = MediaTrackConstraints::new().frame_rate(5);
    let mut other = props.clone();
    other.options = DisplayMediaStreamOptions::new().video(video);
    app.update(other.clone());
    settle().await;
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
    assert_eq!(fake.live_tracks(), 1);

    other.shown = false;
    app.update(other);
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    app.destroy();
    settle().await;
    leak_check::assert_no_leaks();
}
