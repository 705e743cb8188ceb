//! The life of a capture: mounts, unmounts and changed constraints at any time.

use std::any::Any;
use std::ops::Deref;

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use local_media_stream::leak_check::OpenResources;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_leptos::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

use crate::app::*;

fn width(width: u32) -> MediaStreamConstraints {
    let height = width * 3 / 4;
    let track = MediaTrackConstraints::new().width(Constrain::exact(width));
    MediaStreamConstraints::new().video(track.height(Constrain::exact(height)))
}

#[wasm_bindgen_test]
async fn plays_when_mounted_and_releases_everything_when_unmounted() {
    let baseline = Baseline::record();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, width(320), immediate());
    let playing = next_event(root.video(), "playing");
    playing.await;
    assert!(matches!(camera.state(), CaptureState::Live));
    let stream = camera.stream().expect("the capture is live");
    assert_eq!(root.displayed(), Some(stream.clone()));
    assert_eq!(
        (root.video().video_width(), root.video().video_height()),
        (320, 240)
    );
    assert_eq!(live_tracks(), baseline.live + 1);
    let element = root.video();
    drop(mounted);
    assert!(!stream.active(), "the tracks stop synchronously");
    assert!(
        element.src_object().is_none(),
        "the element is detached from the stream"
    );
    // The handle is a no-op after the unmount.
    camera.start();
    camera.restart();
    camera.stop();
    assert!(matches!(camera.state(), CaptureState::Idle) && camera.stream().is_none());
    assert!(camera.with_capture(|_| ()).is_none());
    drop(root);
    baseline.assert_restored().await;
}

/// The same test leaks a camera with leptos-use, VueUse and react-webcam.
#[wasm_bindgen_test]
async fn unmounted_while_the_prompt_is_open() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    fake.hold_prompts(true);
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), immediate());
    until(|| fake.pending_prompts() == 1).await;
    assert!(matches!(camera.state(), CaptureState::Prompting));
    drop(mounted);
    assert!(fake.respond(&PromptResponse::Grant));
    until(|| OpenResources::snapshot().requests == baseline.resources.requests).await;
    assert_eq!(fake.live_tracks(), 0);
    drop((installed, root));
    baseline.assert_restored().await;
}

/// Uses the real devices, which may open slowly.
#[wasm_bindgen_test]
async fn unmounted_before_the_request_settles() {
    let baseline = Baseline::record();
    let created_before = tracks_created();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), MediaCaptureOptions::default());
    settle().await;
    assert!(
        matches!(camera.state(), CaptureState::Idle),
        "the capture waits for `start`"
    );
    camera.start();
    drop(mounted);
    until_tracks_created(created_before + 1).await;
    drop(root);
    baseline.assert_restored().await;
}

/// `start(); start(); stop()` leaks a camera with leptos-use.
#[wasm_bindgen_test]
async fn started_twice_and_stopped_once() {
    let baseline = Baseline::record();
    let created_before = tracks_created();
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, video(), MediaCaptureOptions::default());
    camera.start();
    camera.start();
    camera.stop();
    until_tracks_created(created_before + 1).await;
    settle().await;
    assert_eq!(
        (tracks_created() - created_before, live_tracks()),
        (1, baseline.live),
        "one request, stopped on arrival"
    );
    camera.start();
    until(|| camera.is_live()).await;
    let previous = camera.stream().expect("the capture is live");
    camera.restart();
    until(|| camera.is_live() && camera.stream() != Some(previous.clone())).await;
    assert!(!previous.active());
    assert_eq!(live_tracks(), baseline.live + 1);
    drop((mounted, root));
    baseline.assert_restored().await;
}

/// The app while it is mounted.
struct Mountable(Root, Option<Box<dyn Any>>);

impl Deref for Mountable {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.0
    }
}

impl Capturing for Mountable {
    fn mount(&mut self) {
        self.1 = Some(Box::new(mount_to(self.0.element(), App)));
    }

    fn unmount(&mut self) {
        self.1 = None;
    }
}

