//! Components with captures in them: mounted, unmounted at whatever moment, and what they leave behind.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod page;

use std::any::Any;
use std::cell::Cell;
use std::ops::Deref;
use std::rc::Rc;

use common::*;
use leptos::mount::{hydrate_from, mount_to};
use leptos::prelude::*;
use leptos::reactive::diagnostics::{SpecialNonReactiveZone, SpecialNonReactiveZoneGuard};
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_leptos::*;
use page::{Page, SERVER};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::{HtmlElement, HtmlVideoElement};

wasm_bindgen_test_configure!(run_in_browser);

/// What is there before a test, and must be all that is there after it.
struct Before {
    /// Tests read signals for what they are now.
    _untracked: SpecialNonReactiveZoneGuard,
    held: OpenResources,
    listeners: u32,
    live: u32,
}

impl Before {
    fn now() -> Self {
        Before {
            _untracked: SpecialNonReactiveZone::enter(),
            held: OpenResources::snapshot(),
            listeners: listeners(),
            live: live_tracks(),
        }
    }

    /// Nothing is left when everything has run that is due.
    async fn again(self) {
        // A request that was taken back is answered all the same.
        until(|| OpenResources::snapshot().requests == self.held.requests).await;
        settle().await;
        assert_eq!(OpenResources::snapshot(), self.held);
        assert_eq!((live_tracks(), listeners()), (self.live, self.listeners));
    }
}

/// A part of the page, taken away on drop.
struct Root(Element);

impl Root {
    fn new() -> Self {
        Root(Element::new("div"))
    }

    fn element(&self) -> HtmlElement {
        self.0.0.clone()
    }

    fn video(&self) -> HtmlVideoElement {
        self.find("video")
    }

    fn picture(&self) -> Option<MediaStream> {
        self.video().src_object().map(MediaStream::from)
    }
}

/// What is in it.
impl Deref for Root {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.0
    }
}

fn video() -> MediaStreamConstraints {
    MediaStreamConstraints::new().video(true)
}

fn wide(width: u32) -> MediaStreamConstraints {
    let height = width * 3 / 4;
    let track = MediaTrackConstraints::new().width(Constrain::exact(width));
    MediaStreamConstraints::new().video(track.height(Constrain::exact(height)))
}

fn immediate() -> MediaCaptureOptions {
    MediaCaptureOptions::default().immediate(true)
}

/// In the place of the cameras of the page.
fn fake() -> (FakeMediaDevices, Installed) {
    let fake = two_cameras();
    let installed = fake.install();
    (fake, installed)
}

/// A handle that leaves its component, as tests need it.
struct Out<T>(Rc<Cell<Option<T>>>);

impl<T> Clone for Out<T> {
    fn clone(&self) -> Self {
        Out(Rc::clone(&self.0))
    }
}

impl<T: Copy> Out<T> {
    fn new() -> Self {
        Out(Rc::new(Cell::new(None)))
    }

    fn get(&self) -> T {
        self.0.get().expect("it is mounted")
    }
}

/// Mounts a camera with a preview. Its handle, and what unmounts it when it is dropped.
fn mount_camera(
    root: &Root,
    constraints: impl Into<Signal<MediaStreamConstraints>> + 'static,
    options: MediaCaptureOptions,
) -> (MediaCapture, Box<dyn Any>) {
    let out = Out::new();
    let mounted = mount_to(root.element(), {
        let out: Out<MediaCapture> = out.clone();
        let constraints = constraints.into();
        move || {
            let camera = use_user_media_with_options(constraints, options);
            out.0.set(Some(camera));
            view! { <VideoPreview stream=move || camera.stream() /> }
        }
    });
    (out.get(), Box::new(mounted))
}

