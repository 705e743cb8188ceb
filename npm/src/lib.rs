//! The JavaScript face: what `npm install local-media-stream` gives. It says in JavaScript's terms what the crate says
//! in Rust's, and does nothing of its own.
#![forbid(unsafe_code)]

use local_media_stream::{MediaDevices, MediaError, MediaErrorKind, MediaStream};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/local_media_stream.js")]
extern "C" {
    // A class of JavaScript's: only there can one extend MediaStream. It is declared as a function because only the
    // re-export of a function can leave its type to types.d.ts.
    #[allow(dead_code)]
    #[wasm_bindgen(reexport, skip_typescript, js_name = LocalMediaStream)]
    fn local_media_stream();

    fn adopt(stream: JsValue) -> JsValue;
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// Asks the user for a microphone, a camera or both.
///
/// Rejects with the browser's own error, or with one of the same `name`s where the browser has none:
/// `NotAllowedError`, `NotFoundError`, `NotReadableError`, `OverconstrainedError` (with `constraint`), `AbortError`,
/// `SecurityError` (also for a page that is not secure), `InvalidStateError`, `TypeError`, `NotSupportedError`.
/// `explain` puts it into words.
#[wasm_bindgen(js_name = getUserMedia, unchecked_return_type = "LocalMediaStream")]
pub async fn get_user_media(
    #[wasm_bindgen(unchecked_param_type = "MediaStreamConstraints")] constraints: JsValue,
) -> Result<JsValue, JsValue> {
    let stream = MediaDevices::of_page()?.get_user_media_js(&constraints).await?;
    // From here on it is the JavaScript object that ends the tracks.
    Ok(adopt(MediaStream::into(stream.into_media_stream())))
}

/// What went wrong, for a program to decide by.
#[wasm_bindgen(js_name = errorKind, unchecked_return_type = "MediaErrorKind")]
pub fn error_kind(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> String {
    match MediaError::from(error).kind() {
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
    }
    .to_owned()
}

/// What went wrong, and what can be done about it, in a sentence or two for people.
#[wasm_bindgen]
pub fn explain(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> String {
    MediaError::from(error).to_string()
}
