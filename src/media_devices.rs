//! `MediaDevices`: where streams come from.

use std::borrow::Borrow;
use std::fmt;
use std::future::Future;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::bindings;
use crate::capture_controller::CaptureController;
use crate::constraints::{GetUserMediaSemantics, MediaStreamConstraints};
use crate::convert;
use crate::device_changes::DeviceChanges;
use crate::display_media_stream_options::DisplayMediaStreamOptions;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::events;
use crate::input_device_info::InputDeviceInfo;
use crate::media_device_info::MediaDeviceInfo;
use crate::pending_media_stream::PendingMediaStream;
use crate::promise::promised;
use crate::settings::MediaTrackSupportedConstraints;
use crate::value::{FromValue, Value};

/// The devices that the browser lets this page know of.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediadevices) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices)
#[derive(Clone, PartialEq, Eq)]
pub struct MediaDevices {
    js: web_sys::MediaDevices,
}

impl MediaDevices {
    /// The page's own: `navigator.mediaDevices`.
    ///
    /// # Errors
    /// [`InsecureContext`](MediaErrorKind::InsecureContext) on a page that came over plain http;
    /// [`Unsupported`](MediaErrorKind::Unsupported) in a worker, on a server, or in a browser without it.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-navigator-mediadevices) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/Navigator/mediaDevices)
    pub fn of_page() -> Result<Self, MediaError> {
        match bindings::media_devices_of_page() {
            Some(binding) => Ok(MediaDevices {
                js: binding.unchecked_into(),
            }),
            None if bindings::is_insecure_page() => Err(MediaError::new(
                MediaErrorKind::InsecureContext,
                "this page is not a secure context",
            )),
            None => Err(MediaError::unsupported("there is no navigator.mediaDevices here")),
        }
    }

