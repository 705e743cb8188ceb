//! `getDisplayMedia` and `getViewportMedia`.

use wasm_bindgen::{JsCast, JsValue};

use super::controller::CaptureController;
use super::options::DisplayMediaStreamOptions;
use crate::devices::{MediaDevices, set_track_requests};
use crate::error::require_member;
use crate::json;
use crate::stream::PendingMediaStream;
use crate::sys;

/// Screen capture.
impl MediaDevices {
    /// Requests a screen, a window or a tab. Requires a user gesture (not in Chromium).
    ///
    /// Dropping the returned future cancels the request: a stream that arrives later is stopped on arrival.
    ///
    /// # Errors
    /// The future fails with
    /// - [`NotAllowed`](crate::MediaErrorKind::NotAllowed): the user, the system or a permissions policy denied
    ///   access.
    /// - [`InvalidState`](crate::MediaErrorKind::InvalidState): there was no user gesture, or the tab is in the
    ///   background.
    /// - [`NotFound`](crate::MediaErrorKind::NotFound): there is nothing to capture.
    /// - [`NotReadable`](crate::MediaErrorKind::NotReadable): the system failed to capture the surface.
    /// - [`Overconstrained`](crate::MediaErrorKind::Overconstrained): the selected surface does not satisfy a required
    ///   constraint.
    /// - [`Type`](crate::MediaErrorKind::Type): the options request no video, contain `exact`, `min` or `advanced`, or
    ///   are [invalid](DisplayMediaStreamOptions::validate).
    /// - [`Unsupported`](crate::MediaErrorKind::Unsupported): the browser has no screen capture (on phones).
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-mediadevices-getdisplaymedia) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getDisplayMedia)
    pub fn get_display_media(&self, options: &DisplayMediaStreamOptions) -> PendingMediaStream {
        self.call_get_display_media(options, None)
    }

    /// Requests a screen, a window or a tab with a controller for the capture. Otherwise the same as
    /// [`get_display_media`](Self::get_display_media). Chromium.
    ///
    /// # Errors
    /// Those of [`get_display_media`](Self::get_display_media), and
    /// [`InvalidState`](crate::MediaErrorKind::InvalidState) if the controller was used for an earlier call.
    pub fn get_display_media_with(
        &self,
        options: &DisplayMediaStreamOptions,
        controller: &CaptureController,
    ) -> PendingMediaStream {
        self.call_get_display_media(options, Some(controller))
    }

    /// Passes a JavaScript options object to `getDisplayMedia` unchanged. Otherwise the same as
    /// [`get_display_media`](Self::get_display_media).
    ///
    /// # Errors
    /// Those of [`get_display_media`](Self::get_display_media). The browser alone validates the object.
    pub fn get_display_media_js(&self, options: &JsValue) -> PendingMediaStream {
        self.call_capture(
            "getDisplayMedia",
            "This browser has no getDisplayMedia.",
            |devices| devices.get_display_media(options),
        )
    }

    /// Requests a capture of this page as it is displayed. Not in any browser yet.
    ///
    /// # Errors
    /// Those of [`get_display_media`](Self::get_display_media). Currently
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) in every browser.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-viewport/#dom-mediadevices-getviewportmedia)
    pub fn get_viewport_media(&self, options: &DisplayMediaStreamOptions) -> PendingMediaStream {
        if let Err(error) = options.validate_for_call() {
            return PendingMediaStream::failed(error);
        }
        let options = encode_display_media_options(options);
        self.call_capture(
            "getViewportMedia",
            "This browser has no getViewportMedia.",
            |devices| devices.get_viewport_media(&options),
        )
    }

    fn call_get_display_media(
        &self,
        options: &DisplayMediaStreamOptions,
        controller: Option<&CaptureController>,
    ) -> PendingMediaStream {
        if let Err(error) = options.validate_for_call() {
            return PendingMediaStream::failed(error);
        }
        let options = encode_display_media_options(options);
        if let Some(controller) = controller {
            options.set("controller", controller.js_value());
        }
        self.get_display_media_js(&options)
    }

    fn call_capture(
        &self,
        member: &str,
        unsupported: &'static str,
        call: impl FnOnce(&sys::MediaDevices) -> Result<JsValue, JsValue>,
    ) -> PendingMediaStream {
        if let Err(error) = require_member(self.as_ref(), member, unsupported) {
            return PendingMediaStream::failed(error);
        }
        match call(self.binding()) {
            Ok(promise) => PendingMediaStream::new(&promise),
            Err(thrown) => PendingMediaStream::failed(thrown.into()),
        }
    }
}

/// Requests a screen, a window or a tab: [`MediaDevices::get_display_media`] of
/// [this page](MediaDevices::from_navigator).
///
/// ```no_run
/// use local_media_stream::{DisplayMediaStreamOptions, get_display_media};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let stream = get_display_media(&DisplayMediaStreamOptions::new().audio(true)).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// Those of [`MediaDevices::from_navigator`] and [`MediaDevices::get_display_media`].
pub fn get_display_media(options: &DisplayMediaStreamOptions) -> PendingMediaStream {
    match MediaDevices::from_navigator() {
        Ok(devices) => devices.get_display_media(options),
        Err(error) => PendingMediaStream::failed(error),
    }
}

/// Encodes the argument of `getDisplayMedia`.
fn encode_display_media_options(options: &DisplayMediaStreamOptions) -> sys::Object {
    let object = sys::Object::new();
    set_track_requests(&object, &options.audio, &options.video);
    json::set_members(&object, options.preferences());
    object
}

/// Creates the argument of `getDisplayMedia`.
impl From<&DisplayMediaStreamOptions> for JsValue {
    fn from(options: &DisplayMediaStreamOptions) -> Self {
        encode_display_media_options(options).unchecked_into()
    }
}
