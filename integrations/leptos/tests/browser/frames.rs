//! A component that reads the frames of its camera.

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use local_media_stream::frames::CopyOptions;
use local_media_stream_leptos::*;
use wasm_bindgen_test::*;

use crate::app::*;

#[component]
fn Reader() -> impl IntoView {
    let camera = use_user_media_with_options(frames_camera(), immediate());
    let (other, swapped) = (use_user_media(frames_camera()), RwSignal::new(false));
    let current = move || if swapped.get() { other } else { camera };
    let count = RwSignal::new(0);
    let frames = use_frames(current, CopyOptions::rgba(), move |pixels| {
        count.update(|count| *count = count_frames(*count, pixels));
    });
    view! {
        <main
            data-state=move || camera.state().name()
            data-reading=move || frames.is_reading().to_string()
            data-frames=move || count.get().to_string()
        >
            <button class="restart" on:click=move |_| camera.restart()>"Restart"</button>
            <button class="swap" on:click=move |_| swapped.update(|swapped| *swapped = !*swapped)>"Swap"</button>
        </main>
    }
}

#[component]
fn Page() -> impl IntoView {
    let removed = RwSignal::new(true);
    view! {
        {move || (!removed.get()).then(|| view! { <Reader /> })}
        <button class="remove" on:click=move |_| removed.update(|removed| *removed = !*removed)>"Mount or unmount"</button>
    }
}

#[wasm_bindgen_test]
async fn a_component_reads_frames_and_is_unmounted() {
    let root = Root::new();
    let mounted = mount_to(root.element(), Page);
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    read_frames_and_unmount(FramesPage(&root), before).await;
    drop(mounted);
}