    /// Asks the user for a microphone, a camera or both, at once: the prompt is open when it returns.
    ///
    /// Dropping what it returns takes the request back: a stream that arrives after that is stopped on arrival.
    ///
    /// # Errors
    /// The future gives
    /// [`NotAllowed`](MediaErrorKind::NotAllowed) where the user, the system or a permissions policy refuses,
    /// [`NotFound`](MediaErrorKind::NotFound) without such a device,
    /// [`Overconstrained`](MediaErrorKind::Overconstrained) if none can do what is required, or if what is required
    /// contradicts itself,
    /// [`NotReadable`](MediaErrorKind::NotReadable) if it gives nothing, and
    /// [`Type`](MediaErrorKind::Type) for constraints that ask for nothing or
    /// [cannot be](MediaStreamConstraints::validate).
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia)
    pub fn get_user_media(&self, constraints: impl Borrow<MediaStreamConstraints>) -> PendingMediaStream {
        let constraints = constraints.borrow();
        if let Err(error) = constraints.refuse() {
            return PendingMediaStream::failed(error);
        }
        self.get_user_media_js(&convert::stream_constraints(constraints))
    }

    /// As [`get_user_media`](Self::get_user_media), with a constraints object from JavaScript, which is handed to the
    /// browser as it is.
    ///
    /// # Errors
    /// As [`get_user_media`](Self::get_user_media); for an object that makes no sense, what the browser makes of it.
    pub fn get_user_media_js(&self, constraints: &JsValue) -> PendingMediaStream {
        match self.binding().get_user_media(constraints) {
            Ok(promise) => PendingMediaStream::new(&promise),
            Err(thrown) => PendingMediaStream::failed(thrown.into()),
        }
    }

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
    pub fn get_display_media(&self, options: impl Borrow<DisplayMediaStreamOptions>) -> PendingMediaStream {
        self.display(options.borrow(), None)
    }

    /// As [`get_display_media`](Self::get_display_media), with a say in what comes of it. Chromium.
    ///
    /// # Errors
    /// As [`get_display_media`](Self::get_display_media);
    /// [`InvalidState`](MediaErrorKind::InvalidState) for a controller that was used before.
    pub fn get_display_media_with(
        &self,
        options: impl Borrow<DisplayMediaStreamOptions>,
        controller: &CaptureController,
    ) -> PendingMediaStream {
        self.display(options.borrow(), Some(controller))
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
    pub fn get_viewport_media(&self, options: impl Borrow<DisplayMediaStreamOptions>) -> PendingMediaStream {
        let options = options.borrow();
        if let Err(error) = options.validate() {
            return PendingMediaStream::failed(error.into());
        }
        let options = convert::display_media_options(options);
        self.capture(
            "getViewportMedia",
            "this browser captures no viewports",
            |devices| devices.get_viewport_media(&options),
        )
    }

    /// What `getUserMedia` does when nothing is said about it; `None` where the browser does not tell: all of them
    /// yet.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediadevices-defaultsemantics)
    pub fn default_semantics(&self) -> Option<GetUserMediaSemantics> {
        let semantics = bindings::string_property(self.as_ref(), "defaultSemantics")?;
        Some(semantics.as_str().into())
    }

    /// Which properties the browser understands when they are constrained.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getsupportedconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getSupportedConstraints)
    pub fn supported_constraints(&self) -> MediaTrackSupportedConstraints {
        convert::record_of(self.binding().get_supported_constraints()).into()
    }

    /// What devices there are, as far as the browser tells: before the user has let the page use one, it hides most
    /// of it.
    ///
    /// # Errors
    /// [`NotAllowed`](MediaErrorKind::NotAllowed) and [`InvalidState`](MediaErrorKind::InvalidState) where the
    /// document may not know, or is no longer open.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-enumeratedevices) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/enumerateDevices)
    pub fn enumerate_devices(
        &self,
    ) -> impl Future<Output = Result<Vec<MediaDeviceInfo>, MediaError>> + use<> {
        let asked = self.ask_devices();
        async { Ok(devices_of(&asked?.await?)) }
    }

    /// The cameras and microphones, each with a handle by which it tells [what it can do](InputDeviceInfo) before it
    /// is opened. Who does not need that is served quicker by [`enumerate_devices`](Self::enumerate_devices).
    ///
    /// # Errors
    /// As [`enumerate_devices`](Self::enumerate_devices).
    pub fn enumerate_inputs(&self) -> impl Future<Output = Result<Vec<InputDeviceInfo>, MediaError>> + use<> {
        let asked = self.ask_devices();
        async {
            let list = asked?.await?;
            if !js_sys::Array::is_array(&list) {
                return Ok(Vec::new());
            }
            let devices = list.unchecked_into::<js_sys::Array>();
            Ok(devices.iter().filter_map(InputDeviceInfo::read).collect())
        }
    }

    /// The changes of what devices there are, from now on: which came, which went.
    ///
    /// What comes in a burst is one change. One comes for every burst of the browser's events, also if the lists
    /// before and after are the same. A list that could not be had is passed over.
    pub fn device_changes(&self) -> DeviceChanges {
        DeviceChanges::new(self.clone())
    }

    /// Asks the user where sound is to go. A click or a key press must have led to the call.
    ///
    /// With the id of a device that was selected before, some browsers do not ask again.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) in all browsers but Firefox;
    /// [`NotAllowed`](MediaErrorKind::NotAllowed) where the user or a permissions policy refuses;
    /// [`NotFound`](MediaErrorKind::NotFound) without such a device;
    /// [`InvalidState`](MediaErrorKind::InvalidState) without a click.
    ///
    /// [Spec](https://www.w3.org/TR/audio-output/#dom-mediadevices-selectaudiooutput) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/selectAudioOutput)
    pub fn select_audio_output(
        &self,
        device_id: Option<&str>,
    ) -> impl Future<Output = Result<MediaDeviceInfo, MediaError>> + use<> {
        let asked = self.ask_audio_output(device_id);
        async { Ok(convert::from_js(&asked?.await?).into()) }
    }

    events! {
        /// Calls back when a device was connected or disconnected, or another became the default.
        /// [`device_changes`](Self::device_changes) tells which.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediadevices-devicechange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/devicechange_event)
        on_device_change, device_change_events: "devicechange";
    }

    /// The same object for web-sys.
    pub fn as_web_sys(&self) -> &web_sys::MediaDevices {
        &self.js
    }

    pub(crate) fn ask_devices(&self) -> Result<JsFuture, MediaError> {
        bindings::require(
            self.as_ref(),
            "enumerateDevices",
            "this browser has no enumerateDevices",
        )?;
        promised(self.binding().enumerate_devices())
    }

    fn ask_audio_output(&self, device_id: Option<&str>) -> Result<JsFuture, MediaError> {
        bindings::require(
            self.as_ref(),
            "selectAudioOutput",
            "this browser has no selectAudioOutput",
        )?;
        let options = bindings::Record::new();
        if let Some(device_id) = device_id {
            options.set_string("deviceId", device_id);
        }
        promised(self.binding().select_audio_output(&options))
    }

    fn display(
        &self,
        options: &DisplayMediaStreamOptions,
        controller: Option<&CaptureController>,
    ) -> PendingMediaStream {
        if let Err(error) = options.validate() {
            return PendingMediaStream::failed(error.into());
        }
        let options = convert::display_media_options(options);
        if let Some(controller) = controller {
            options.set("controller", controller.js_value());
        }
        self.get_display_media_js(&options)
    }

    fn capture(
        &self,
        member: &str,
        absent: &'static str,
        call: impl FnOnce(&bindings::MediaDevices) -> Result<JsValue, JsValue>,
    ) -> PendingMediaStream {
        if let Err(error) = bindings::require(self.as_ref(), member, absent) {
            return PendingMediaStream::failed(error);
        }
        match call(self.binding()) {
            Ok(promise) => PendingMediaStream::new(&promise),
            Err(thrown) => PendingMediaStream::failed(thrown.into()),
        }
    }

    pub(crate) fn binding(&self) -> &bindings::MediaDevices {
        self.js.unchecked_ref()
    }
}