#[wasm_bindgen_test]
async fn mounted_it_shows_and_unmounted_nothing_is_left() {
    let before = Before::now();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, wide(320), immediate());
    let playing = next_event(root.video(), "playing");
    playing.await;
    assert!(matches!(camera.state(), CaptureState::Live));
    let stream = camera.stream().expect("it is live");
    assert_eq!(root.picture(), Some(stream.clone()));
    assert_eq!(
        (root.video().video_width(), root.video().video_height()),
        (320, 240)
    );
    assert_eq!(live_tracks(), before.live + 1);
    let element = root.video();
    drop(mounted);
    assert!(!stream.active(), "at once");
    assert!(element.src_object().is_none(), "and the element lets go of it");
    // What is left of it does nothing.
    camera.start();
    camera.restart();
    camera.stop();
    assert!(matches!(camera.state(), CaptureState::Idle) && camera.stream().is_none());
    assert!(camera.with_capture(|_| ()).is_none());
    drop(root);
    before.again().await;
}

/// Leaves a camera on in leptos-use, VueUse and react-webcam.
#[wasm_bindgen_test]
async fn unmounted_while_the_prompt_is_open() {
    let before = Before::now();
    let (fake, installed) = fake();
    fake.hold_prompts(true);
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), immediate());
    until(|| fake.pending_prompts() == 1).await;
    assert!(matches!(camera.state(), CaptureState::Prompting));
    drop(mounted);
    assert!(fake.respond(&PromptResponse::Grant));
    until(|| OpenResources::snapshot().requests == before.held.requests).await;
    assert_eq!(fake.live_tracks(), 0);
    drop((installed, root));
    before.again().await;
}

/// On the real devices, which may take their time.
#[wasm_bindgen_test]
async fn unmounted_before_it_could_open() {
    let before = Before::now();
    let seen = tracks_seen();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), MediaCaptureOptions::default());
    settle().await;
    assert!(
        matches!(camera.state(), CaptureState::Idle),
        "nobody has started it"
    );
    camera.start();
    drop(mounted);
    tracks_to_come(seen + 1).await;
    drop(root);
    before.again().await;
}

/// `start(); start(); stop()` leaks a camera in leptos-use.
#[wasm_bindgen_test]
async fn started_twice_and_stopped_once() {
    let before = Before::now();
    let seen = tracks_seen();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), MediaCaptureOptions::default());
    camera.start();
    camera.start();
    camera.stop();
    tracks_to_come(seen + 1).await;
    settle().await;
    assert_eq!(
        (tracks_seen() - seen, live_tracks()),
        (1, before.live),
        "asked once, and stopped on arrival"
    );
    camera.start();
    until(|| camera.is_live()).await;
    let first = camera.stream().expect("it is live");
    camera.restart();
    until(|| camera.is_live() && camera.stream() != Some(first.clone())).await;
    assert!(!first.active());
    assert_eq!(live_tracks(), before.live + 1);
    drop((mounted, root));
    before.again().await;
}

/// The page, or nothing.
struct Mountable(Root, Option<Box<dyn Any>>);

impl Deref for Mountable {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.0
    }
}

impl Capturing for Mountable {
    fn mount(&mut self) {
        self.1 = Some(Box::new(mount_to(self.0.element(), Page)));
    }

    fn unmount(&mut self) {
        self.1 = None;
    }
}

#[wasm_bindgen_test]
async fn mounted_and_unmounted_a_thousand_times() {
    let before = Before::now();
    let mut page = Mountable(Root::new(), None);
    a_thousand_times("Leptos", &mut page).await;
    assert_eq!(page.0.0.0.child_element_count(), 0);
    drop(page);
    before.again().await;
}

#[wasm_bindgen_test]
async fn changed_constraints_open_one_stream() {
    let before = Before::now();
    let owner = Owner::new();
    let constraints = owner.with(|| RwSignal::new(wide(320)));
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, constraints, immediate());
    until(|| root.video().video_width() == 320).await;
    let (seen, stream) = (tracks_seen(), camera.stream());
    constraints.set(wide(640));
    until(|| root.video().video_width() == 640).await;
    assert_eq!(tracks_seen() - seen, 1, "one track was opened");
    assert_eq!(live_tracks(), before.live + 1);
    assert_eq!(camera.stream(), stream, "it is the same stream, which plays on");
    // The same once more is no change.
    constraints.set(wide(640));
    settle().await;
    assert!(matches!(camera.state(), CaptureState::Live));
    assert_eq!(tracks_seen() - seen, 1);
    // Stopped, it follows nothing.
    camera.stop();
    constraints.set(wide(320));
    settle().await;
    assert_eq!((tracks_seen() - seen, live_tracks()), (1, before.live));
    drop((mounted, root, owner));
    before.again().await;
}

