//! On a server everything renders as idle, without a browser.
#![cfg(all(not(target_family = "wasm"), feature = "ssr"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod app;

use app::*;

/// Without the names of the components, which Yew writes only where it is debugged.
fn nameless(html: &str) -> String {
    let mut parts = html.split("]>");
    let first = parts.next().unwrap_or_default();
    let mut nameless = until_name(first).to_owned();
    for part in parts {
        nameless += "]>";
        nameless += until_name(part);
    }
    nameless
}

fn until_name(part: &str) -> &str {
    part.find('[').map_or(part, |at| &part[..=at])
}

#[test]
fn renders_as_idle() {
    let rendered = async { yew::ServerRenderer::<App>::new().render().await };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    assert_eq!(nameless(&runtime.block_on(rendered)), HTML.trim_end());
}
