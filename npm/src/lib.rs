//! The JavaScript face: what `npm install local-media-stream` gives. It says in JavaScript's terms what the crate says
//! in Rust's, and does nothing of its own.
#![forbid(unsafe_code)]

#[cfg(feature = "full")]
mod capture;
#[cfg(feature = "full")]
mod devices;
#[cfg(feature = "full")]
mod permission;
#[cfg(feature = "full")]
mod promise;
mod request;
#[cfg(feature = "full")]
mod settings;

use js_sys::Promise;
use local_media_stream::{MediaDevices, MediaError, MediaErrorKind};
use request::{Options, answer};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// Asks the user for a microphone, a camera or both.
///
/// Rejects with the browser's own error, or with one of the same `name`s where the browser has none:
/// `NotAllowedError`, `NotFoundError`, `NotReadableError`, `OverconstrainedError` (with `constraint`), `AbortError`,
/// `SecurityError` (also for a page that is not secure), `InvalidStateError`, `TypeError`, `NotSupportedError`.
/// `explain` puts it into words.
///
/// With a `signal` it can be taken back: the promise then rejects with the signal's reason, and a stream that comes
/// after all is stopped on arrival.
#[wasm_bindgen(js_name = getUserMedia, unchecked_return_type = "Promise<LocalMediaStream>")]
pub fn get_user_media(
    #[wasm_bindgen(unchecked_param_type = "MediaStreamConstraints")] constraints: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")] options: Option<Options>,
) -> Promise {
    answer(
        || Ok(MediaDevices::from_navigator()?.get_user_media_js(&constraints)),
        options,
    )
}

/// Asks the user for a screen, a window or a tab, in a click or the like.
///
/// Rejects, and can be taken back, as `getUserMedia`.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = getDisplayMedia, unchecked_return_type = "Promise<LocalMediaStream>")]
pub fn get_display_media(
    #[wasm_bindgen(unchecked_optional_param_type = "DisplayMediaStreamOptions")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")] request: Option<Options>,
) -> Promise {
    answer(
        || Ok(MediaDevices::from_navigator()?.get_display_media_js(&options)),
        request,
    )
}

/// What went wrong, for a program to decide by.
#[wasm_bindgen(js_name = errorKind, unchecked_return_type = "MediaErrorKind")]
pub fn error_kind(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> JsValue {
    let kind = match MediaError::from(error).kind() {
        MediaErrorKind::NotAllowed => "NotAllowed",
        MediaErrorKind::NotFound => "NotFound",
        MediaErrorKind::NotReadable => "NotReadable",
        MediaErrorKind::Overconstrained { .. } => "Overconstrained",
        MediaErrorKind::Abort => "Abort",
        MediaErrorKind::Security => "Security",
        MediaErrorKind::InvalidState => "InvalidState",
        MediaErrorKind::Type => "Type",
        MediaErrorKind::InsecureContext => "InsecureContext",
        MediaErrorKind::Unsupported => "Unsupported",
        _ => "Other",
    };
    kind.into()
}

/// What went wrong, and what can be done about it, in a sentence or two for people.
// Not as a String: to hand one over takes more glue than to make a string of JavaScript's.
#[wasm_bindgen(unchecked_return_type = "string")]
pub fn explain(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> JsValue {
    MediaError::from(error).to_string().into()
}