#[wasm_bindgen_test]
async fn constraints_that_change_faster_than_they_open() {
    let before = Before::now();
    let (fake, installed) = fake();
    let owner = Owner::new();
    let constraints = owner.with(|| RwSignal::new(wide(640)));
    let root = Root::new();
    fake.hold_prompts(true);
    let (camera, mounted) = mount_camera(&root, constraints, immediate());
    until(|| fake.pending_prompts() == 1).await;
    for width in (100..=400).step_by(4) {
        constraints.set(wide(width));
        settle().await;
    }
    assert_eq!(fake.pending_prompts(), 1, "one question at a time");
    assert!(fake.respond(&PromptResponse::Grant));
    // Of all that were wanted, only the last is asked for.
    until(|| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Grant));
    until(|| camera.is_live() && fake.live_tracks() == 1).await;
    settle().await;
    assert_eq!((fake.pending_prompts(), fake.live_tracks()), (0, 1));
    let track = camera.stream().expect("it is live").video_tracks().remove(0);
    assert_eq!(track.settings().width, Some(400));
    drop((mounted, installed, root, owner));
    before.again().await;
}

/// `exact` is what leptos-use forgets.
#[wasm_bindgen_test]
async fn what_cannot_be_had_is_told() {
    let before = Before::now();
    let owner = Owner::new();
    let nowhere = MediaTrackConstraints::new().device_id(Constrain::exact("no such device"));
    let nowhere = MediaStreamConstraints::new().video(nowhere);
    let constraints = owner.with(|| RwSignal::new(nowhere.clone()));
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, constraints, immediate());
    until(|| matches!(camera.state(), CaptureState::Failed(_))).await;
    assert_eq!(
        camera.error().expect("why").name(),
        "OverconstrainedError",
        "{:?}",
        camera.error()
    );
    // Something else is asked for: that is tried.
    constraints.set(video());
    until(|| camera.is_live()).await;
    assert!(camera.error().is_none());
    let stream = camera.stream();
    // A switch that fails leaves what was there.
    constraints.set(nowhere);
    until(|| camera.error().is_some()).await;
    assert!(camera.is_live());
    assert_eq!((camera.stream(), live_tracks()), (stream, before.live + 1));
    // What makes no sense is an error too.
    camera.stop();
    assert!(camera.error().is_none());
    constraints.set(MediaStreamConstraints::new());
    camera.start();
    until(|| matches!(camera.state(), CaptureState::Failed(_))).await;
    assert_eq!(camera.error().expect("why").name(), "TypeError");
    drop((mounted, root, owner));
    before.again().await;
}

#[wasm_bindgen_test]
async fn two_components_with_one_device() {
    let before = Before::now();
    let (one, other) = (Root::new(), Root::new());
    let (first, mounted) = mount_camera(&one, video(), immediate());
    let (second, still_mounted) = mount_camera(&other, video(), immediate());
    until(|| first.is_live() && second.is_live()).await;
    let stream = second.stream().expect("it is live");
    assert_eq!(live_tracks(), before.live + 2);
    drop(mounted);
    assert!(stream.active(), "each has its own");
    assert_eq!(live_tracks(), before.live + 1);
    frames_of(&stream, 2).await;
    drop((still_mounted, one, other));
    before.again().await;
}

#[wasm_bindgen_test]
async fn a_parent_that_renders_with_every_frame() {
    let before = Before::now();
    let root = Root::new();
    let owner = Owner::new();
    let tick = owner.with(|| RwSignal::new(0));
    let out: Out<MediaCapture> = Out::new();
    let mounted = mount_to(root.element(), {
        let out = out.clone();
        move || {
            let constraints = move || {
                tick.track();
                video()
            };
            let camera = use_user_media_with_options(constraints, immediate());
            out.0.set(Some(camera));
            let stream = move || {
                tick.track();
                camera.stream()
            };
            view! {
                <p>{move || tick.get()}</p>
                <VideoPreview stream mirrored=Signal::derive(move || tick.get() % 2 == 1) />
            }
        }
    });
    let camera = out.get();
    until(|| root.picture().is_some()).await;
    let (seen, element, stream) = (tracks_seen(), root.video(), camera.stream());
    // Whoever sets it anew, even to the same, makes the picture flicker.
    let set = count_sets_of_src_object(&element);
    for _ in 0..30 {
        tick.update(|tick| *tick += 1);
        next_frame().await;
    }
    assert_eq!(root.text("p").as_deref(), Some("30"));
    assert_eq!((tracks_seen() - seen, set()), (0, 0));
    assert!(root.video() == element && camera.stream() == stream);
    drop((mounted, root, owner));
    before.again().await;
}

