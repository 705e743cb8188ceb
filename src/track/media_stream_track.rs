//! `MediaStreamTrack`: one camera picture, one microphone's sound, or one part of the display.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::constraints::{Key, MediaTrackConstraints, Textual};
use crate::error::{MediaError, MediaErrorKind, with_offered};
use crate::events::{TRACKS_CHANGED, events, notify};
use crate::json;
use crate::json::JsonObject;
use crate::settings::{MediaTrackCapabilities, MediaTrackSettings, UnmetConstraint};
use crate::string_enum::string_enum;
use crate::sys;

/// Whether a track is sound or picture.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-kind)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaStreamTrackKind {
    /// Sound.
    Audio,
    /// Picture.
    Video,
    /// Neither: no browser has such a track yet.
    Unknown,
}

/// Whether a track can still give anything.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrackstate)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaStreamTrackState {
    /// The source gives, or may give again.
    Live,
    /// It never will again: it was stopped, unplugged or forbidden.
    Ended,
}

string_enum! {
    /// What a track shows or sounds like, for whatever encodes or plays it.
    ///
    /// [Spec](https://www.w3.org/TR/mst-content-hint/#dom-mediastreamtrack-contenthint) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/contentHint)
    ContentHint {
        /// No hint.
        None = "",
        /// People talking, to people.
        Speech = "speech",
        /// People talking, to a machine that writes it down.
        SpeechRecognition = "speech-recognition",
        /// Music.
        Music = "music",
        /// What moves: keep the frame rate.
        Motion = "motion",
        /// What has fine detail: keep the resolution.
        Detail = "detail",
        /// Writing and line drawings: keep the edges sharp.
        Text = "text",
    }
}

/// One source's picture or sound.
///
/// It is a handle: clones of it (`Clone`) are the same track. It owns nothing: dropping it does not stop the track;
/// that is what [`LocalMediaStreamTrack`] and [`LocalMediaStream`](crate::LocalMediaStream) do.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediastreamtrack) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack)
#[derive(Clone, PartialEq, Eq)]
pub struct MediaStreamTrack {
    js: web_sys::MediaStreamTrack,
}

impl MediaStreamTrack {
    /// Sound or picture.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-kind) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/kind)
    pub fn kind(&self) -> MediaStreamTrackKind {
        match self.binding().kind() {
            sys::MediaStreamTrackKind::Audio => MediaStreamTrackKind::Audio,
            sys::MediaStreamTrackKind::Video => MediaStreamTrackKind::Video,
            _ => MediaStreamTrackKind::Unknown,
        }
    }

    /// Its id, made by the browser and different for every track.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-id) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/id)
    pub fn id(&self) -> String {
        self.js.id()
    }

    /// The name of its source for people to read, such as the camera's; empty where the browser has none.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-label) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/label)
    pub fn label(&self) -> String {
        self.js.label()
    }

    /// Whether it gives what its source gives, rather than silence or black.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-enabled) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/enabled)
    pub fn enabled(&self) -> bool {
        self.js.enabled()
    }

    /// Makes it give silence or black (`false`), or what its source gives (`true`). The device stays open; most
    /// browsers keep its light on.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-enabled) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/enabled)
    pub fn set_enabled(&self, enabled: bool) {
        self.js.set_enabled(enabled);
    }

    /// Whether its source gives nothing for now, through no doing of the page.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-muted) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/muted)
    pub fn muted(&self) -> bool {
        self.js.muted()
    }

    /// Whether it can still give anything.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-readystate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/readyState)
    pub fn ready_state(&self) -> MediaStreamTrackState {
        match self.binding().ready_state() {
            sys::MediaStreamTrackState::Live => MediaStreamTrackState::Live,
            // Whatever else a browser may come up with, it is not live.
            _ => MediaStreamTrackState::Ended,
        }
    }

    /// Ends it, at once and for good. The device is released when no other track uses it.
    ///
    /// Stopping it again does nothing. No `ended` event follows: that one is for ends that the page did not cause.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-stop) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/stop)
    pub fn stop(&self) {
        self.binding().stop();
        notify(&TRACKS_CHANGED);
    }