/// The list that `enumerateDevices` gives, in one call. What is no device is left out.
pub(crate) fn devices_of(list: &JsValue) -> Vec<MediaDeviceInfo> {
    match convert::value_of(list) {
        Value::List(devices) => devices.iter().filter_map(MediaDeviceInfo::from_value).collect(),
        _ => Vec::new(),
    }
}

/// Asks the user for a microphone, a camera or both: [`MediaDevices::get_user_media`] of
/// [this page](MediaDevices::of_page).
///
/// ```no_run
/// use local_media_stream::{MediaStreamConstraints, get_user_media};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let stream = get_user_media(MediaStreamConstraints::new().audio(true).video(true)).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// As [`MediaDevices::of_page`] and [`MediaDevices::get_user_media`].
pub fn get_user_media(constraints: impl Borrow<MediaStreamConstraints>) -> PendingMediaStream {
    match MediaDevices::of_page() {
        Ok(devices) => devices.get_user_media(constraints),
        Err(error) => PendingMediaStream::failed(error),
    }
}

/// Asks the user for a screen, a window or a tab: [`MediaDevices::get_display_media`] of
/// [this page](MediaDevices::of_page).
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
/// As [`MediaDevices::of_page`] and [`MediaDevices::get_display_media`].
pub fn get_display_media(options: impl Borrow<DisplayMediaStreamOptions>) -> PendingMediaStream {
    match MediaDevices::of_page() {
        Ok(devices) => devices.get_display_media(options),
        Err(error) => PendingMediaStream::failed(error),
    }
}

impl fmt::Debug for MediaDevices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MediaDevices")
    }
}

impl From<web_sys::MediaDevices> for MediaDevices {
    fn from(js: web_sys::MediaDevices) -> Self {
        MediaDevices { js }
    }
}

impl From<MediaDevices> for web_sys::MediaDevices {
    fn from(devices: MediaDevices) -> Self {
        devices.js
    }
}

impl AsRef<web_sys::MediaDevices> for MediaDevices {
    fn as_ref(&self) -> &web_sys::MediaDevices {
        &self.js
    }
}

impl AsRef<JsValue> for MediaDevices {
    fn as_ref(&self) -> &JsValue {
        self.js.as_ref()
    }
}
