//! `MediaDevices`: where streams come from.

use std::fmt;
use std::future::Future;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::constraints::{GetUserMediaSemantics, MediaStreamConstraints, TrackRequest};
use crate::devices::InputDeviceInfo;
use crate::devices::MediaDeviceInfo;
use crate::error::{MediaError, MediaErrorKind, require_member};
use crate::events::events;
use crate::json;
use crate::json::{FromJson, JsonValue};
use crate::promise::into_future;
use crate::settings::MediaTrackSupportedConstraints;
use crate::stream::PendingMediaStream;
use crate::sys;

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
    pub fn from_navigator() -> Result<Self, MediaError> {
        match sys::navigator_media_devices() {
            Some(binding) => Ok(MediaDevices {
                js: binding.unchecked_into(),
            }),
            None if sys::is_insecure_page() => Err(MediaError::new(
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
    pub fn get_user_media(&self, constraints: &MediaStreamConstraints) -> PendingMediaStream {
        if let Err(error) = constraints.validate_for_call() {
            return PendingMediaStream::failed(error);
        }
        self.get_user_media_js(&encode_stream_constraints(constraints))
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

    /// What `getUserMedia` does when nothing is said about it; `None` where the browser does not tell: all of them
    /// yet.
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediadevices-defaultsemantics)
    pub fn default_semantics(&self) -> Option<GetUserMediaSemantics> {
        let semantics = sys::string_property(self.as_ref(), "defaultSemantics")?;
        Some(semantics.as_str().into())
    }

    /// Which properties the browser understands when they are constrained.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getsupportedconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getSupportedConstraints)
    pub fn supported_constraints(&self) -> MediaTrackSupportedConstraints {
        json::decode_returned(self.binding().get_supported_constraints()).into()
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
        async { Ok(decode_devices(&asked?.await?)) }
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
        async { Ok(json::decode_object(&asked?.await?).into()) }
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
        require_member(
            self.as_ref(),
            "enumerateDevices",
            "this browser has no enumerateDevices",
        )?;
        into_future(self.binding().enumerate_devices())
    }

    fn ask_audio_output(&self, device_id: Option<&str>) -> Result<JsFuture, MediaError> {
        require_member(
            self.as_ref(),
            "selectAudioOutput",
            "this browser has no selectAudioOutput",
        )?;
        let options = sys::Object::new();
        if let Some(device_id) = device_id {
            options.set_string("deviceId", device_id);
        }
        into_future(self.binding().select_audio_output(&options))
    }

    pub(crate) fn binding(&self) -> &sys::MediaDevices {
        self.js.unchecked_ref()
    }
}

/// The list that `enumerateDevices` gives, in one call. What is no device is left out.
pub(crate) fn decode_devices(list: &JsValue) -> Vec<MediaDeviceInfo> {
    match json::decode(list) {
        JsonValue::Array(devices) => devices.iter().filter_map(MediaDeviceInfo::from_json).collect(),
        _ => Vec::new(),
    }
}

/// Asks the user for a microphone, a camera or both: [`MediaDevices::get_user_media`] of
/// [this page](MediaDevices::from_navigator).
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
/// As [`MediaDevices::from_navigator`] and [`MediaDevices::get_user_media`].
pub fn get_user_media(constraints: &MediaStreamConstraints) -> PendingMediaStream {
    match MediaDevices::from_navigator() {
        Ok(devices) => devices.get_user_media(constraints),
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

/// Encodes the argument of `getUserMedia`.
fn encode_stream_constraints(constraints: &MediaStreamConstraints) -> JsValue {
    let object = sys::Object::new();
    set_track_requests(&object, &constraints.audio, &constraints.video);
    if let Some(semantics) = &constraints.semantics {
        object.set_semantics(semantics.as_str());
    }
    object.unchecked_into()
}

/// Creates the object that `getUserMedia` takes.
impl From<&MediaStreamConstraints> for JsValue {
    fn from(constraints: &MediaStreamConstraints) -> Self {
        encode_stream_constraints(constraints)
    }
}

/// Sets the members `audio` and `video`. `video` is always set: its default in `getDisplayMedia` is `true`.
pub(crate) fn set_track_requests(object: &sys::Object, audio: &TrackRequest, video: &TrackRequest) {
    if !matches!(audio, TrackRequest::Off) {
        object.set_audio(&audio.encode());
    }
    object.set_video(&video.encode());
}
