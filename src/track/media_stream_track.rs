//! `MediaStreamTrack`: core members, events and conversions.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, MediaErrorKind};
use crate::events::{Topic, events, notify};
use crate::sys;
use crate::track::kind::MediaStreamTrackKind;
use crate::track::state::MediaStreamTrackState;

/// The audio or video of one source.
///
/// It is a handle: clones of it (`Clone`) are the same track. Dropping it does not stop the track. An owner does:
/// [`LocalMediaStreamTrack`](crate::LocalMediaStreamTrack) or [`LocalMediaStream`](crate::LocalMediaStream).
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediastreamtrack) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack)
#[derive(Clone, PartialEq, Eq)]
pub struct MediaStreamTrack {
    js: web_sys::MediaStreamTrack,
}

impl MediaStreamTrack {
    /// Returns the kind: audio or video.
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

    /// Returns the id. The browser generates a different one for every track.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-id) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/id)
    pub fn id(&self) -> String {
        self.js.id()
    }

    /// Returns the human-readable name of the source, such as the name of the camera. Empty if the browser has none.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-label) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/label)
    pub fn label(&self) -> String {
        self.js.label()
    }

    /// Returns whether the track delivers the media of its source. A disabled track delivers silence or black frames.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-enabled) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/enabled)
    pub fn enabled(&self) -> bool {
        self.js.enabled()
    }

    /// Enables or disables the track. A disabled track delivers silence or black frames. The device stays open, and
    /// most browsers keep its light on.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-enabled) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/enabled)
    pub fn set_enabled(&self, enabled: bool) {
        self.js.set_enabled(enabled);
    }

    /// Returns whether the source temporarily delivers no media. The page cannot change this.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-muted) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/muted)
    pub fn muted(&self) -> bool {
        self.js.muted()
    }

    /// Returns the state: live or ended.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-readystate) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/readyState)
    pub fn ready_state(&self) -> MediaStreamTrackState {
        match self.binding().ready_state() {
            sys::MediaStreamTrackState::Live => MediaStreamTrackState::Live,
            // A state that a later spec adds is not live.
            _ => MediaStreamTrackState::Ended,
        }
    }

    /// Ends the track immediately and permanently. The browser releases the device when no other track uses it.
    ///
    /// Does nothing for a track that has ended. No `ended` event is dispatched: browsers dispatch it only for ends
    /// that the page did not cause.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-stop) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/stop)
    pub fn stop(&self) {
        self.binding().stop();
        notify(Topic::TracksChanged);
    }

    /// Returns the same object as a type of web-sys.
    pub fn as_web_sys(&self) -> &web_sys::MediaStreamTrack {
        &self.js
    }

    pub(crate) fn binding(&self) -> &sys::MediaStreamTrack {
        self.js.unchecked_ref()
    }
}

/// Events.
impl MediaStreamTrack {
    events! {
        /// Calls back when the source stops delivering media for a time: the track is [muted](Self::muted).
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastreamtrack-mute) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/mute_event)
        on_mute, mute_events: "mute";

        /// Calls back when the source delivers media again: the track is no longer [muted](Self::muted).
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastreamtrack-unmute) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/unmute_event)
        on_unmute, unmute_events: "unmute";

        /// Calls back when the track ends for a reason outside the page: the device was disconnected, or the permission
        /// was revoked. [`stop`](Self::stop) does not cause it;
        /// [`MediaStream::on_inactive`](crate::MediaStream::on_inactive) covers both.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastreamtrack-ended) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/ended_event)
        on_ended, ended_events: "ended";

        /// Calls back when the device no longer satisfies a required constraint, with an error that names the
        /// constraint. The event is from an earlier version of the spec. No current browser dispatches it.
        ///
        /// [Former spec](https://www.w3.org/TR/2017/CR-mediacapture-streams-20171003/#event-mediastreamtrack-overconstrained)
        on_overconstrained, overconstrained_events: "overconstrained" => MediaError = overconstrained;

        /// Calls back when the settings change for a reason outside the page. For example, the user selects a blurred
        /// background or another microphone mode in the system. Safari.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-extensions/#event-mediastreamtrack-configurationchange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/configurationchange_event)
        on_configuration_change, configuration_change_events: "configurationchange";

        /// Calls back when the [capture handle](Self::capture_handle) changes: the captured tab navigated, or its page
        /// set another handle. Chromium.
        ///
        /// [Spec](https://w3c.github.io/mediacapture-handle/identity/#event-mediastreamtrack-capturehandlechange) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/capturehandlechange_event)
        on_capture_handle_change, capture_handle_change_events: "capturehandlechange";
    }
}

/// Reads the `error` of an `OverconstrainedErrorEvent`.
fn overconstrained(event: &JsValue) -> Option<MediaError> {
    Some(match sys::property(event, "error") {
        Some(error) => error.into(),
        None => MediaError::new(
            MediaErrorKind::Overconstrained,
            "The device no longer satisfies a required constraint.",
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

/// Accepts a track of any realm. Fails with [`Type`](MediaErrorKind::Type) for any other value.
impl TryFrom<JsValue> for MediaStreamTrack {
    type Error = MediaError;

    fn try_from(js: JsValue) -> Result<Self, Self::Error> {
        if sys::is_media_stream_track(&js) {
            Ok(MediaStreamTrack {
                js: js.unchecked_into(),
            })
        } else {
            Err(MediaError::new(
                MediaErrorKind::Type,
                "The value is not a MediaStreamTrack. Pass a track.",
            ))
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
