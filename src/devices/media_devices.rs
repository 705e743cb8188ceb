//! `MediaDevices`: the entry point to cameras, microphones and the list of devices.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::info::MediaDeviceInfo;
use super::input_info::InputDeviceInfo;
use crate::constraints::{GetUserMediaSemantics, MediaStreamConstraints, TrackRequest};
use crate::error::{MediaError, MediaErrorKind, require_member};
use crate::events::events;
use crate::json::{self, JsonValue};
use crate::promise::{MediaFuture, into_future};
use crate::settings::MediaTrackSupportedConstraints;
use crate::stream::PendingMediaStream;
use crate::sys;

/// The devices that the browser exposes to this page.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediadevices) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices)
#[derive(Clone, PartialEq, Eq)]
pub struct MediaDevices {
    js: web_sys::MediaDevices,
}

impl MediaDevices {
    /// Returns `navigator.mediaDevices`.
    ///
    /// # Errors
    /// - [`InsecureContext`](MediaErrorKind::InsecureContext): the page was loaded over plain http.
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the code runs in a worker or on a server, or the browser lacks
    ///   this API.
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
                "This page is not a secure context.",
            )),
            None => Err(MediaError::unsupported(
                "There is no navigator.mediaDevices here.",
            )),
        }
    }

    /// Requests a microphone, a camera or both. The prompt is open when this returns.
    ///
    /// Dropping the returned future cancels the request: a stream that arrives later is stopped on arrival.
    ///
    /// # Errors
    /// The future fails with
    /// - [`NotAllowed`](MediaErrorKind::NotAllowed): the user, the system or a permissions policy denied access.
    /// - [`NotFound`](MediaErrorKind::NotFound): no such device is connected.
    /// - [`Overconstrained`](MediaErrorKind::Overconstrained): no device satisfies the required constraints, or they
    ///   contradict each other.
    /// - [`NotReadable`](MediaErrorKind::NotReadable): the device delivers nothing.
    /// - [`Type`](MediaErrorKind::Type): the constraints request neither audio nor video, or are
    ///   [invalid](MediaStreamConstraints::validate).
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getUserMedia)
    pub fn get_user_media(&self, constraints: &MediaStreamConstraints) -> PendingMediaStream {
        if let Err(error) = constraints.validate_for_call() {
            return PendingMediaStream::failed(error);
        }
        self.get_user_media_js(&encode_stream_constraints(constraints))
    }

    /// Passes a JavaScript constraints object to `getUserMedia` unchanged. Otherwise the same as
    /// [`get_user_media`](Self::get_user_media).
    ///
    /// # Errors
    /// Those of [`get_user_media`](Self::get_user_media). The browser alone validates the object.
    pub fn get_user_media_js(&self, constraints: &JsValue) -> PendingMediaStream {
        match self.binding().get_user_media(constraints) {
            Ok(promise) => PendingMediaStream::new(&promise),
            Err(thrown) => PendingMediaStream::failed(thrown.into()),
        }
    }

    /// Returns the default `semantics`. `None` if the browser does not expose it (currently every browser).
    ///
    /// [Spec](https://w3c.github.io/mediacapture-extensions/#dom-mediadevices-defaultsemantics)
    pub fn default_semantics(&self) -> Option<GetUserMediaSemantics> {
        let semantics = sys::string_property(self.as_ref(), "defaultSemantics")?;
        Some(semantics.as_str().into())
    }

    /// Returns which constraints the browser supports.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getsupportedconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/getSupportedConstraints)
    pub fn supported_constraints(&self) -> MediaTrackSupportedConstraints {
        json::decode_returned(self.binding().get_supported_constraints()).into()
    }

    /// Lists the devices. Before the user has granted permission, browsers [hide most of
    /// them](MediaDeviceInfo).
    ///
    /// # Errors
    /// [`NotAllowed`](MediaErrorKind::NotAllowed) or [`InvalidState`](MediaErrorKind::InvalidState) if the document
    /// may not list devices or is no longer active.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-enumeratedevices) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/enumerateDevices)
    pub fn enumerate_devices(&self) -> MediaFuture<Vec<MediaDeviceInfo>> {
        MediaFuture::new(self.request_list(), |list| Ok(decode_devices(&list)))
    }

    /// Lists the cameras and microphones, each with its [capabilities](InputDeviceInfo::capabilities). If you don't
    /// need capabilities, [`enumerate_devices`](Self::enumerate_devices) is faster.
    ///
    /// # Errors
    /// Those of [`enumerate_devices`](Self::enumerate_devices).
    pub fn enumerate_inputs(&self) -> MediaFuture<Vec<InputDeviceInfo>> {
        MediaFuture::new(self.request_list(), |list| {
            if !js_sys::Array::is_array(&list) {
                return Ok(Vec::new());
            }
            let devices = list.unchecked_into::<js_sys::Array>();
            Ok(devices.iter().filter_map(InputDeviceInfo::decode).collect())
        })
    }

    /// Prompts the user to select an audio output. Requires a user gesture.
    ///
    /// With the id of a device that the user has selected before, some browsers show no prompt.
    ///
    /// # Errors
    /// - [`Unsupported`](MediaErrorKind::Unsupported): every browser except Firefox.
    /// - [`NotAllowed`](MediaErrorKind::NotAllowed): the user or a permissions policy denied access.
    /// - [`NotFound`](MediaErrorKind::NotFound): no such device is connected.
    /// - [`InvalidState`](MediaErrorKind::InvalidState): there was no user gesture.
    ///
    /// [Spec](https://www.w3.org/TR/audio-output/#dom-mediadevices-selectaudiooutput) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/selectAudioOutput)
    pub fn select_audio_output(&self, device_id: Option<&str>) -> MediaFuture<MediaDeviceInfo> {
        MediaFuture::new(self.call_select_audio_output(device_id), |device| {
            Ok(MediaDeviceInfo::decode(json::decode_object(&device)))
        })
    }

    events! {
        /// Calls back when a device was connected or disconnected, or when the default device has changed.
        /// [`device_changes`](Self::device_changes) returns the devices concerned.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediadevices-devicechange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaDevices/devicechange_event)
        on_device_change, device_change_events: "devicechange";
    }

    /// Returns the same object as a type of web-sys.
    pub fn as_web_sys(&self) -> &web_sys::MediaDevices {
        &self.js
    }

    pub(super) fn request_list(&self) -> Result<JsFuture, MediaError> {
        require_member(
            self.as_ref(),
            "enumerateDevices",
            "This browser has no enumerateDevices.",
        )?;
        into_future(self.binding().enumerate_devices())
    }

    fn call_select_audio_output(&self, device_id: Option<&str>) -> Result<JsFuture, MediaError> {
        require_member(
            self.as_ref(),
            "selectAudioOutput",
            "This browser has no selectAudioOutput.",
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

/// Reads the list of `enumerateDevices` in one call. Entries that are not objects are skipped.
pub(super) fn decode_devices(list: &JsValue) -> Vec<MediaDeviceInfo> {
    let JsonValue::Array(entries) = json::decode(list) else {
        return Vec::new();
    };
    let devices = entries.into_iter().filter_map(|entry| match entry {
        JsonValue::Object(members) => Some(MediaDeviceInfo::decode(members)),
        _ => None,
    });
    devices.collect()
}

/// Requests a microphone, a camera or both: [`MediaDevices::get_user_media`] of
/// [this page](MediaDevices::from_navigator).
///
/// ```no_run
/// use local_media_stream::{MediaStreamConstraints, get_user_media};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let stream = get_user_media(&MediaStreamConstraints::new().audio(true).video(true)).await?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// Those of [`MediaDevices::from_navigator`] and [`MediaDevices::get_user_media`].
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

impl From<MediaDevices> for JsValue {
    fn from(devices: MediaDevices) -> Self {
        devices.js.into()
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
        object.set_string("semantics", semantics.as_str());
    }
    object.unchecked_into()
}

/// Creates the argument of `getUserMedia`.
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
