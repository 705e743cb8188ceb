//! Audio output: where the sound of an element goes.

use std::future::Future;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::error::{MediaError, require_member};
use crate::promise::{into_future, settled};
use crate::sys;

/// The id of the device that an `<audio>` or `<video>` sounds from; empty for the system's own choice; `None` where the
/// browser does not tell (Safari before 18.4, Chromium on Android).
///
/// [Spec](https://www.w3.org/TR/audio-output/#dom-htmlmediaelement-sinkid) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/sinkId)
pub fn sink_id(element: &web_sys::HtmlMediaElement) -> Option<String> {
    sys::string_property(element, "sinkId")
}

/// Lets an `<audio>` or `<video>` sound from a device: the `device_id` of an
/// [`AudioOutput`](crate::MediaDeviceKind::AudioOutput) of
/// [`enumerate_devices`](crate::MediaDevices::enumerate_devices) or
/// [`select_audio_output`](crate::MediaDevices::select_audio_output); empty for the system's own choice.
///
/// # Errors
/// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser has no choice (Safari before 18.4, Chromium
/// on Android); [`NotFound`](crate::MediaErrorKind::NotFound) without such a device;
/// [`NotAllowed`](crate::MediaErrorKind::NotAllowed) where the page may not use it;
/// [`Abort`](crate::MediaErrorKind::Abort) if it fails.
///
/// [Spec](https://www.w3.org/TR/audio-output/#dom-htmlmediaelement-setsinkid) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/HTMLMediaElement/setSinkId)
pub fn set_sink_id(
    element: &web_sys::HtmlMediaElement,
    device_id: &str,
) -> impl Future<Output = Result<(), MediaError>> + use<> {
    settled(ask_sink_id(element, device_id))
}

fn ask_sink_id(element: &web_sys::HtmlMediaElement, device_id: &str) -> Result<JsFuture, MediaError> {
    require_member(
        element,
        "setSinkId",
        "this browser has no choice of audio outputs",
    )?;
    into_future(
        element
            .unchecked_ref::<sys::HtmlMediaElement>()
            .set_sink_id(device_id),
    )
}
