//! The wasm module of the npm package `local-media-stream`: JavaScript bindings of the crate, without logic of their
//! own. The functions of the package are in `js`, which checks their arguments.
#![forbid(unsafe_code)]

#[cfg(feature = "full")]
mod arguments;
#[cfg(feature = "full")]
mod capture;
#[cfg(feature = "full")]
mod device_watch;
#[cfg(any(feature = "full", feature = "photo", feature = "recorder"))]
mod object;
#[cfg(feature = "full")]
mod permission_watch;
#[cfg(feature = "photo")]
mod photo;
mod promise;
#[cfg(feature = "recorder")]
mod recorder;
#[cfg(any(feature = "full", feature = "get-user-media"))]
mod request;
#[cfg(feature = "full")]
mod unmet_constraints;

use wasm_bindgen::prelude::*;
#[cfg(any(feature = "full", feature = "get-user-media"))]
use {js_sys::Promise, local_media_stream::MediaDevices, request::request};

/// Replaces dlmalloc, the default of std: 2.7 KB (gzip) less in each wasm module, 20 % of the main entry's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Throws panics as errors with their message. In a release build a panic is a trap without a message.
#[cfg(debug_assertions)]
#[wasm_bindgen(start)]
fn throw_panics() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

/// Requests a microphone, a camera or both.
#[cfg(feature = "get-user-media")]
#[wasm_bindgen(js_name = getUserMedia, skip_typescript)]
pub fn get_user_media(constraints: &JsValue) -> Promise {
    request(MediaDevices::get_user_media_js, constraints)
}

/// Requests a screen, a window or a tab.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = getDisplayMedia, skip_typescript)]
pub fn get_display_media(options: &JsValue) -> Promise {
    request(MediaDevices::get_display_media_js, options)
}
