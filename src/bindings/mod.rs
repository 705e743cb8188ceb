//! Everything of JavaScript that this crate calls, in one place: what web-sys lacks, what it has only behind an
//! unstable flag, and what it has in a form that would throw past us.
//!
//! The types here are views on the same objects as web-sys's: one is cast into the other for nothing.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::error::MediaError;

mod audio_output;
mod display;
mod media_devices;
mod media_stream_track;
mod permissions;
mod words;

pub(crate) use audio_output::AudioOutput;
pub(crate) use display::{CaptureController, CropTarget, RestrictionTarget, has_global};
pub(crate) use media_devices::InputDeviceInfo;
pub(crate) use media_stream_track::{MediaStreamTrackAudioStats, MessageTarget};
pub(crate) use permissions::permissions_of_page;
pub(crate) use words::with_string;

#[wasm_bindgen]
extern "C" {
    // --- The surroundings. Each may be absent: in a worker, on a server, on an insecure page. ---

    type Global;

    #[wasm_bindgen(catch, method, getter)]
    fn navigator(this: &Global) -> Result<Option<Navigator>, JsValue>;

    #[wasm_bindgen(catch, method, getter, js_name = isSecureContext)]
    fn is_secure_context(this: &Global) -> Result<Option<bool>, JsValue>;

    type Navigator;

    // web-sys has this one without the Option, and hands out `undefined` as if it were a MediaDevices.
    #[wasm_bindgen(catch, method, getter, js_name = mediaDevices)]
    fn media_devices(this: &Navigator) -> Result<Option<MediaDevices>, JsValue>;

    // --- MediaDevices ---

    pub(crate) type MediaDevices;

    #[wasm_bindgen(catch, method, js_name = getUserMedia)]
    pub(crate) fn get_user_media(this: &MediaDevices, constraints: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getSupportedConstraints)]
    pub(crate) fn get_supported_constraints(this: &MediaDevices) -> Result<JsValue, JsValue>;

    // --- MediaStream ---

    pub(crate) type MediaStream;

    #[wasm_bindgen(catch, constructor)]
    fn new(tracks: Vec<MediaStreamTrack>) -> Result<MediaStream, JsValue>;

    // As JavaScript's own array: a `Vec` would need memory of ours that JavaScript asks for, and takes longer.
    #[wasm_bindgen(method, js_name = getTracks)]
    pub(crate) fn tracks(this: &MediaStream) -> TrackList;

    #[wasm_bindgen(method, js_name = getAudioTracks)]
    pub(crate) fn audio_tracks(this: &MediaStream) -> TrackList;

    #[wasm_bindgen(method, js_name = getVideoTracks)]
    pub(crate) fn video_tracks(this: &MediaStream) -> TrackList;

    // A method's name as a property: whether there is such a method.
    #[wasm_bindgen(catch, method, getter, js_name = getTracks)]
    fn tracks_method(this: &MediaStream) -> Result<JsValue, JsValue>;

    pub(crate) type TrackList;

    // For who wants each just once: fewer bytes.
    #[wasm_bindgen(method)]
    pub(crate) fn shift(this: &TrackList) -> Option<MediaStreamTrack>;

    #[wasm_bindgen(method, getter)]
    fn length(this: &TrackList) -> u32;

    // Without an `Option`: what comes by itself goes into the table of JavaScript's values without a call from there.
    #[wasm_bindgen(method, indexing_getter)]
    fn at(this: &TrackList, index: u32) -> MediaStreamTrack;

    // --- MediaStreamTrack ---

    pub(crate) type MediaStreamTrack;

    #[wasm_bindgen(method)]
    pub(crate) fn stop(this: &MediaStreamTrack);

    #[wasm_bindgen(method, getter)]
    pub(crate) fn kind(this: &MediaStreamTrack) -> MediaStreamTrackKind;

    #[wasm_bindgen(method, getter, js_name = readyState)]
    pub(crate) fn ready_state(this: &MediaStreamTrack) -> MediaStreamTrackState;

    // web-sys has these three without `catch`, and Firefox has getCapabilities only since 132.
    #[wasm_bindgen(catch, method, js_name = getSettings)]
    pub(crate) fn get_settings(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getCapabilities)]
    pub(crate) fn get_capabilities(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = getConstraints)]
    pub(crate) fn get_constraints(this: &MediaStreamTrack) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, method, js_name = applyConstraints)]
    pub(crate) fn apply_constraints(
        this: &MediaStreamTrack,
        constraints: &JsValue,
    ) -> Result<JsValue, JsValue>;

    // Not in web-sys, and not in Firefox.
    #[wasm_bindgen(method, getter, js_name = contentHint)]
    pub(crate) fn content_hint(this: &MediaStreamTrack) -> Option<String>;

    #[wasm_bindgen(method, setter, js_name = contentHint)]
    pub(crate) fn set_content_hint(this: &MediaStreamTrack, hint: &str);

    // --- RTCRtpSender ---

    pub(crate) type RtcRtpSender;

    #[wasm_bindgen(catch, method, js_name = replaceTrack)]
    pub(crate) fn replace_track(
        this: &RtcRtpSender,
        track: &web_sys::MediaStreamTrack,
    ) -> Result<JsValue, JsValue>;

    // --- Plain objects ---

    /// An object seen as a map of names to values.
    pub(crate) type Record;

    #[wasm_bindgen(constructor, js_class = "Object")]
    pub(crate) fn new() -> Record;

    #[wasm_bindgen(method, indexing_setter)]
    pub(crate) fn put(this: &Record, name: &JsValue, value: &JsValue);

    // Values that need not become a JsValue first, as booleans are without a call.
    #[wasm_bindgen(method, indexing_setter)]
    pub(crate) fn put_number(this: &Record, name: &JsValue, value: f64);

    // By functions of their own: a name that is a string of ours is made anew for each call, which takes as long as to
    // set twenty members whose names are kept.
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_audio(this: &Record, value: &JsValue);

    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_video(this: &Record, value: &JsValue);

    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_semantics(this: &Record, value: &str);

    #[wasm_bindgen(method, setter)]
    fn set_constraint(this: &Record, value: &str);

    // --- Data ---

    // `undefined` for what is no data.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub(crate) fn stringify(value: &JsValue) -> Result<Option<String>, JsValue>;

    /// The number that a text says.
    #[wasm_bindgen(js_name = Number)]
    pub(crate) fn number(text: &str) -> f64;

    // --- Errors ---

    #[wasm_bindgen(js_name = DOMException)]
    type DomException;

    #[wasm_bindgen(catch, constructor, js_class = "DOMException")]
    fn new(message: &str, name: &str) -> Result<DomException, JsValue>;
}

