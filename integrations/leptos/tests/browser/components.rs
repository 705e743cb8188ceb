//! The components and hooks beside the capture, and hydration.

use common::*;
use leptos::html::Video;
use leptos::mount::{hydrate_from, mount_to};
use leptos::prelude::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_leptos::*;
use wasm_bindgen_test::*;
use web_sys::{HtmlElement, HtmlVideoElement};

use crate::app::*;

#[wasm_bindgen_test]
async fn device_picker_switches_the_camera() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    let root = Root::new();
    let mounted = mount_to(root.element(), App);
    let select = root.select();
    assert_eq!(root.options(), ["Automatic"]);
    assert_eq!(root.text("label.picker > span").as_deref(), Some("Camera"));
    until(|| root.options() == ["Automatic", "front", "back"]).await;
    assert!(root.find_if("option:disabled").is_none());
    assert_eq!((select.value().as_str(), select.selected_index()), ("", 0));

    let device = |root: &Root| {
        let track = root.displayed()?.video_tracks().into_iter().next()?;
        track.settings().device_id
    };
    until(|| device(&root).as_deref() == Some("front")).await;
    root.choose("back");
    until(|| device(&root).as_deref() == Some("back")).await;
    assert_eq!((fake.live_tracks(), select.value()), (1, "back".to_owned()));

    // While the selected camera is disconnected, another one replaces it.
    fake.unplug("back");
    until(|| root.options() == ["Automatic", "front"]).await;
    assert_eq!(select.value(), "");
    until(|| device(&root).as_deref() == Some("front")).await;
    fake.plug(&FakeDevice::camera("back"));
    until(|| device(&root).as_deref() == Some("back")).await;
    assert_eq!((fake.live_tracks(), select.value()), (1, "back".to_owned()));
    drop((mounted, installed, root));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn devices_are_numbered_before_permission() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    fake.hold_prompts(true);
    let root = Root::new();
    let mounted = mount_to(root.element(), App);
    until(|| root.options().len() == 2).await;
    assert_eq!(root.options(), ["Automatic", "Camera 1"]);
    assert_eq!(root.text("option:disabled").as_deref(), Some("Camera 1"));
    until(|| fake.pending_prompts() == 1).await;
    fake.respond(&PromptResponse::Grant);
    until(|| root.options().len() == 3).await;
    drop((mounted, installed, root));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn preview_sets_attributes_and_properties() {
    let (_fake, _installed) = install_fake();
    let root = Root::new();
    let owner = Owner::new();
    let (mirrored, muted) = owner.with(|| (RwSignal::new(false), RwSignal::new(true)));
    let mounted = mount_to(root.element(), move || {
        view! { <VideoPreview stream=|| None mirrored muted label="Du" attr:class="large" attr:id="preview" /> }
    });
    let video: HtmlVideoElement = root.find("video.large#preview");
    assert!(video.autoplay() && video.muted() && video.has_attribute("playsinline"));
    assert_eq!(video.get_attribute("aria-label").as_deref(), Some("Du"));
    assert!(video.src_object().is_none());
    let html: &HtmlElement = &video;
    let transform = || {
        HtmlElement::style(html)
            .get_property_value("transform")
            .expect("a style")
    };
    assert_eq!(transform(), "");
    mirrored.set(true);
    muted.set(false);
    until(|| transform() == "scaleX(-1)" && !video.muted()).await;
    mirrored.set(false);
    until(|| transform().is_empty()).await;
    drop((mounted, owner));
}

