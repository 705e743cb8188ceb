//! The file of the processors that run in the audio thread.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use crate::error::{MediaError, MediaErrorKind};
use crate::sys;

/// The content of the worklet's file, for a server or a build script that writes it to the place that
/// [`set_worklet_url`] names.
pub const WORKLET_SOURCE: &str = include_str!("worklet.js");

thread_local! {
    static URL: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Sets the URL from which the application serves [`WORKLET_SOURCE`], for pages whose content security policy allows no
/// `blob:` URL in `script-src`. Call it before the first use of sound.
///
/// By default, the URL is that of `wasm_bindgen::link_to!`: a file beside the module if wasm-bindgen ran with
/// `--split-linked-modules`, otherwise a `blob:` URL of the content.
pub fn set_worklet_url(url: impl Into<String>) {
    URL.set(Some(url.into()));
}

fn url() -> String {
    URL.with_borrow(Clone::clone)
        .unwrap_or_else(|| wasm_bindgen::link_to!(module = "/src/audio/worklet.js"))
}

/// Loads the worklet into a context. Returns the promise.
pub(super) fn add_module(context: &JsValue) -> Result<JsValue, MediaError> {
    let Some(worklet) = sys::property(context, "audioWorklet") else {
        return Err(MediaError::unsupported(
            "There is no AudioWorklet here. Serve the page over https.",
        ));
    };
    Ok(sys::call_method(&worklet, "addModule", &[&url().into()])?)
}

/// Describes why the browser did not load the worklet.
pub(super) fn load_error(error: &MediaError) -> MediaError {
    let message = [
        "The browser did not load the audio worklet from ",
        &url(),
        ". Serve its file from a URL that the content security policy allows, and pass it to set_worklet_url \
         (setWorkletUrl in JavaScript). ",
        error.message(),
    ];
    MediaError::new(MediaErrorKind::Security, message.concat())
}
