//! The components and hooks beside the capture. Hydration has its own crate, `dioxus-served`.

use common::app::App as _;
use common::{app_tests, deny_and_try_again, settle, two_cameras, until};
use dioxus::prelude::*;
use local_media_stream::leak_check;
use local_media_stream::*;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;

use crate::app::*;
use crate::removable::Removable;

app_tests!(
    Mounted:
    device_picker_switches_the_camera,
    errors_and_permission_changes_are_reported,
);

#[wasm_bindgen_test]
async fn display_capture_starts_and_ends() {
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

    // Changed options apply to the next start: a prompt for a screen requires a user gesture.
    let video = MediaTrackConstraints::new().frame_rate(5);
    app.set(|settings| settings.display = DisplayMediaStreamOptions::new().video(video));
    settle().await;
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
    assert_eq!(fake.live_tracks(), 1);
    app.end().await;
    assert_eq!(fake.live_tracks(), 0);
}

#[component]
fn Helped() -> Element {
    let camera = use_user_media_with_options(
        || MediaStreamConstraints::new().video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    rsx! {
        main { "data-state": camera.state().name(),
            PermissionHelp { capture: camera, class: "help" }
            button { class: "restart", onclick: move |_| camera.restart(), "Restart" }
        }
    }
}

#[component]
fn HelpPage() -> Element {
    rsx! {
        Removable {
            Helped {}
        }
    }
}

#[wasm_bindgen_test]
async fn a_component_explains_failed_requests() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(HelpPage));
    until(|| root.find_if(".remove").is_some()).await;
    root.find::<web_sys::HtmlElement>(".remove").click();
    deny_and_try_again(&fake, &root).await;
    root.find::<web_sys::HtmlElement>(".remove").click();
    until(|| root.find_if("main").is_none()).await;
    settle().await;
    leak_check::assert_no_leaks();
}

#[component]
fn Player(stream: Slot<Signal<Option<MediaStream>>>, element: Slot<web_sys::Element>) -> Element {
    let signal = use_signal(|| None::<MediaStream>);
    stream.set(signal);
    rsx! {
        VideoPreview {
            stream: signal,
            onmounted: move |mounted: MountedEvent| {
                if let Some(mounted) = mounted.downcast::<web_sys::Element>() {
                    element.set(mounted.clone());
                }
            },
        }
    }
}

#[wasm_bindgen_test]
async fn preview_takes_a_signal_and_a_mounted_handler() {
    let fake = two_cameras();
    let _installed = fake.install();
    let opened = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("the fake grants access");
    let root = common::Element::new("div");
    let (stream, element) = (Slot::default(), Slot::default());
    let props = PlayerProps {
        stream: stream.clone(),
        element: element.clone(),
    };
    let dom = VirtualDom::new_with_props(Player, props);
    let runtime = dom.runtime();
    launch_in(&root, dom);
    until(|| element.get().is_some()).await;
    let video = root.find::<HtmlVideoElement>("video");
    assert!(element.get().is_some_and(|element| element == ***video));
    let set = |value: Option<MediaStream>| {
        let mut stream = stream.get().expect("the component was rendered");
        runtime.in_scope(ScopeId::APP, || stream.set(value));
    };
    set(Some(MediaStream::clone(&opened)));
    until(|| video.src_object().map(MediaStream::from).as_ref() == Some(&*opened)).await;
    set(None);
    until(|| video.src_object().is_none()).await;
    assert!(opened.active(), "the preview stops no track");
    drop(opened);
    settle().await;
    leak_check::assert_no_leaks();
}