#[wasm_bindgen_test]
async fn preview_takes_a_signal_and_a_node_ref() {
    let baseline = Baseline::record();
    let (_fake, installed) = install_fake();
    let opened = get_user_media(&video()).await.expect("the fake grants access");
    let root = Root::new();
    let owner = Owner::new();
    let (stream, element) = owner.with(|| (RwSignal::new(None::<MediaStream>), NodeRef::<Video>::new()));
    let mounted = mount_to(root.element(), move || {
        view! { <VideoPreview stream node_ref=element /> }
    });
    until(|| element.get() == Some(root.video())).await;
    assert!(root.displayed().is_none());
    stream.set(Some(MediaStream::clone(&opened)));
    until(|| root.displayed().as_ref() == Some(&opened)).await;
    stream.set(None);
    until(|| root.displayed().is_none()).await;
    assert!(opened.active(), "the preview stops no track");
    drop((mounted, owner, opened, installed, root));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn permission_changes_are_reported() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    let root = Root::new();
    let mounted = mount_to(root.element(), || {
        let camera = use_media_permission(PermissionName::Camera);
        view! { <p>{move || camera.get().to_string()}</p> }
    });
    let state = || root.text("p").unwrap_or_default();
    assert_eq!(state(), "prompt");
    until(|| OpenResources::snapshot().listeners > baseline.resources.listeners).await;
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    until(|| state() == "denied").await;
    drop(mounted);
    // Unmounted before the query settles.
    drop(mount_to(root.element(), || {
        use_media_permission(PermissionName::Microphone);
    }));
    settle().await;
    drop((installed, root));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn a_component_explains_failed_requests() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    fake.hold_prompts(true);
    let root = Root::new();
    let mounted = mount_to(root.element(), || {
        let camera = use_user_media_with_options(video(), immediate());
        view! {
            <main data-state=move || camera.state().name()>
                <PermissionHelp capture=camera attr:class="help" />
                <button class="restart" on:click=move |_| camera.restart()>"Restart"</button>
            </main>
        }
    });
    deny_and_try_again(&fake, &root).await;
    drop((mounted, installed, root));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn display_capture_starts_and_ends() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    let root = Root::new();
    let slot: Slot<MediaCapture> = Slot::new();
    let mounted = mount_to(root.element(), {
        let slot = slot.clone();
        move || {
            let screen = use_display_media(DisplayMediaStreamOptions::new());
            slot.set(screen);
            view! { <VideoPreview stream=move || screen.stream() /> }
        }
    });
    let screen = slot.get();
    settle().await;
    assert!(
        matches!(screen.state(), CaptureState::Idle),
        "the capture waits for `start`"
    );
    screen.start();
    until(|| screen.is_live() && root.displayed().is_some()).await;
    // The user ends it in the browser.
    fake.end(FakeMediaDevices::SCREEN);
    until(|| matches!(screen.state(), CaptureState::Ended(_)) && root.displayed().is_none()).await;
    screen.start();
    until(|| screen.is_live()).await;
    assert_eq!(fake.live_tracks(), 1);
    drop(mounted);
    assert_eq!(fake.live_tracks(), 0);
    drop((installed, root));
    baseline.assert_restored().await;
}

/// `cargo leptos watch --hot-reload` replaces elements with copies, unknown to the components.
#[wasm_bindgen_test]
async fn element_replaced_by_hot_reload() {
    let baseline = Baseline::record();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), immediate());
    until(|| root.displayed().is_some()).await;
    let video = root.video();
    let copy = video.clone_node().expect("the element is cloneable");
    video
        .replace_with_with_node_1(&copy)
        .expect("the element has a parent");
    assert!(root.displayed().is_none());
    camera.restart();
    until(|| camera.is_live()).await;
    assert_eq!(live_tracks(), baseline.live + 1);
    drop(mounted);
    assert!(video.src_object().is_none());
    drop(root);
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn hydrates_server_html_without_changes() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    let root = Root::new();
    root.element().set_inner_html(SERVER_HTML.trim_end());
    let server_elements = [
        root.find::<HtmlElement>("select"),
        root.find("video.preview"),
        root.find("p"),
    ];
    let html = root.element().inner_html();
    let console = Console::listen();
    let mounted = hydrate_from(root.element(), App);
    assert_eq!(root.element().inner_html(), html);
    assert_eq!(console.lines(), Vec::<String>::new());
    drop(console);
    assert!(
        server_elements
            == [
                root.find::<HtmlElement>("select"),
                root.find("video.preview"),
                root.find("p")
            ]
    );
    until(|| root.displayed().is_some()).await;
    until(|| root.text("p").as_deref() == Some("live")).await;
    until(|| root.options().len() == 3).await;
    assert_eq!(fake.live_tracks(), 1);
    drop(mounted);
    assert_eq!(fake.live_tracks(), 0);
    drop((installed, root));
    baseline.assert_restored().await;
}