    /// What it is set to.
    ///
    /// After the track has ended Chromium keeps the ids only, and Firefox nothing. WebKit goes on telling the size from
    /// before a change; its frames have the new one.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-getsettings) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getSettings)
    pub fn settings(&self) -> MediaTrackSettings {
        json::decode_members(self.binding().get_settings())
    }

    /// What its source could do. Empty in Firefox before 132.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-getcapabilities) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getCapabilities)
    pub fn capabilities(&self) -> MediaTrackCapabilities {
        json::decode_members(self.binding().get_capabilities())
    }

    /// The constraints that are in force, as the browser tells them: Firefox writes a bare value as `ideal`, and adds
    /// some of its own.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-getconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/getConstraints)
    pub fn constraints(&self) -> MediaTrackConstraints {
        json::decode_returned(self.binding().get_constraints()).into()
    }

    /// Puts other constraints in the place of those that are in force, and tells what became of them. With none
    /// ([`MediaTrackConstraints::new`]) the browser is free again.
    ///
    /// The browser is asked when this is called, not when the future is first polled; dropping the future changes
    /// nothing.
    ///
    /// # Errors
    /// [`Overconstrained`](crate::MediaErrorKind::Overconstrained) if the device cannot do what is required, with
    /// [what it offers](MediaError::offered) where it can be told, or if what is required contradicts itself;
    /// [`Type`](crate::MediaErrorKind::Type) for what [cannot be](MediaTrackConstraints::validate). The constraints
    /// that were in force stay in force.
    ///
    /// Chromium rejects for a track that has ended, Firefox resolves; Firefox also resolves what it does not
    /// understand, which is why [`AppliedConstraints::unmet`] is worth a look.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-applyconstraints) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/applyConstraints)
    pub fn apply_constraints(
        &self,
        constraints: &MediaTrackConstraints,
    ) -> impl Future<Output = Result<AppliedConstraints, MediaError>> + use<> {
        let track = self.clone();
        let asked = self.ask_constraints(constraints);
        let constraints = constraints.clone();
        async move {
            match asked?.await {
                Ok(_) => {
                    let settings = track.settings_record();
                    Ok(AppliedConstraints {
                        unmet: constraints.unmet_constraints(&settings),
                        settings: settings.into(),
                    })
                }
                Err(thrown) => Err(track.tell_offered(thrown.into())),
            }
        }
    }

    /// What of these constraints its settings do not meet: whether a request was honoured.
    pub fn unmet_constraints(&self, constraints: &MediaTrackConstraints) -> Vec<UnmetConstraint> {
        constraints.unmet_constraints(&self.settings_record())
    }

    /// What it shows or sounds like, as far as anybody said; `None` where the browser knows no hints (Firefox).
    ///
    /// [Spec](https://www.w3.org/TR/mst-content-hint/#dom-mediastreamtrack-contenthint) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/contentHint)
    pub fn content_hint(&self) -> Option<ContentHint> {
        self.binding()
            .content_hint()
            .map(|hint| ContentHint::from(hint.as_str()))
    }

    /// Says what it shows or sounds like. A hint that does not fit its kind is ignored by the browser.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where the browser knows no hints (Firefox).
    ///
    /// [Spec](https://www.w3.org/TR/mst-content-hint/#dom-mediastreamtrack-contenthint) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/contentHint)
    pub fn set_content_hint(&self, hint: &ContentHint) -> Result<(), MediaError> {
        // Where there is no such attribute, setting it would succeed and mean nothing.
        if !sys::has_property(&self.js, "contentHint") {
            return Err(MediaError::unsupported("this browser has no contentHint"));
        }
        self.binding().set_content_hint(hint.as_str());
        Ok(())
    }

    /// The same object for web-sys.
    pub fn as_web_sys(&self) -> &web_sys::MediaStreamTrack {
        &self.js
    }

    fn ask_constraints(&self, constraints: &MediaTrackConstraints) -> Result<JsFuture, MediaError> {
        constraints
            .validate()
            .map_err(|error| self.tell_offered(error.into()))?;
        let promise = self.binding().apply_constraints(&constraints.encode())?;
        Ok(JsFuture::from(js_sys::Promise::resolve(&promise)))
    }

    /// With an unmet constraint goes what the device would have offered.
    fn tell_offered(&self, error: MediaError) -> MediaError {
        let offered = error
            .constraint()
            .and_then(|constraint| self.capabilities_record().remove(constraint));
        with_offered(error, offered)
    }

