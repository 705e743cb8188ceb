//! The app, as a server has rendered it, and as Dioxus takes it over from there.
#![allow(dead_code)]

#[path = "../../../tests/app/mod.rs"]
mod app;

use std::panic::{set_hook, take_hook};

pub use app::*;
use common::*;

/// What Dioxus sends of what a server has computed: of these apps nothing, in CBOR and Base64.
const COMPUTED: &str = "gvb2";

/// An element with what a server has rendered, in a page that is as its scripts would leave it.
pub fn sent(html: &str) -> Element {
    let page = web_sys::window().expect("a page");
    for (name, value) in [
        ("initial_dioxus_hydration_data", COMPUTED.into()),
        ("hydrate_queue", js_sys::Array::new().into()),
    ] {
        assert!(js_sys::Reflect::set(&page, &name.into(), &value).unwrap());
    }
    let root = Element::new("div");
    root.0.set_inner_html(html.trim_end());
    root
}

/// Waits for an app to begin. Dioxus puts a hook for panics in the place of the one that fails tests; that goes back.
pub async fn begun<T>(beginning: impl Future<Output = T>) -> T {
    let hook = take_hook();
    let begun = beginning.await;
    set_hook(hook);
    begun
}

/// The app in the place of what is in this element.
pub async fn hydrated(root: Element, first: Settings) -> Mounted {
    begun(Mounted::within(root, first)).await
}
