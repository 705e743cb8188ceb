//! A component that reads the frames of its camera.

use common::{FramesPage, count_frames, frames_camera, listeners, read_frames_and_unmount, settle};
use dioxus::prelude::*;
use local_media_stream::frames::CopyOptions;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;

use crate::app::*;
use crate::removable::Removable;

#[component]
fn Reader() -> Element {
    let camera = use_user_media_with_options(frames_camera, MediaCaptureOptions::default().immediate(true));
    let (other, mut swapped) = (use_user_media(frames_camera), use_signal(|| false));
    let current = if swapped() { other } else { camera };
    let mut count = use_signal(|| 0);
    let frames = use_frames(&current, CopyOptions::rgba(), move |pixels| {
        let next = count_frames(*count.peek(), pixels);
        count.set(next);
        // The callback runs in the scope of the component, as those of events do.
        spawn(async {});
    });
    rsx! {
        main {
            "data-state": camera.state().name(),
            "data-reading": frames.is_reading().to_string(),
            "data-frames": count().to_string(),
            button { class: "restart", onclick: move |_| camera.restart(), "Restart" }
            button { class: "swap", onclick: move |_| swapped.toggle(), "Swap" }
        }
    }
}

#[component]
fn Page() -> Element {
    rsx! {
        Removable {
            Reader {}
        }
    }
}

#[wasm_bindgen_test]
async fn a_component_reads_frames_and_is_unmounted() {
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(Page));
    common::until(|| root.find_if(".remove").is_some()).await;
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    read_frames_and_unmount(FramesPage(&root), before).await;
}
