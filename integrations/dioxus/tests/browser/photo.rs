//! A component that takes photos of its camera.

use common::{PhotoPage, listeners, settle, take_photos_and_unmount};
use dioxus::prelude::*;
use local_media_stream::MediaStreamConstraints;
use local_media_stream::photo::PhotoSettings;
use local_media_stream_dioxus::*;
use wasm_bindgen_test::*;

use crate::app::*;
use crate::removable::Removable;

#[component]
fn Portrait() -> Element {
    let camera = use_user_media_with_options(
        || MediaStreamConstraints::new().video(true),
        MediaCaptureOptions::default().immediate(true),
    );
    let photo = use_photo_with_settings(&camera, PhotoSettings::new().image_width(160));
    rsx! {
        main { "data-state": camera.state().name(),
            button { class: "take", onclick: move |_| photo.take(), "Take a photo" }
            button { class: "clear", onclick: move |_| photo.clear(), "Discard" }
            img { src: photo.url() }
        }
    }
}

#[component]
fn Page() -> Element {
    rsx! {
        Removable {
            Portrait {}
        }
    }
}

#[wasm_bindgen_test]
async fn a_component_takes_photos_and_is_unmounted() {
    let root = common::Element::new("div");
    launch_in(&root, VirtualDom::new(Page));
    common::until(|| root.find_if(".remove").is_some()).await;
    settle().await;
    let before = listeners();
    root.find::<web_sys::HtmlElement>(".remove").click();
    take_photos_and_unmount(PhotoPage(&root), before).await;
}
