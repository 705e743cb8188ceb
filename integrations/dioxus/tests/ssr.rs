//! On a server everything renders as idle, without a browser.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use app::*;
use dioxus::prelude::*;
use local_media_stream::MediaDeviceKind;
use local_media_stream_dioxus::{DevicePicker, use_media_devices};

#[test]
fn renders_as_idle() {
    let probe = Probe::default();
    let props = AppProps {
        first: Settings::default(),
        probe: probe.clone(),
    };
    let mut app = VirtualDom::new_with_props(App, props);
    app.rebuild_in_place();
    assert_eq!(dioxus_ssr::render(&app), HTML.trim_end());
    assert_eq!(dioxus_ssr::pre_render(&app), MARKED.trim_end());
    // Nobody on a server has a camera to start.
    let media = probe.seen().expect("it was rendered").media;
    app.in_runtime(|| media.start());
    app.render_immediate(&mut dioxus::core::NoOpMutations);
    assert_eq!(dioxus_ssr::render(&app), HTML.trim_end());
}

#[test]
fn pickers_are_called_by_what_they_pick() {
    #[component]
    fn Pickers() -> Element {
        let devices = use_media_devices();
        rsx! {
            DevicePicker { devices }
            DevicePicker { devices, kind: MediaDeviceKind::AudioInput }
            DevicePicker { devices, kind: MediaDeviceKind::AudioInput, label: "Mikrofon" }
        }
    }
    let html = dioxus_ssr::render_element(rsx! { Pickers {} });
    for noun in ["Camera", "Microphone", "Mikrofon"] {
        assert!(html.contains(noun), "{noun} in {html}");
    }
}
