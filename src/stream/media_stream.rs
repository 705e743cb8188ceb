//! `MediaStream`: a group of tracks.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

use crate::error::{MediaError, MediaErrorKind};
use crate::events::{EventListener, EventStream, Topic, events, notify, on_activity, push};
use crate::stream::MediaStreamTrackEvent;
use crate::sys;
use crate::track::MediaStreamTrack;

/// A group of tracks that an element plays in sync.
///
/// It is a handle: clones of it (`Clone`) are the same stream. Dropping it does not stop the tracks. An owner does:
/// [`LocalMediaStream`](crate::LocalMediaStream).
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediastream) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream)
#[derive(Clone, PartialEq, Eq)]
pub struct MediaStream {
    js: web_sys::MediaStream,
}

impl MediaStream {
    /// Creates a stream without tracks.
    ///
    /// # Errors
    /// [`Unsupported`](MediaErrorKind::Unsupported) outside a page: in a worker or on a server.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-constructor) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/MediaStream)
    pub fn new() -> Result<Self, MediaError> {
        Self::from_tracks([])
    }

    /// Creates a stream of these tracks.
    ///
    /// # Errors
    /// - [`Unsupported`](MediaErrorKind::Unsupported): the code runs outside a page, in a worker or on a server.
    /// - [`Type`](MediaErrorKind::Type): one of the tracks is an object of the page, not of the browser.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-constructor) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/MediaStream)
    pub fn from_tracks(tracks: impl IntoIterator<Item = MediaStreamTrack>) -> Result<Self, MediaError> {
        let tracks = tracks
            .into_iter()
            .map(|track| JsValue::from(track).unchecked_into())
            .collect();
        let binding = sys::new_media_stream(tracks)?.ok_or_else(|| {
            MediaError::unsupported("MediaStream exists only on a page. Call this from a page.")
        })?;
        Ok(MediaStream {
            js: binding.unchecked_into(),
        })
    }

    /// Returns the id. The browser generates a different one for every stream.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-id) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/id)
    pub fn id(&self) -> String {
        self.js.id()
    }

    /// Returns whether any track is live.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-active) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/active)
    pub fn active(&self) -> bool {
        self.js.active()
    }

    /// Returns the tracks. The order depends on the browser: Chromium returns audio first, Firefox video first, and WebKit
    /// sorts by the random ids.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-gettracks) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getTracks)
    pub fn tracks(&self) -> Vec<MediaStreamTrack> {
        wrap(self.binding().tracks())
    }

    /// Returns the audio tracks.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-getaudiotracks) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getAudioTracks)
    pub fn audio_tracks(&self) -> Vec<MediaStreamTrack> {
        wrap(self.binding().audio_tracks())
    }

    /// Returns the video tracks.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-getvideotracks) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getVideoTracks)
    pub fn video_tracks(&self) -> Vec<MediaStreamTrack> {
        wrap(self.binding().video_tracks())
    }

    /// Returns the track with this id.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-gettrackbyid) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getTrackById)
    pub fn track_by_id(&self, id: &str) -> Option<MediaStreamTrack> {
        self.js.get_track_by_id(id).map(MediaStreamTrack::from)
    }

    /// Adds a track. Does nothing if the stream contains it. No `addtrack` event is dispatched.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-addtrack) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/addTrack)
    pub fn add_track(&self, track: &MediaStreamTrack) {
        self.js.add_track(track.as_web_sys());
        notify(Topic::TracksChanged);
    }

    /// Removes a track without stopping it. Does nothing if the stream does not contain it. No `removetrack` event is
    /// dispatched.
    ///
    /// A track that is removed from a [`LocalMediaStream`](crate::LocalMediaStream) this way has no owner:
    /// [`take_track`](crate::LocalMediaStream::take_track) returns a new one.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-removetrack) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/removeTrack)
    pub fn remove_track(&self, track: &MediaStreamTrack) {
        self.js.remove_track(track.as_web_sys());
        notify(Topic::TracksChanged);
    }

    /// Returns the same object as a type of web-sys, for example for `set_src_object` of a video element.
    pub fn as_web_sys(&self) -> &web_sys::MediaStream {
        &self.js
    }

