//! Helpers for the browser tests of the crate and of its integrations.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::should_implement_trait,
    clippy::unwrap_used
)]

#[cfg(feature = "components")]
pub mod app;
#[cfg(feature = "components")]
mod components;
mod console;
mod dispatched;
mod doubles;
mod driver;
mod element;
mod frame;
#[cfg(feature = "components")]
mod frames_page;
#[cfg(feature = "components")]
mod help_page;
mod memory;
mod peers;
#[cfg(feature = "components")]
mod photo_page;
mod pictures;
mod random;
#[cfg(feature = "components")]
mod recorder;
mod recordings;
mod sound;
#[cfg(feature = "components")]
mod sound_page;
mod waiting;

use js_sys::Promise;
use local_media_stream::{LocalMediaStream, MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[cfg(feature = "components")]
pub use components::*;
pub use console::*;
pub use dispatched::*;
pub use doubles::*;
pub use driver::*;
pub use element::*;
pub use frame::*;
#[cfg(feature = "components")]
pub use frames_page::*;
#[cfg(feature = "components")]
pub use help_page::*;
pub use memory::*;
pub use peers::*;
#[cfg(feature = "components")]
pub use photo_page::*;
pub use pictures::*;
pub use random::*;
#[cfg(feature = "components")]
pub use recorder::*;
pub use recordings::*;
pub use sound::*;
#[cfg(feature = "components")]
pub use sound_page::*;
pub use waiting::*;

/// Whether tests repeat their steps until small leaks show, for minutes: set if `SOAK` is set when the tests are compiled.
pub const SOAK: bool = option_env!("SOAK").is_some();

#[wasm_bindgen(module = "/page.js")]
extern "C" {
    /// Returns the number of live tracks, of all that capture or cloning has created.
    #[wasm_bindgen(js_name = liveTracks)]
    pub fn live_tracks() -> u32;

    /// Returns the number of tracks that were created since the page was loaded.
    #[wasm_bindgen(js_name = tracksCreated)]
    pub fn tracks_created() -> u32;

    /// Returns the number of listeners that were added and not removed.
    pub fn listeners() -> u32;

    /// Sets a text that is printed with the message of a panic.
    pub fn progress(text: &str);

    /// Returns the number of unhandled promise rejections.
    #[wasm_bindgen(js_name = unhandledRejections)]
    pub fn unhandled_rejections() -> u32;

    /// Returns the number of uncaught exceptions.
    #[wasm_bindgen(js_name = uncaughtErrors)]
    pub fn uncaught_errors() -> u32;

    #[wasm_bindgen(js_name = navigatorOfPage)]
    pub fn navigator_of_page() -> JsValue;

    #[wasm_bindgen(js_name = mediaDevicesOfPage)]
    pub fn navigator_media_devices() -> JsValue;

    /// Returns whether an object has a property.
    pub fn supports(object: &JsValue, name: &str) -> bool;

    /// Returns whether the page has a global of this name.
    #[wasm_bindgen(js_name = hasGlobal)]
    pub fn has_global(name: &str) -> bool;

    /// Creates a worker that replies to each track it receives with its kind and state.
    #[wasm_bindgen(js_name = trackReportingWorker)]
    pub fn track_reporting_worker() -> JsValue;

    #[wasm_bindgen(js_name = nextMessage)]
    pub fn next_message(worker: &JsValue) -> Promise;

    #[wasm_bindgen(js_name = recordSkip)]
    fn record_skip(test: &str, reason: &str);

    #[wasm_bindgen(js_name = recordLine)]
    fn record_line(text: &str);
}

/// Opens a microphone and a camera.
pub async fn open() -> LocalMediaStream {
    get_user_media(&MediaStreamConstraints::new().audio(true).video(true))
        .await
        .expect("the fake devices open")
}

/// Creates a plain object.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        js_sys::Reflect::set(&object, &JsValue::from_str(name), value).expect("a plain object");
    }
    object.into()
}

/// Prints a line to the output of the test run.
pub async fn log(text: &str) {
    web_sys::console::log_1(&text.into());
    record_line(text);
}

/// Records that a test was skipped, and the reason.
pub async fn skip(test: &str, reason: &str) {
    web_sys::console::log_1(&format!("skipped: {test}: {reason}").into());
    record_skip(test, reason);
}
