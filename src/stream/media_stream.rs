//! `MediaStream`: tracks that belong together.

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

use crate::error::MediaError;
use crate::events::{EventListener, EventStream, TRACKS_CHANGED, events, notify, on_activity};
use crate::stream::MediaStreamTrackEvent;
use crate::sys;
use crate::track::MediaStreamTrack;

/// Tracks that belong together, and play together where an element plays them.
///
/// It is a handle: clones of it (`Clone`) are the same stream. It owns nothing: dropping it stops no track; that is
/// what [`LocalMediaStream`] does.
///
/// [Spec](https://www.w3.org/TR/mediacapture-streams/#mediastream) ·
/// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream)
#[derive(Clone, PartialEq, Eq)]
pub struct MediaStream {
    js: web_sys::MediaStream,
}

impl MediaStream {
    /// A stream without tracks.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no `MediaStream`: in a worker, on a server.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-constructor) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/MediaStream)
    pub fn new() -> Result<Self, MediaError> {
        Self::from_tracks([])
    }

    /// A stream of these tracks.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no `MediaStream`: in a worker, on a server.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-constructor) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/MediaStream)
    pub fn from_tracks(tracks: impl IntoIterator<Item = MediaStreamTrack>) -> Result<Self, MediaError> {
        let tracks = tracks
            .into_iter()
            .map(|track| JsValue::from(track).unchecked_into())
            .collect();
        let binding = sys::new_media_stream(tracks).ok_or_else(|| {
            MediaError::unsupported("MediaStream does not exist here. Call this from a page.")
        })?;
        Ok(MediaStream {
            js: binding.unchecked_into(),
        })
    }

    /// Its id, made by the browser and different for every stream.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-id) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/id)
    pub fn id(&self) -> String {
        self.js.id()
    }

    /// Whether any of its tracks is live.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-active) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/active)
    pub fn active(&self) -> bool {
        self.js.active()
    }

    /// Its tracks. Their order is the browser's: Chromium has audio first, Firefox video, WebKit goes by
    /// their random ids.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-gettracks) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getTracks)
    pub fn tracks(&self) -> Vec<MediaStreamTrack> {
        wrap(self.binding().tracks())
    }

    /// Its audio tracks.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-getaudiotracks) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getAudioTracks)
    pub fn audio_tracks(&self) -> Vec<MediaStreamTrack> {
        wrap(self.binding().audio_tracks())
    }

    /// Its video tracks.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-getvideotracks) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getVideoTracks)
    pub fn video_tracks(&self) -> Vec<MediaStreamTrack> {
        wrap(self.binding().video_tracks())
    }

    /// The track of this id, if it has it.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-gettrackbyid) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/getTrackById)
    pub fn track_by_id(&self, id: &str) -> Option<MediaStreamTrack> {
        self.js.get_track_by_id(id).map(MediaStreamTrack::from)
    }

    /// Adds a track; one that it has already is not added twice. No `addtrack` event follows.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-addtrack) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/addTrack)
    pub fn add_track(&self, track: &MediaStreamTrack) {
        self.js.add_track(track.as_web_sys());
        notify(&TRACKS_CHANGED);
    }

    /// Takes a track out, which does not stop it; one that it does not have is ignored. No `removetrack` event
    /// follows.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-removetrack) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/removeTrack)
    pub fn remove_track(&self, track: &MediaStreamTrack) {
        self.js.remove_track(track.as_web_sys());
        notify(&TRACKS_CHANGED);
    }

    /// The same object for web-sys, as a video element's `set_src_object` wants it.
    pub fn as_web_sys(&self) -> &web_sys::MediaStream {
        &self.js
    }

    /// Ends every track. Not public: ending what one does not own is said track by track.
    pub(crate) fn stop_tracks(&self) {
        let tracks = self.binding().tracks();
        while let Some(track) = tracks.shift() {
            track.stop();
        }
        notify(&TRACKS_CHANGED);
    }

    fn binding(&self) -> &sys::MediaStream {
        self.js.unchecked_ref()
    }
}

/// Events.
///
/// The page's own calls of [`add_track`](MediaStream::add_track) and [`remove_track`](MediaStream::remove_track) are
/// announced by neither `addtrack` nor `removetrack`; those tell what the browser does, as with a stream that comes
/// over a peer connection.
impl MediaStream {
    events! {
        /// Calls back when the browser has added a track.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastream-addtrack) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/addtrack_event)
        on_add_track, add_track_events: "addtrack" => MediaStreamTrackEvent = MediaStreamTrackEvent::read;

        /// Calls back when the browser has removed a track.
        ///
        /// [Spec](https://www.w3.org/TR/mediacapture-streams/#event-mediastream-removetrack) ·
        /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/removetrack_event)
        on_remove_track, remove_track_events: "removetrack" => MediaStreamTrackEvent = MediaStreamTrackEvent::read;
    }

    /// Calls back when the stream has become [active](Self::active): it had no live track, and now has one.
    ///
    /// Chromium has an event for it; where there is none (Firefox, Safari) it is made from what this crate does with
    /// the stream and its tracks, from their `ended`, and from `addtrack` and `removetrack`. What another script does
    /// with them is noticed there when the next of these happens.
    ///
    /// It is always called later, never from within the call that made the difference, and once for each.
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/active_event)
    pub fn on_active(&self, mut callback: impl FnMut() + 'static) -> EventListener {
        on_activity(self.binding(), true, Box::new(move |_| callback()))
    }

    /// What [`on_active`](Self::on_active) tells, as a stream.
    pub fn active_events(&self) -> EventStream<()> {
        EventStream::new(|queue| self.on_active(move || queue.push(())))
    }

    /// Calls back when the stream has become inactive: its last live track was stopped, ended or removed. In contrast
    /// to a track's `ended` this also tells of the page's own stops.
    ///
    /// [`active`](Self::active) is false at once; the call comes later, once, as with [`on_active`](Self::on_active),
    /// and from the same sources.
    ///
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/inactive_event)
    pub fn on_inactive(&self, mut callback: impl FnMut() + 'static) -> EventListener {
        on_activity(self.binding(), false, Box::new(move |_| callback()))
    }

    /// What [`on_inactive`](Self::on_inactive) tells, as a stream.
    pub fn inactive_events(&self) -> EventStream<()> {
        EventStream::new(|queue| self.on_inactive(move || queue.push(())))
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
