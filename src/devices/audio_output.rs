//! Audio output: the device that plays the sound of an element.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, require_member};
use crate::promise::{MediaFuture, into_future, settled};
use crate::sys;

/// Returns the id of the device that plays the sound of an `<audio>` or `<video>`. Empty for the system's default.
/// `None` if the browser lacks this property (Safari before 18.4, Chromium on Android).
///
/// [Spec](https://www.w3.org/TR/audio-output/#dom-htmlmediaelement-sinkid) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/sinkId)
pub fn sink_id(element: &web_sys::HtmlMediaElement) -> Option<String> {
    sys::string_property(element, "sinkId")
}

/// Sets the device that plays the sound of an `<audio>` or `<video>`.
///
/// `device_id` is the id of an [`AudioOutput`](crate::MediaDeviceKind::AudioOutput), from
/// [`enumerate_devices`](crate::MediaDevices::enumerate_devices) or
/// [`select_audio_output`](crate::MediaDevices::select_audio_output). Empty for the system's default.
///
/// # Errors
/// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser lacks this method (Safari before 18.4, Chromium
///   on Android).
/// - [`NotFound`](crate::MediaErrorKind::NotFound): no device has this id.
/// - [`NotAllowed`](crate::MediaErrorKind::NotAllowed): the page may not use the device.
/// - [`Abort`](crate::MediaErrorKind::Abort): the browser failed to switch to the device.
///
/// [Spec](https://www.w3.org/TR/audio-output/#dom-htmlmediaelement-setsinkid) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/setSinkId)
pub fn set_sink_id(element: &web_sys::HtmlMediaElement, device_id: &str) -> MediaFuture<()> {
    settled(call_set_sink_id(element, device_id))
}

fn call_set_sink_id(element: &web_sys::HtmlMediaElement, device_id: &str) -> Result<JsFuture, MediaError> {
    require_member(element, "setSinkId", "This browser has no setSinkId.")?;
    into_future(
        element
            .unchecked_ref::<sys::HtmlMediaElement>()
            .set_sink_id(device_id),
    )
}
