//! On a server everything renders as idle, without a browser.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use app::*;
use dioxus::prelude::*;

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
    // Nobody on a server has a camera to start.
    let media = probe.seen().expect("it was rendered").media;
    app.in_runtime(|| media.start());
    app.render_immediate(&mut dioxus::core::NoOpMutations);
    assert_eq!(dioxus_ssr::render(&app), HTML.trim_end());
}
