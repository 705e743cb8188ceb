//! The components and hooks beside the capture, and hydration.

use common::app::App as _;
use common::*;
use local_media_stream::leak_check;
use local_media_stream::*;
use local_media_stream_yew::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;
use yew::prelude::*;

use crate::app::*;

app_tests!(
    Mounted:
    device_picker_switches_the_camera,
    errors_and_permission_changes_are_reported,
);

#[wasm_bindgen_test]
async fn hydrates_the_server_html() {
    let app = Mounted::hydrated(AppProps::default());
    let video: HtmlVideoElement = app.find("video");
    app.until_shown("live").await;
    assert_eq!(app.find::<HtmlVideoElement>("video"), video);
    assert_eq!(app.root.0.query_selector_all("video").unwrap().length(), 1);
    JsFuture::from(play_until(&video, 640, 480))
        .await
        .expect("the video plays");
    app.end().await;
}

#[wasm_bindgen_test]
async fn display_capture_starts_and_ends() {
    let fake = two_cameras();
    let _installed = fake.install();
    let root = Element::new("div");
    let props = ScreenProps {
        shown: true,
        ..ScreenProps::default()
    };
    let mut app = renderer::<ScreenApp>(&root, props.clone()).render();
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

    // Changed options apply to the next start: a prompt for a screen requires a user gesture.
    let video = MediaTrackConstraints::new().frame_rate(5);
    let mut changed = props.clone();
    changed.options = DisplayMediaStreamOptions::new().video(video);
    app.update(changed.clone());
    settle().await;
    assert_eq!(track.ready_state(), MediaStreamTrackState::Live);
    assert_eq!(fake.live_tracks(), 1);

    changed.shown = false;
    app.update(changed);
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    app.destroy();
    settle().await;
    leak_check::assert_no_leaks();
}

#[component]
fn Helped() -> Html {
    let camera = use_user_media_with_options(
        MediaStreamConstraints::new().video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let state = camera.state().name();
    html! {
        <main data-state={state}>
            <PermissionHelp capture={camera.clone()} class="help" />
            <button class="restart" onclick={move |_| camera.restart()}>{ "Restart" }</button>
        </main>
    }
}

#[wasm_bindgen_test]
async fn a_component_explains_failed_requests() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let root = Element::new("div");
    let app = renderer::<Helped>(&root, ()).render();
    deny_and_try_again(&fake, &root).await;
    app.destroy();
    settle().await;
    leak_check::assert_no_leaks();
}

#[derive(Clone, PartialEq, Properties)]
struct PlayerProps {
    stream: Option<MediaStream>,
    video: NodeRef,
}

#[component]
fn Player(props: &PlayerProps) -> Html {
    html! { <VideoPreview stream={props.stream.clone()} node_ref={props.video.clone()} /> }
}

#[wasm_bindgen_test]
async fn preview_takes_a_stream_and_a_node_ref() {
    let fake = two_cameras();
    let _installed = fake.install();
    let opened = get_user_media(&MediaStreamConstraints::new().video(true))
        .await
        .expect("the fake grants access");
    let root = Element::new("div");
    let mut props = PlayerProps {
        stream: Some(MediaStream::clone(&opened)),
        video: NodeRef::default(),
    };
    let mut app = renderer::<Player>(&root, props.clone()).render();
    let video = || props.video.cast::<HtmlVideoElement>();
    until(|| video().is_some_and(|video| video.src_object().is_some())).await;
    let video = video().expect("the reference is set");
    assert_eq!(video.src_object().map(MediaStream::from).as_ref(), Some(&*opened));
    props.stream = None;
    app.update(props.clone());
    until(|| video.src_object().is_none()).await;
    assert!(opened.active(), "the preview stops no track");
    app.destroy();
    drop(opened);
    settle().await;
    leak_check::assert_no_leaks();
}