    /// A setting that is a word, without what reads all of them.
    pub(crate) fn setting(&self, key: Key<impl Textual>) -> Option<String> {
        sys::string_property(&self.binding().get_settings().ok()?, key.name())
    }

    fn settings_record(&self) -> JsonObject {
        json::decode_returned(self.binding().get_settings())
    }

    fn capabilities_record(&self) -> JsonObject {
        json::decode_returned(self.binding().get_capabilities())
    }

    pub(crate) fn binding(&self) -> &sys::MediaStreamTrack {
        self.js.unchecked_ref()
    }
}

/// What became of constraints that the browser took.
#[derive(Clone, Debug, PartialEq)]
pub struct AppliedConstraints {
    /// What the track is set to now.
    pub settings: MediaTrackSettings,
    /// What of the constraints these settings do not meet; empty where all was honoured.
    pub unmet: Vec<UnmetConstraint>,
}

/// Events.
impl MediaStreamTrack {
    events! {
        /// Calls back when its source gives nothing for now: it has become [muted](Self::muted).
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastreamtrack-mute) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/mute_event)
        on_mute, mute_events: "mute";

        /// Calls back when its source gives again: it is no longer [muted](Self::muted).
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastreamtrack-unmute) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/unmute_event)
        on_unmute, unmute_events: "unmute";

        /// Calls back when it has ended through no doing of the page: the device was unplugged, the permission taken
        /// away. Not after [`stop`](Self::stop); [`MediaStream::on_inactive`](crate::MediaStream::on_inactive) tells
        /// of that too.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastreamtrack-ended) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/ended_event)
        on_ended, ended_events: "ended";

        /// Calls back when the device can no longer do what was required of it, with an error that names the
        /// constraint. Of a former version of the spec: no browser of today does this any more.
        ///
        /// [The draft that had it](https://www.w3.org/TR/2017/CR-mediacapture-streams-20171003/#event-mediastreamtrack-overconstrained)
        on_overconstrained, overconstrained_events: "overconstrained" => MediaError = overconstrained;

        /// Calls back when the settings have changed through no doing of the page: the user has chosen a blurred
        /// background or another microphone mode in the system. Safari.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-extensions/#event-mediastreamtrack-configurationchange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/configurationchange_event)
        on_configuration_change, configuration_change_events: "configurationchange";

        /// Calls back when the captured page is another one or says another thing about itself:
        /// `capture_handle` gives another answer than before. Chromium.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-handle/identity/#event-mediastreamtrack-capturehandlechange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/capturehandlechange_event)
        on_capture_handle_change, capture_handle_change_events: "capturehandlechange";
    }
}

/// The `error` of an `OverconstrainedErrorEvent`.
fn overconstrained(event: &JsValue) -> Option<MediaError> {
    Some(match sys::property(event, "error") {
        Some(error) => error.into(),
        None => MediaError::new(
            MediaErrorKind::Overconstrained,
            "the device no longer satisfies a required constraint",
        ),
    })
}

impl fmt::Debug for MediaStreamTrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaStreamTrack")
            .field("kind", &self.kind())
            .field("id", &self.id())
            .field("ready_state", &self.ready_state())
            .finish()
    }
}

impl From<web_sys::MediaStreamTrack> for MediaStreamTrack {
    fn from(js: web_sys::MediaStreamTrack) -> Self {
        MediaStreamTrack { js }
    }
}

impl From<sys::MediaStreamTrack> for MediaStreamTrack {
    fn from(binding: sys::MediaStreamTrack) -> Self {
        MediaStreamTrack {
            js: binding.unchecked_into(),
        }
    }
}

impl From<MediaStreamTrack> for web_sys::MediaStreamTrack {
    fn from(track: MediaStreamTrack) -> Self {
        track.js
    }
}

impl From<MediaStreamTrack> for JsValue {
    fn from(track: MediaStreamTrack) -> Self {
        track.js.into()
    }
}

impl AsRef<web_sys::MediaStreamTrack> for MediaStreamTrack {
    fn as_ref(&self) -> &web_sys::MediaStreamTrack {
        &self.js
    }
}

impl AsRef<JsValue> for MediaStreamTrack {
    fn as_ref(&self) -> &JsValue {
        self.js.as_ref()
    }
}
