//! The wasm module of the npm package `local-media-stream`: JavaScript bindings of the crate, without logic of their
//! own. The functions of the package are in `js`, which checks their arguments.
#![forbid(unsafe_code)]

#[cfg(feature = "full")]
mod arguments;
#[cfg(feature = "audio")]
mod audio;
#[cfg(feature = "full")]
mod capture;
#[cfg(feature = "full")]
mod device_watch;
#[cfg(any(feature = "audio", feature = "full", feature = "photo", feature = "recorder"))]
mod object;
#[cfg(feature = "full")]
mod permission_watch;
#[cfg(feature = "photo")]
mod photo;
#[cfg(any(
    feature = "full",
    feature = "get-user-media",
    feature = "photo",
    feature = "recorder"
))]
mod promise;
#[cfg(feature = "recorder")]
mod recorder;
#[cfg(feature = "recorder")]
mod recording_sink;
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

/// Throws a panic as an error with its message and place. In a release build a panic is a trap without a message.
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

#[cfg(all(test, debug_assertions, target_family = "wasm"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn a_panic_throws_its_message_and_place() {
        // Replaces the hook of the test runner, as at the start of the module.
        throw_panics();
        let panicking = Closure::<dyn FnMut()>::new(|| assert!(js_sys::Math::random() > 1.0, "not above 1"));
        let function: &js_sys::Function = panicking.as_ref().unchecked_ref();
        let error: js_sys::Error = function.call0(&JsValue::NULL).unwrap_err().unchecked_into();
        let message = String::from(error.message());
        assert!(message.contains("not above 1"), "{message}");
        assert!(message.contains(concat!(file!(), ":")), "{message}");
    }
}
