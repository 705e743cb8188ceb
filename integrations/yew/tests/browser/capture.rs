//! The life of a capture: mounts, unmounts and changed constraints at any time.

use common::*;
use local_media_stream::leak_check;
use local_media_stream::testing::*;
use local_media_stream::*;
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use web_sys::HtmlVideoElement;
use yew::prelude::*;

use crate::app::*;

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
    mount_and_unmount_repeatedly("Yew", &mut app).await;
    assert_eq!(listeners(), before);
    app.end().await;
}

#[wasm_bindgen_test]
async fn changed_constraints_replace_the_track_once() {
    let mut app = Mounted::new(AppProps::default());
    app.until_live().await;
    let before = tracks_created();
    let stream = app.last().media.stream();
    app.update(|props| props.video = width(320));
    until_tracks_created(before + 1).await;
    app.until_live().await;
    // Equal constraints are no change.
    app.update(|props| props.video = width(320));
    settle().await;
    assert_eq!((tracks_created(), live_tracks()), (before + 1, 1));
    assert_eq!(app.last().media.stream(), stream, "the stream is kept");
    app.end().await;
}

#[wasm_bindgen_test]
async fn constraints_change_faster_than_requests_settle() {
    let fake = two_cameras();
    let _installed = fake.install();
    fake.hold_prompts(true);
    let mut app = Mounted::new(AppProps::default());
    app.until(|_| fake.pending_prompts() == 1).await;
    for size in 1..=50 {
        app.update(|props| props.video = width(100 + size));
        settle().await;
        assert_eq!(fake.pending_prompts(), 1, "one prompt at a time");
    }
    assert!(fake.respond(&PromptResponse::Grant));
    app.until(|_| fake.pending_prompts() == 1).await;
    assert!(fake.respond(&PromptResponse::Grant));
    app.until_live().await;
    let track = app.last().media.stream().unwrap().video_tracks().remove(0);
    assert_eq!((track.settings().width, fake.live_tracks()), (Some(150), 1));
    assert_eq!(app.last().media.error(), None);
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
async fn parent_renders_every_frame() {
    let before = tracks_created();
    let mut app = Mounted::new(AppProps::default());
    app.until_live().await;
    let video: HtmlVideoElement = app.find("video");
    let stream = video.src_object();
    for tick in 1..=30 {
        // The constraints are equal, not identical.
        app.update(|props| (props.tick, props.video) = (tick, MediaTrackConstraints::new()));
        next_frame().await;
    }
    assert!(app.last().renders > 30);
    assert_eq!((tracks_created() - before, live_tracks()), (1, 1));
    assert_eq!(
        (app.find::<HtmlVideoElement>("video"), video.src_object()),
        (video.clone(), stream)
    );
    app.end().await;
}

#[wasm_bindgen_test]
async fn started_stopped_and_restarted_manually() {
    let fake = two_cameras();
    let _installed = fake.install();
    let mut app = Mounted::new(AppProps {
        start_manually: true,
        ..AppProps::default()
    });
    settle().await;
    assert_eq!(app.state(), "idle");
    app.last().media.start();
    app.until_live().await;
    let stream = app.last().media.stream().unwrap();
    app.last().media.restart();
    assert!(!stream.active());
    app.until(|app| app.last().media.stream().is_some_and(|other| other != stream))
        .await;
    app.until_live().await;
    app.last().media.stop();
    assert_eq!(fake.live_tracks(), 0);
    app.until(|app| app.state() == "idle").await;

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
    let root = common::Element::new("div");
    let app = renderer::<Call>(&root, ()).render();
    lose_tracks_and_restart(&fake, &root).await;
    app.destroy();
    settle().await;
    assert_eq!(fake.live_tracks(), 0);
    leak_check::assert_no_leaks();
}