impl TrackList {
    /// One after the other.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = MediaStreamTrack> {
        (0..self.length()).map(|index| self.at(index))
    }
}

/// Members that are set once for each call of the browser: not often enough to keep their names.
impl Record {
    pub(crate) fn set(&self, name: &'static str, value: &JsValue) {
        self.put(&JsValue::from_str(name), value);
    }

    pub(crate) fn set_bool(&self, name: &'static str, value: bool) {
        self.set(name, &JsValue::from_bool(value));
    }

    pub(crate) fn set_string(&self, name: &'static str, value: &str) {
        self.set(name, &JsValue::from_str(value));
    }
}

/// The spec's `kind`; decoded by the glue, so that no string has to cross. Private, as web-sys has one of that name.
#[wasm_bindgen(private)]
#[derive(Clone, Copy)]
pub(crate) enum MediaStreamTrackKind {
    Audio = "audio",
    Video = "video",
}

#[wasm_bindgen(private)]
#[derive(Clone, Copy)]
pub(crate) enum MediaStreamTrackState {
    Live = "live",
    Ended = "ended",
}

/// The global object, which what runs futures has found already. Only where there is JavaScript.
fn global() -> Global {
    js_sys::global().unchecked_into()
}

/// `navigator.mediaDevices`, if there is such a thing here.
pub(crate) fn media_devices_of_page() -> Option<MediaDevices> {
    // Compiled for a server there is no JavaScript to call at all.
    if !cfg!(target_family = "wasm") {
        return None;
    }
    global().navigator().ok()??.media_devices().ok()?
}

/// Whether this is a page to which the browser says that it is not secure.
pub(crate) fn is_insecure_page() -> bool {
    cfg!(target_family = "wasm") && matches!(global().is_secure_context(), Ok(Some(false)))
}

/// `new MediaStream(tracks)`.
pub(crate) fn new_media_stream(tracks: Vec<MediaStreamTrack>) -> Result<MediaStream, MediaError> {
    const ABSENT: &str = "there is no MediaStream here";
    if !cfg!(target_family = "wasm") {
        return Err(MediaError::unsupported(ABSENT));
    }
    // The one error that this constructor has is that there is no such constructor.
    MediaStream::new(tracks).map_err(|_| MediaError::unsupported(ABSENT))
}

/// Whether it is a stream: of any realm, and so not by `instanceof`.
pub(crate) fn is_media_stream(value: &JsValue) -> bool {
    let tracks = value.unchecked_ref::<MediaStream>().tracks_method();
    tracks.is_ok_and(|method| method.is_function())
}

/// Whether it is a track, of any realm.
pub(crate) fn is_media_stream_track(value: &JsValue) -> bool {
    has_property(value, "readyState") && has_property(value, "stop")
}

/// A property; `None` where it is absent, `null`, or throws when it is read.
pub(crate) fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_null() && !value.is_undefined()).then_some(value)
}

/// Fails with these words where an object does not have a property, its own or inherited.
pub(crate) fn require(object: &JsValue, name: &str, absent: &'static str) -> Result<(), MediaError> {
    if has_property(object, name) {
        Ok(())
    } else {
        Err(MediaError::unsupported(absent))
    }
}

/// A property that is a string; `None` where it is something else, is absent, or throws when it is read.
pub(crate) fn string_property(object: &JsValue, name: &str) -> Option<String> {
    js_sys::Reflect::get(object, &JsValue::from_str(name))
        .ok()?
        .as_string()
}

/// Whether it is an object that has a property, its own or inherited.
pub(crate) fn has_property(object: &JsValue, name: &str) -> bool {
    js_sys::Reflect::has(object, &JsValue::from_str(name)).unwrap_or(false)
}

/// A new JavaScript error of this name.
pub(crate) fn new_error(name: &str, message: &str, constraint: Option<&str>) -> JsValue {
    if !cfg!(target_family = "wasm") {
        return JsValue::UNDEFINED;
    }
    if name == "TypeError" {
        return js_sys::TypeError::new(message).into();
    }
    // There is a DOMException wherever this wasm can be loaded at all; where a page has taken it away, this throws.
    let error: JsValue = DomException::new(message, name).map_or_else(|thrown| thrown, Into::into);
    if let Some(constraint) = constraint {
        error.unchecked_ref::<Record>().set_constraint(constraint);
    }
    error
}
