//! A component that takes photos of its camera.

use common::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream::photo::PhotoSettings;
use local_media_stream_yew::*;
use wasm_bindgen_test::*;
use yew::prelude::*;

use crate::app::*;
use crate::removable::Removable;

#[component]
fn Portrait() -> Html {
    let camera = use_user_media_with_options(
        MediaStreamConstraints::new().video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let photo = use_photo_with_settings(&camera, PhotoSettings::new().image_width(160));
    let url = photo.url();
    let take = {
        let photo = photo.clone();
        move |_| photo.take()
    };
    html! {
        <main data-state={camera.state().name()}>
            <button class="take" onclick={take}>{ "Take a photo" }</button>
            <button class="clear" onclick={move |_| photo.clear()}>{ "Discard" }</button>
            <img src={url} />
        </main>
    }
}

#[component]
fn Page() -> Html {
    html! {
        <Removable>
            <Portrait />
        </Removable>
    }
}

#[wasm_bindgen_test]
async fn a_component_takes_photos_and_is_unmounted() {
    let root = Element::new("div");
    let app = renderer::<Page>(&root, ()).render();
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    take_photos_and_unmount(PhotoPage(&root), before).await;
    app.destroy();
}
