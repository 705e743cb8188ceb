//! `capture_element`: the sound and picture of an element as a stream.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlMediaElement;

use crate::error::MediaError;
use crate::stream::MediaStream;
use crate::sys;

/// Captures what an `<audio>` or a `<video>` plays. Tracks are added when the element loads and plays media.
///
/// The result owns no track. In Chromium, the tracks of an element that plays a stream share their state with those of that
/// stream: stopping them stops its source. By `captureStream`, or `mozCaptureStream` in Firefox before 149.
///
/// # Errors
/// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser has neither (Safari), or the element cannot be
///   captured.
/// - [`Security`](crate::MediaErrorKind::Security): the media is from another origin.
///
/// [Spec](https://w3c.github.io/mediacapture-fromelement/#dom-htmlmediaelement-capturestream) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/captureStream)
pub fn capture_element(element: &HtmlMediaElement) -> Result<MediaStream, MediaError> {
    let element: &JsValue = element.as_ref();
    let binding = element.unchecked_ref::<sys::CapturedElement>();
    let stream = if sys::has_property(element, "captureStream") {
        binding.capture_stream(None)?
    } else if sys::has_property(element, "mozCaptureStream") {
        binding.moz_capture_stream()?
    } else {
        return Err(MediaError::unsupported(
            "This browser cannot capture elements. Capture the device itself.",
        ));
    };
    MediaStream::try_from(stream)
}
