//! `getDisplayMedia` and `getViewportMedia`.

use wasm_bindgen::{JsCast, JsValue};

use super::controller::CaptureController;
use super::options::DisplayMediaStreamOptions;
use crate::devices::{MediaDevices, set_track_requests};
use crate::error::require_member;
use crate::stream::PendingMediaStream;
use crate::sys;

/// Screen capture.
impl MediaDevices {
    /// Asks the user for a screen, a window or a tab, and opens it. A click or a key press must have led to the call
    /// (not in Chromium).
    ///
    /// Dropping what it returns takes the request back: a stream that arrives after that is stopped on arrival.
    ///
    /// # Errors
    /// The future gives
    /// [`NotAllowed`](MediaErrorKind::NotAllowed) where the user, the system or a permissions policy refuses,
    /// [`InvalidState`](MediaErrorKind::InvalidState) without a click, and in a tab that is not in front,
    /// [`NotFound`](MediaErrorKind::NotFound) with nothing to capture,
    /// [`NotReadable`](MediaErrorKind::NotReadable) if the system refuses,
    /// [`Overconstrained`](MediaErrorKind::Overconstrained) if what was chosen cannot do what is required,
    /// [`Type`](MediaErrorKind::Type) for options without a picture, with `exact`, `min` or `advanced`, or that
    /// [cannot be](DisplayMediaStreamOptions::validate), and
    /// [`Unsupported`](MediaErrorKind::Unsupported) where the browser captures no displays (on phones).
    ///
    /// [Spec](https://www.w3.org/TR/screen-capture/#dom-mediadevices-getdisplaymedia) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getDisplayMedia)
    pub fn get_display_media(&self, options: &DisplayMediaStreamOptions) -> PendingMediaStream {
        self.display(options, None)
    }

    /// As [`get_display_media`](Self::get_display_media), with a say in what comes of it. Chromium.
    ///
    /// # Errors
    /// As [`get_display_media`](Self::get_display_media);
    /// [`InvalidState`](MediaErrorKind::InvalidState) for a controller that was used before.
    pub fn get_display_media_with(
        &self,
        options: &DisplayMediaStreamOptions,
        controller: &CaptureController,
    ) -> PendingMediaStream {
        self.display(options, Some(controller))
    }

    /// As [`get_display_media`](Self::get_display_media), with an options object from JavaScript, which is handed to
    /// the browser as it is.
    ///
    /// # Errors
    /// As [`get_display_media`](Self::get_display_media); for an object that makes no sense, what the browser makes of
    /// it.
    pub fn get_display_media_js(&self, options: &JsValue) -> PendingMediaStream {
        self.capture(
            "getDisplayMedia",
            "this browser captures no displays",
            |devices| devices.get_display_media(options),
        )
    }

    /// Asks the user for this very page, as it is shown: no browser can do that yet.
    ///
    /// # Errors
    /// As [`get_display_media`](Self::get_display_media);
    /// [`Unsupported`](MediaErrorKind::Unsupported) in every browser.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-viewport/#dom-mediadevices-getviewportmedia)
    pub fn get_viewport_media(&self, options: &DisplayMediaStreamOptions) -> PendingMediaStream {
        if let Err(error) = options.validate() {
            return PendingMediaStream::failed(error.into());
        }
        let options = encode_display_media_options(options);
        self.capture(
            "getViewportMedia",
            "this browser captures no viewports",
            |devices| devices.get_viewport_media(&options),
        )
    }

    fn display(
        &self,
        options: &DisplayMediaStreamOptions,
        controller: Option<&CaptureController>,
    ) -> PendingMediaStream {
        if let Err(error) = options.validate() {
            return PendingMediaStream::failed(error.into());
        }
        let options = encode_display_media_options(options);
        if let Some(controller) = controller {
            options.set("controller", controller.js_value());
        }
        self.get_display_media_js(&options)
    }

    fn capture(
        &self,
        member: &str,
        absent: &'static str,
        call: impl FnOnce(&sys::MediaDevices) -> Result<JsValue, JsValue>,
    ) -> PendingMediaStream {
        if let Err(error) = require_member(self.as_ref(), member, absent) {
            return PendingMediaStream::failed(error);
        }
        match call(self.binding()) {
            Ok(promise) => PendingMediaStream::new(&promise),
            Err(thrown) => PendingMediaStream::failed(thrown.into()),
        }
    }
}

/// Asks the user for a screen, a window or a tab: [`MediaDevices::get_display_media`] of
/// [this page](MediaDevices::from_navigator).
///
/// ```no_run
/// use local_media_stream::{DisplayMediaStreamOptions, get_display_media};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let stream = get_display_media(DisplayMediaStreamOptions::new().audio(true)).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// As [`MediaDevices::from_navigator`] and [`MediaDevices::get_display_media`].
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
    let word = |name, word: Option<&str>| {
        if let Some(word) = word {
            object.set_string(name, word);
        }
    };
    word(
        "selfBrowserSurface",
        options.self_browser_surface.as_ref().map(|word| word.as_str()),
    );
    word(
        "systemAudio",
        options.system_audio.as_ref().map(|word| word.as_str()),
    );
    word(
        "windowAudio",
        options.window_audio.as_ref().map(|word| word.as_str()),
    );
    word(
        "surfaceSwitching",
        options.surface_switching.as_ref().map(|word| word.as_str()),
    );
    word(
        "monitorTypeSurfaces",
        options.monitor_type_surfaces.as_ref().map(|word| word.as_str()),
    );
    word(
        "audioSelection",
        options.audio_selection.as_ref().map(|word| word.as_str()),
    );
    if let Some(prefer) = options.prefer_current_tab {
        object.set_bool("preferCurrentTab", prefer);
    }
    object
}

/// Creates the object that `getDisplayMedia` takes.
impl From<&DisplayMediaStreamOptions> for JsValue {
    fn from(options: &DisplayMediaStreamOptions) -> Self {
        encode_display_media_options(options).unchecked_into()
    }
}
