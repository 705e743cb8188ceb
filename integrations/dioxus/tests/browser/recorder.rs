//! A component that records its camera and microphone.

use std::time::Duration;

use common::{RecordingPage, listeners, record_and_unmount, settle};
use dioxus::prelude::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream::recorder::RecorderOptions;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;

use crate::app::*;
use crate::removable::Removable;

#[component]
fn Message() -> Element {
    let camera = use_user_media_with_options(
        || MediaStreamConstraints::new().audio(true).video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let options = RecorderOptions::new().timeslice(Duration::from_millis(100));
    let recorder = use_recorder_with_options(&camera, options);
    rsx! {
        main {
            "data-state": camera.state().name(),
            "data-recording": recorder.state().name(),
            "data-position": "{recorder.position().as_millis()}",
            RecorderControls { recorder, file_name: "message", class: "controls" }
            video { src: recorder.url() }
        }
    }
}

#[component]
fn Page() -> Element {
    rsx! {
        Removable {
            Message {}
        }
    }
}

#[wasm_bindgen_test]
async fn a_component_records_and_is_unmounted() {
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(Page));
    common::until(|| root.find_if(".remove").is_some()).await;
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    record_and_unmount(
        "a_component_records_and_is_unmounted",
        RecordingPage(&root),
        before,
    )
    .await;
}
