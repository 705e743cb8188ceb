//! A component that records its camera and microphone.

use std::time::Duration;

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream::recorder::RecorderOptions;
use local_media_stream_leptos::*;
use wasm_bindgen_test::*;

use crate::app::*;

#[component]
fn Message() -> impl IntoView {
    let camera =
        use_user_media_with_options(MediaStreamConstraints::new().audio(true).video(true), immediate());
    let options = RecorderOptions::new().timeslice(Duration::from_millis(100));
    let recorder = use_recorder_with_options(camera, options);
    view! {
        <main
            data-state=move || camera.state().name()
            data-recording=move || recorder.state().name()
            data-position=move || recorder.position().as_millis().to_string()
        >
            <RecorderControls recorder file_name="message" attr:class="controls" />
            <video src=move || recorder.url()></video>
        </main>
    }
}

#[component]
fn Page() -> impl IntoView {
    let removed = RwSignal::new(true);
    view! {
        {move || (!removed.get()).then(|| view! { <Message /> })}
        <button class="remove" on:click=move |_| removed.update(|removed| *removed = !*removed)>"Mount or unmount"</button>
    }
}

#[wasm_bindgen_test]
async fn a_component_records_and_is_unmounted() {
    let root = Root::new();
    let mounted = mount_to(root.element(), Page);
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    record_and_unmount(
        "a_component_records_and_is_unmounted",
        RecordingPage(&root),
        before,
    )
    .await;
    drop(mounted);
}
