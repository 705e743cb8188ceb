//! A component that records its camera and microphone.

use std::time::Duration;

use common::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream::recorder::RecorderOptions;
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use yew::prelude::*;

use crate::app::*;
use crate::removable::Removable;

#[component]
fn Message() -> Html {
    let camera = use_user_media_with_options(
        MediaStreamConstraints::new().audio(true).video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let options = RecorderOptions::new().timeslice(Duration::from_millis(100));
    let recorder = use_recorder_with_options(&camera, options);
    html! {
        <main
            data-state={camera.state().name()}
            data-recording={recorder.state().name()}
            data-position={recorder.position().as_millis().to_string()}
        >
            <RecorderControls recorder={recorder.clone()} file_name="message" class="controls" id="controls" />
            <video src={recorder.url()} />
        </main>
    }
}

#[component]
fn Page() -> Html {
    html! {
        <Removable>
            <Message />
        </Removable>
    }
}

#[wasm_bindgen_test]
async fn a_component_records_and_is_unmounted() {
    let root = Element::new("div");
    let app = renderer::<Page>(&root, ()).render();
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    until(|| root.find_if("#controls > button").is_some()).await;
    record_and_unmount(
        "a_component_records_and_is_unmounted",
        RecordingPage(&root),
        before,
    )
    .await;
    app.destroy();
}
