//! A component that takes photos of its camera.

use common::*;
use leptos::mount::mount_to;
use leptos::prelude::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream::photo::PhotoSettings;
use local_media_stream_leptos::*;
use wasm_bindgen_test::*;

use crate::app::*;

#[component]
fn Portrait() -> impl IntoView {
    let camera = use_user_media_with_options(MediaStreamConstraints::new().video(true), immediate());
    let photo = use_photo_with_settings(camera, PhotoSettings::new().image_width(160));
    view! {
        <main data-state=move || camera.state().name()>
            <button class="take" on:click=move |_| photo.take()>"Take a photo"</button>
            <button class="clear" on:click=move |_| photo.clear()>"Discard"</button>
            <img src=move || photo.url() />
        </main>
    }
}

#[component]
fn Page() -> impl IntoView {
    let removed = RwSignal::new(true);
    view! {
        {move || (!removed.get()).then(|| view! { <Portrait /> })}
        <button class="remove" on:click=move |_| removed.update(|removed| *removed = !*removed)>"Mount or unmount"</button>
    }
}

#[wasm_bindgen_test]
async fn a_component_takes_photos_and_is_unmounted() {
    let root = Root::new();
    let mounted = mount_to(root.element(), Page);
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    take_photos_and_unmount(PhotoPage(&root), before).await;
    drop(mounted);
}