    /// Stops every track. Not public: only an owner stops all tracks at once.
    pub(crate) fn stop_tracks(&self) {
        let tracks = self.binding().tracks();
        while tracks.length() > 0 {
            tracks.pop().stop();
        }
        notify(Topic::TracksChanged);
    }

    fn binding(&self) -> &sys::MediaStream {
        self.js.unchecked_ref()
    }
}

/// Events.
///
/// The browser dispatches `addtrack` and `removetrack` for its own changes, for example to a stream received over a peer
/// connection. It dispatches neither for [`add_track`](MediaStream::add_track) and
/// [`remove_track`](MediaStream::remove_track).
impl MediaStream {
    events! {
        /// Calls back when the browser adds a track.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastream-addtrack) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/addtrack_event)
        on_add_track, add_track_events: "addtrack" => MediaStreamTrackEvent = MediaStreamTrackEvent::read;

        /// Calls back when the browser removes a track.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastream-removetrack) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/removetrack_event)
        on_remove_track, remove_track_events: "removetrack" => MediaStreamTrackEvent = MediaStreamTrackEvent::read;
    }

    /// Calls back when the stream becomes [active](Self::active): it had no live track, and now has one.
    ///
    /// Chromium dispatches the event. In Firefox and Safari it is derived from changes made through this crate, and from
    /// `ended`, `addtrack` and `removetrack`. There, a change by another script is detected only at the next of these.
    ///
    /// The callback runs in a task, never during the call that changed the state, and once for each change.
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/active_event)
    pub fn on_active(&self, mut callback: impl FnMut() + 'static) -> EventListener {
        on_activity(self.binding(), true, Box::new(move |_| callback()))
    }

    /// Returns the events of [`on_active`](Self::on_active) as a stream.
    pub fn active_events(&self) -> EventStream<()> {
        EventStream::new(|sender| self.on_active(move || push(&sender, ())))
    }

    /// Calls back when the stream becomes inactive: its last live track was stopped, ended or removed. Unlike `ended` of
    /// a track, this includes stops by the page.
    ///
    /// [`active`](Self::active) is `false` immediately. The callback runs later, once, and is derived from the same
    /// events as [`on_active`](Self::on_active).
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/inactive_event)
    pub fn on_inactive(&self, mut callback: impl FnMut() + 'static) -> EventListener {
        on_activity(self.binding(), false, Box::new(move |_| callback()))
    }

    /// Returns the events of [`on_inactive`](Self::on_inactive) as a stream.
    pub fn inactive_events(&self) -> EventStream<()> {
        EventStream::new(|sender| self.on_inactive(move || push(&sender, ())))
    }
}

fn wrap(tracks: sys::TrackList) -> Vec<MediaStreamTrack> {
    tracks.iter().map(MediaStreamTrack::from).collect()
}

impl fmt::Debug for MediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaStream")
            .field("id", &self.id())
            .field("tracks", &self.tracks())
            .finish()
    }
}

impl From<web_sys::MediaStream> for MediaStream {
    fn from(js: web_sys::MediaStream) -> Self {
        MediaStream { js }
    }
}

/// Accepts a stream of any realm. Fails with [`Type`](MediaErrorKind::Type) for any other value.
impl TryFrom<JsValue> for MediaStream {
    type Error = MediaError;

    fn try_from(js: JsValue) -> Result<Self, Self::Error> {
        if sys::is_media_stream(&js) {
            Ok(MediaStream {
                js: js.unchecked_into(),
            })
        } else {
            Err(MediaError::new(
                MediaErrorKind::Type,
                "The value is not a MediaStream. Pass a stream.",
            ))
        }
    }
}

impl From<MediaStream> for web_sys::MediaStream {
    fn from(stream: MediaStream) -> Self {
        stream.js
    }
}

impl From<MediaStream> for JsValue {
    fn from(stream: MediaStream) -> Self {
        stream.js.into()
    }
}

impl AsRef<web_sys::MediaStream> for MediaStream {
    fn as_ref(&self) -> &web_sys::MediaStream {
        &self.js
    }
}

impl AsRef<JsValue> for MediaStream {
    fn as_ref(&self) -> &JsValue {
        self.js.as_ref()
    }
}
