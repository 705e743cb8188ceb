//! The wasm module of the npm package `local-media-stream`: JavaScript bindings of the crate, without logic of their
//! own.
#![forbid(unsafe_code)]

#[cfg(feature = "full")]
mod arguments;
#[cfg(feature = "full")]
mod capture;
#[cfg(feature = "full")]
mod device_watch;
#[cfg(feature = "full")]
mod object;
#[cfg(feature = "full")]
mod permission_watch;
mod promise;
mod request;
#[cfg(feature = "full")]
mod unmet_constraints;

use js_sys::Promise;
use local_media_stream::{MediaDevices, MediaError, MediaErrorKind};
use request::request;
use wasm_bindgen::prelude::*;

/// Replaces dlmalloc, the default of std: 2.7 KB (gzip) less in each wasm module, 20 % of the main entry's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// Requests a microphone, a camera or both.
///
/// Rejects with the browser's error. If the browser has none, the error has the same `name`: `NotAllowedError`,
/// `NotFoundError`, `NotReadableError`, `OverconstrainedError` (with `constraint`), `AbortError`, `SecurityError`
/// (also on an insecure page), `InvalidStateError`, `TypeError` or `NotSupportedError`. `describeError` returns a text
/// for the user.
///
/// `signal` cancels the request: the promise rejects with the signal's reason. A stream that the browser opens later
/// is stopped on arrival.
#[wasm_bindgen(js_name = getUserMedia, unchecked_return_type = "Promise<LocalMediaStream>")]
pub fn get_user_media(
    #[wasm_bindgen(unchecked_param_type = "MediaStreamConstraints")] constraints: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")] options: &JsValue,
) -> Promise {
    request(
        || Ok(MediaDevices::from_navigator()?.get_user_media_js(&constraints)),
        options,
    )
}

/// Requests a screen, a window or a tab. Call it in a user gesture such as a click.
///
/// Rejects, and is cancelled, as `getUserMedia`.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = getDisplayMedia, unchecked_return_type = "Promise<LocalMediaStream>")]
pub fn get_display_media(
    #[wasm_bindgen(unchecked_optional_param_type = "DisplayMediaStreamOptions")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")] request_options: &JsValue,
) -> Promise {
    request(
        || Ok(MediaDevices::from_navigator()?.get_display_media_js(&options)),
        request_options,
    )
}

/// Returns the kind of an error, from its `name`.
#[wasm_bindgen(js_name = errorKind, unchecked_return_type = "MediaErrorKind")]
pub fn error_kind(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> JsValue {
    let kind = match MediaError::from(error).kind() {
        MediaErrorKind::NotAllowed => "NotAllowed",
        MediaErrorKind::NotFound => "NotFound",
        MediaErrorKind::NotReadable => "NotReadable",
        MediaErrorKind::Overconstrained => "Overconstrained",
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

/// Returns one or two English sentences for the user of the page: what failed, then what to do.
// Returns a JsValue because returning a String needs more glue code.
#[wasm_bindgen(js_name = describeError, unchecked_return_type = "string")]
pub fn describe_error(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> JsValue {
    (&*MediaError::from(error).user_message()).into()
}

/// Returns one or two English sentences for the developer of the page: likely cause and fix.
#[wasm_bindgen(js_name = errorHelp, unchecked_return_type = "string")]
pub fn error_help(#[wasm_bindgen(unchecked_param_type = "unknown")] error: JsValue) -> JsValue {
    (&*MediaError::from(error).help()).into()
}
