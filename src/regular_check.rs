//! Regular checks of tracks: no event reports that code of the page has stopped one.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::sys;

/// The time between two checks, in milliseconds.
const INTERVAL: u32 = 500;

/// Calls a function regularly until it returns `false`.
pub(crate) fn check_regularly(mut check: impl FnMut() -> bool + 'static) {
    spawn_local(async move {
        loop {
            let _ = JsFuture::from(sys::timeout(INTERVAL)).await;
            if !check() {
                return;
            }
        }
    });
}