#[wasm_bindgen_test]
async fn mounted_and_unmounted_repeatedly() {
    let baseline = Baseline::record();
    let mut page = Mountable(Root::new(), None);
    mount_and_unmount_repeatedly("Leptos", &mut page).await;
    assert_eq!(page.0.element().child_element_count(), 0);
    drop(page);
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn changed_constraints_replace_the_track_once() {
    let baseline = Baseline::record();
    let owner = Owner::new();
    let constraints = owner.with(|| RwSignal::new(width(320)));
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, constraints, immediate());
    until(|| root.video().video_width() == 320).await;
    let (created_before, stream) = (tracks_created(), camera.stream());
    constraints.set(width(640));
    until(|| root.video().video_width() == 640).await;
    assert_eq!(tracks_created() - created_before, 1, "one request for the change");
    assert_eq!(live_tracks(), baseline.live + 1);
    assert_eq!(camera.stream(), stream, "the stream is kept");
    // Equal constraints are no change.
    constraints.set(width(640));
    settle().await;
    assert!(matches!(camera.state(), CaptureState::Live));
    assert_eq!(tracks_created() - created_before, 1);
    // A stopped capture ignores changes.
    camera.stop();
    constraints.set(width(320));
    settle().await;
    assert_eq!(
        (tracks_created() - created_before, live_tracks()),
        (1, baseline.live)
    );
    drop((mounted, root, owner));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn constraints_change_faster_than_requests_settle() {
    let baseline = Baseline::record();
    let (fake, installed) = install_fake();
    let owner = Owner::new();
    let constraints = owner.with(|| RwSignal::new(width(640)));
    let root = Root::new();
    fake.hold_prompts(true);
    let (camera, mounted) = mount_camera(&root, constraints, immediate());
    until(|| fake.pending_prompts() == 1).await;
    for size in (100..=400).step_by(4) {
        constraints.set(width(size));
        settle().await;
    }
    assert_eq!(fake.pending_prompts(), 1, "one prompt at a time");
    assert!(fake.respond(&PromptResponse::Grant));
    // Only the latest constraints are requested.
    until(|| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Grant));
    until(|| camera.is_live() && fake.live_tracks() == 1).await;
    settle().await;
    assert_eq!((fake.pending_prompts(), fake.live_tracks()), (0, 1));
    let track = camera
        .stream()
        .expect("the capture is live")
        .video_tracks()
        .remove(0);
    assert_eq!(track.settings().width, Some(400));
    drop((mounted, installed, root, owner));
    baseline.assert_restored().await;
}

