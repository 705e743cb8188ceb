//! The life of a capture: mounts, unmounts and changed constraints at any time.

use common::app::{self, App as _};
use common::*;
use local_media_stream::leak_check;
use local_media_stream::*;
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;
use yew::prelude::*;

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
    app.until_shown("live").await;
    assert_eq!(live_tracks(), 1);
    assert!(listeners() > before);
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
async fn mounted_and_unmounted_repeatedly() {
    let mut app = Mounted::empty().await;
    let before = listeners();
    mount_and_unmount_repeatedly("Yew", &mut app).await;
    assert_eq!(listeners(), before);
    app.end().await;
}

#[wasm_bindgen_test]
async fn started_stopped_and_restarted_manually() {
    let fake = two_cameras();
    let _installed = fake.install();
    let mut app: Mounted = app::started_stopped_and_restarted(&fake).await;
    // The handle is a no-op after the unmount.
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
}

#[component]
fn Call() -> Html {
    let constraints = MediaStreamConstraints::new().audio(true).video(true);
    let call = use_user_media_with_options(constraints, MediaCaptureOptions::default().immediate(true));
    let state_of = |kind| call.state_of(kind).name();
    let restart = {
        let call = call.clone();
        move |_: MouseEvent| call.restart()
    };
    html! {
        <main
            data-state={call.state().name()}
            data-audio={state_of(MediaStreamTrackKind::Audio)}
            data-video={state_of(MediaStreamTrackKind::Video)}
        >
            <button onclick={restart}>{ "Restart" }</button>
        </main>
    }
}

#[wasm_bindgen_test]
async fn lost_tracks_are_shown_and_restarted() {
    let fake = cameras_and_microphone();
    let _installed = fake.install();
    let root = Element::new("div");
    let app = renderer::<Call>(&root, ()).render();
    lose_tracks_and_restart(&fake, &root).await;
    app.destroy();
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    leak_check::assert_no_leaks();
}
