//! Streams and tracks that may be objects of the page, whose members throw or have other types.

use wasm_bindgen::{JsCast, JsValue};

use super::object::{call_method, string_property};

/// Returns the tracks of a stream: none if `getTracks` fails.
pub(crate) fn tracks_of(stream: &JsValue) -> Vec<JsValue> {
    let tracks = call_method(stream, "getTracks", &[]);
    let tracks = tracks.and_then(|tracks| tracks.dyn_into::<js_sys::Array>());
    tracks.map(|tracks| tracks.iter().collect()).unwrap_or_default()
}

/// Returns whether a track is live.
pub(crate) fn is_live_track(track: &JsValue) -> bool {
    string_property(track, "readyState").is_some_and(|state| state == "live")
}

/// Stops a track. One that throws has no other way to stop.
pub(crate) fn stop_track(track: &JsValue) {
    let _ = call_method(track, "stop", &[]);
}