/// Covers `exact`, which leptos-use does not pass on.
#[wasm_bindgen_test]
async fn failed_requests_are_reported() {
    let baseline = Baseline::record();
    let owner = Owner::new();
    let unavailable = MediaTrackConstraints::new().device_id(Constrain::exact("no such device"));
    let unavailable = MediaStreamConstraints::new().video(unavailable);
    let constraints = owner.with(|| RwSignal::new(unavailable.clone()));
    let root = Root::new();
    let (camera, mounted) = mount_camera(&root, constraints, immediate());
    until(|| matches!(camera.state(), CaptureState::Failed(_))).await;
    assert_eq!(
        camera.error().expect("the request failed").name(),
        "OverconstrainedError",
        "{:?}",
        camera.error()
    );
    // Changed constraints are requested after a failure, too.
    constraints.set(video());
    until(|| camera.is_live()).await;
    assert!(camera.error().is_none());
    let stream = camera.stream();
    // A failed switch keeps the previous stream live.
    constraints.set(unavailable);
    until(|| camera.error().is_some()).await;
    assert!(camera.is_live());
    assert_eq!((camera.stream(), live_tracks()), (stream, baseline.live + 1));
    // Invalid constraints fail without a request.
    camera.stop();
    assert!(camera.error().is_none());
    constraints.set(MediaStreamConstraints::new());
    camera.start();
    until(|| matches!(camera.state(), CaptureState::Failed(_))).await;
    assert_eq!(camera.error().expect("the request failed").name(), "TypeError");
    drop((mounted, root, owner));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn two_components_with_one_device() {
    let baseline = Baseline::record();
    let (one, other) = (Root::new(), Root::new());
    let (first, mounted) = mount_camera(&one, video(), immediate());
    let (second, still_mounted) = mount_camera(&other, video(), immediate());
    until(|| first.is_live() && second.is_live()).await;
    let stream = second.stream().expect("the capture is live");
    assert_eq!(live_tracks(), baseline.live + 2);
    drop(mounted);
    assert!(stream.active(), "each component has its own stream");
    assert_eq!(live_tracks(), baseline.live + 1);
    frames_of(&stream, 2).await;
    drop((still_mounted, one, other));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn parent_renders_every_frame() {
    let baseline = Baseline::record();
    let root = Root::new();
    let owner = Owner::new();
    let tick = owner.with(|| RwSignal::new(0));
    let slot: Slot<MediaCapture> = Slot::new();
    let mounted = mount_to(root.element(), {
        let slot = slot.clone();
        move || {
            let constraints = move || {
                tick.track();
                video()
            };
            let camera = use_user_media_with_options(constraints, immediate());
            slot.set(camera);
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
    let camera = slot.get();
    until(|| root.displayed().is_some()).await;
    let (created_before, element, stream) = (tracks_created(), root.video(), camera.stream());
    // An assignment of the same stream makes the video flicker.
    let assignments = count_src_object_assignments(&element);
    for _ in 0..30 {
        tick.update(|tick| *tick += 1);
        next_frame().await;
    }
    assert_eq!(root.text("p").as_deref(), Some("30"));
    assert_eq!((tracks_created() - created_before, assignments()), (0, 0));
    assert!(root.video() == element && camera.stream() == stream);
    drop((mounted, root, owner));
    baseline.assert_restored().await;
}

/// Counts the assignments to the `srcObject` of an element from now on.
fn count_src_object_assignments(element: &HtmlVideoElement) -> impl Fn() -> u32 {
    let install = js_sys::Function::new_with_args(
        "element",
        "let count = 0;
         const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
         Object.defineProperty(element, 'srcObject', {
             get() { return get.call(this); },
             set(value) { count++; set.call(this, value); },
         });
         return () => count;",
    );
    let count: js_sys::Function = install
        .call1(&wasm_bindgen::JsValue::UNDEFINED, element)
        .expect("the property is defined")
        .unchecked_into();
    move || {
        let count = count.call0(&wasm_bindgen::JsValue::UNDEFINED).expect("a count");
        count.as_f64().expect("a number") as u32
    }
}

#[wasm_bindgen_test]
async fn parent_remounts_every_frame() {
    let baseline = Baseline::record();
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
    until(|| root.displayed().is_some()).await;
    until(|| OpenResources::snapshot().requests == baseline.resources.requests).await;
    assert_eq!(
        live_tracks(),
        baseline.live + 1,
        "only the last component is live"
    );
    drop((mounted, root, owner));
    baseline.assert_restored().await;
}

#[wasm_bindgen_test]
async fn lost_tracks_are_shown_and_restarted() {
    let baseline = Baseline::record();
    let fake = cameras_and_microphone();
    let installed = fake.install();
    let root = Root::new();
    let mounted = mount_to(root.element(), || {
        let call = use_user_media_with_options(video().audio(true), immediate());
        let state_of = move |kind| call.state_of(kind).name();
        view! {
            <main
                data-state=move || call.state().name()
                data-audio=move || state_of(MediaStreamTrackKind::Audio)
                data-video=move || state_of(MediaStreamTrackKind::Video)
            >
                <button on:click=move |_| call.restart()>"Restart"</button>
            </main>
        }
    });
    lose_tracks_and_restart(&fake, &root).await;
    drop((mounted, installed, root));
    assert_eq!(fake.live_tracks(), 0);
    baseline.assert_restored().await;
}