/// How often an element is given something to show from now on.
fn count_sets_of_src_object(element: &HtmlVideoElement) -> impl Fn() -> u32 {
    let watch = js_sys::Function::new_with_args(
        "element",
        "let count = 0;
         const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
         Object.defineProperty(element, 'srcObject', {
             get() { return get.call(this); },
             set(value) { count++; set.call(this, value); },
         });
         return () => count;",
    );
    let count: js_sys::Function = watch
        .call1(&wasm_bindgen::JsValue::UNDEFINED, element)
        .expect("it is watched")
        .unchecked_into();
    move || {
        let count = count.call0(&wasm_bindgen::JsValue::UNDEFINED).expect("a count");
        count.as_f64().expect("a number") as u32
    }
}

/// A parent that makes its children anew with every frame, as a careless one does.
#[wasm_bindgen_test]
async fn a_parent_that_mounts_with_every_frame() {
    let before = Before::now();
    let root = Root::new();
    let owner = Owner::new();
    let tick = owner.with(|| RwSignal::new(0));
    let mounted = mount_to(root.element(), move || {
        move || {
            tick.track();
            let camera = use_user_media_with_options(video(), immediate());
            view! { <VideoPreview stream=move || camera.stream() /> }
        }
    });
    for _ in 0..20 {
        tick.update(|tick| *tick += 1);
        next_frame().await;
    }
    until(|| root.picture().is_some()).await;
    until(|| OpenResources::snapshot().requests == before.held.requests).await;
    assert_eq!(live_tracks(), before.live + 1, "that of the last");
    drop((mounted, root, owner));
    before.again().await;
}

#[wasm_bindgen_test]
async fn a_device_is_picked() {
    let before = Before::now();
    let (fake, installed) = fake();
    let root = Root::new();
    let mounted = mount_to(root.element(), Page);
    let select = root.select();
    assert_eq!(root.options(), ["Automatic"]);
    // There is a label around it, with these words first.
    assert_eq!(root.text("label.picker > span").as_deref(), Some("Camera"));
    until(|| root.options() == ["Automatic", "front", "back"]).await;
    assert!(root.find_if("option:disabled").is_none());
    assert_eq!((select.value().as_str(), select.selected_index()), ("", 0));

    let device = |root: &Root| {
        let track = root.picture()?.video_tracks().into_iter().next()?;
        track.settings().device_id
    };
    until(|| device(&root).as_deref() == Some("front")).await;
    root.choose("back");
    until(|| device(&root).as_deref() == Some("back")).await;
    assert_eq!((fake.live_tracks(), select.value()), (1, "back".to_owned()));

    // Unplugged, it gives way to another; plugged in again, it is back.
    fake.unplug("back");
    until(|| root.options() == ["Automatic", "front"]).await;
    assert_eq!(select.value(), "");
    until(|| device(&root).as_deref() == Some("front")).await;
    fake.plug(&FakeDevice::camera("back"));
    until(|| device(&root).as_deref() == Some("back")).await;
    assert_eq!((fake.live_tracks(), select.value()), (1, "back".to_owned()));
    drop((mounted, installed, root));
    before.again().await;
}

#[wasm_bindgen_test]
async fn before_permission_devices_have_numbers() {
    let before = Before::now();
    let (fake, installed) = fake();
    fake.hold_prompts(true);
    let root = Root::new();
    let mounted = mount_to(root.element(), Page);
    until(|| root.options().len() == 2).await;
    assert_eq!(root.options(), ["Automatic", "Camera 1"]);
    assert_eq!(root.text("option:disabled").as_deref(), Some("Camera 1"));
    until(|| fake.pending_prompts() == 1).await;
    fake.respond(&PromptResponse::Grant);
    until(|| root.options().len() == 3).await;
    drop((mounted, installed, root));
    before.again().await;
}

