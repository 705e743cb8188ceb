//! The app with the HTML of a server, and its hydration.
#![allow(dead_code)]

#[path = "../../../tests/app/mod.rs"]
mod app;

use std::panic::{set_hook, take_hook};

pub use app::*;
use common::*;

/// The serialised server state of an app without any, in CBOR and Base64.
const SERVER_STATE: &str = "gvb2";

/// Creates an element with the HTML of a server, and sets the globals that Dioxus's scripts would set.
pub fn server_rendered(html: &str) -> Element {
    let page = web_sys::window().expect("a window");
    for (name, value) in [
        ("initial_dioxus_hydration_data", SERVER_STATE.into()),
        ("hydrate_queue", js_sys::Array::new().into()),
    ] {
        assert!(js_sys::Reflect::set(&page, &name.into(), &value).unwrap());
    }
    let root = Element::new("div");
    root.0.set_inner_html(html.trim_end());
    root
}

/// Waits for the launch of an app. Restores the panic hook of the test runner, which Dioxus replaces.
pub async fn launched<T>(launch: impl Future<Output = T>) -> T {
    let hook = take_hook();
    let result = launch.await;
    set_hook(hook);
    result
}

/// Hydrates the element.
pub async fn hydrated(root: Element, first: Settings) -> Mounted {
    launched(Mounted::launch(root, first)).await
}
