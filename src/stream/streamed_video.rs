//! `stop_streamed_video`: stops what an element plays.

use wasm_bindgen::JsValue;
use web_sys::HtmlMediaElement;

use crate::events::{Topic, notify};
use crate::sys;

/// Stops every track of the stream that an element plays, and removes the stream from the element. Does nothing for an
/// element without a stream.
///
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/stop#stopping_a_video_stream)
pub fn stop_streamed_video(element: &HtmlMediaElement) {
    let element: &JsValue = element.as_ref();
    let Some(stream) = sys::property(element, "srcObject") else {
        return;
    };
    for track in sys::tracks_of(&stream) {
        sys::stop_track(&track);
    }
    sys::set_property(element, "srcObject", &JsValue::NULL);
    notify(Topic::TracksChanged);
}