#[wasm_bindgen_test]
async fn the_preview_is_an_element_as_it_should_be() {
    let (_fake, _installed) = fake();
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
async fn a_permission_is_told() {
    let before = Before::now();
    let (fake, installed) = fake();
    let root = Root::new();
    let mounted = mount_to(root.element(), || {
        let camera = use_media_permission(PermissionName::Camera);
        view! { <p>{move || camera.get().to_string()}</p> }
    });
    let told = || root.text("p").unwrap_or_default();
    assert_eq!(told(), "prompt");
    until(|| OpenResources::snapshot().listeners > before.held.listeners).await;
    fake.set_permission(&PermissionName::Camera, &PermissionState::Denied);
    until(|| told() == "denied").await;
    drop(mounted);
    // Gone before the browser has answered.
    drop(mount_to(root.element(), || {
        use_media_permission(PermissionName::Microphone);
    }));
    settle().await;
    drop((installed, root));
    before.again().await;
}

#[wasm_bindgen_test]
async fn a_display_is_shown() {
    let before = Before::now();
    let (fake, installed) = fake();
    let root = Root::new();
    let out: Out<MediaCapture> = Out::new();
    let mounted = mount_to(root.element(), {
        let out = out.clone();
        move || {
            let screen = use_display_media(DisplayMediaStreamOptions::new());
            out.0.set(Some(screen));
            view! { <VideoPreview stream=move || screen.stream() /> }
        }
    });
    let screen = out.get();
    settle().await;
    assert!(matches!(screen.state(), CaptureState::Idle), "it takes a click");
    screen.start();
    until(|| screen.is_live() && root.picture().is_some()).await;
    // The browser's own button.
    fake.end(FakeMediaDevices::SCREEN);
    until(|| matches!(screen.state(), CaptureState::Ended(_)) && root.picture().is_none()).await;
    screen.start();
    until(|| screen.is_live()).await;
    assert_eq!(fake.live_tracks(), 1);
    drop(mounted);
    assert_eq!(fake.live_tracks(), 0);
    drop((installed, root));
    before.again().await;
}

/// `cargo leptos watch --hot-reload` takes elements away and puts copies in, and tells nobody.
#[wasm_bindgen_test]
async fn elements_go_behind_its_back() {
    let before = Before::now();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), immediate());
    until(|| root.picture().is_some()).await;
    let video = root.video();
    let copy = video.clone_node().expect("a copy");
    video.replace_with_with_node_1(&copy).expect("it is replaced");
    assert!(root.picture().is_none());
    camera.restart();
    until(|| camera.is_live()).await;
    assert_eq!(live_tracks(), before.live + 1);
    drop(mounted);
    assert!(video.src_object().is_none());
    drop(root);
    before.again().await;
}

/// What the server has sent is taken over as it is, element by element, and works.
#[wasm_bindgen_test]
async fn what_a_server_rendered_hydrates() {
    let before = Before::now();
    let (fake, installed) = fake();
    let root = Root::new();
    root.0.0.set_inner_html(SERVER.trim_end());
    let sent = [
        root.find::<HtmlElement>("select"),
        root.find("video.preview"),
        root.find("p"),
    ];
    let html = root.0.0.inner_html();
    let console = Console::listen();
    let mounted = hydrate_from(root.element(), Page);
    // Attributes that are properties too are set once more; nothing else is touched.
    assert_eq!(root.0.0.inner_html(), html);
    assert_eq!(console.lines(), Vec::<String>::new());
    drop(console);
    assert!(
        sent == [
            root.find::<HtmlElement>("select"),
            root.find("video.preview"),
            root.find("p")
        ]
    );
    until(|| root.picture().is_some()).await;
    until(|| root.text("p").as_deref() == Some("live")).await;
    until(|| root.options().len() == 3).await;
    assert_eq!(fake.live_tracks(), 1);
    drop(mounted);
    assert_eq!(fake.live_tracks(), 0);
    drop((installed, root));
    before.again().await;
}
