//! A component that reads the frames of its camera.

use common::*;
use local_media_stream::frames::{CopyOptions, Pixels};
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use yew::prelude::*;

use crate::app::*;
use crate::removable::Removable;

#[component]
fn Reader() -> Html {
    let camera = use_user_media_with_options(frames_camera(), MediaCaptureOptions::default().immediate(true));
    let (other, swapped) = (use_user_media(frames_camera()), use_state(|| false));
    let current = if *swapped { &other } else { &camera };
    let count = use_state(|| 0);
    // The callback of the latest render has the latest state.
    let latest = count.clone();
    let frames = use_frames(current, CopyOptions::rgba(), move |pixels: &Pixels| {
        latest.set(count_frames(*latest, pixels));
    });
    let state = camera.state().name();
    let swap = move |_| swapped.set(!*swapped);
    html! {
        <main
            data-state={state}
            data-reading={frames.is_reading().to_string()}
            data-frames={count.to_string()}
        >
            <button class="restart" onclick={move |_| camera.restart()}>{ "Restart" }</button>
            <button class="swap" onclick={swap}>{ "Swap" }</button>
        </main>
    }
}

#[component]
fn Page() -> Html {
    html! {
        <Removable>
            <Reader />
        </Removable>
    }
}

#[wasm_bindgen_test]
async fn a_component_reads_frames_and_is_unmounted() {
    let root = Element::new("div");
    let app = renderer::<Page>(&root, ()).render();
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    read_frames_and_unmount(FramesPage(&root), before).await;
    app.destroy();
}
