//! What a capture holds open.

use std::rc::Weak;

use super::requests::{KINDS, request, request_mut};
use super::session::Session;
use super::wanted::{Source, Wanted};
use crate::constraints::{MediaStreamConstraints, TrackRequest, key};
use crate::events::EventListener;
use crate::stream::LocalMediaStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState};

/// One stream for the to_u32_exact life of a capture: its tracks change, and whatever plays it plays on.
pub(super) struct Live {
    pub(super) stream: LocalMediaStream,
    /// Where its tracks are from.
    pub(super) source: Source,
    /// What each kind of track that it has was asked for with.
    pub(super) requests: MediaStreamConstraints,
    /// Whether any of its tracks has ended through no doing of the page.
    pub(super) ended_from_outside: bool,
    tracks: Vec<Held>,
    _inactive: EventListener,
}

/// One of its tracks.
struct Held {
    track: MediaStreamTrack,
    /// Pending for while it is live: Firefox forgets it when the track ends.
    device_id: Option<String>,
    of_display: bool,
    _listeners: [EventListener; 2],
}

impl Live {
    /// Nothing yet but a stream to add to.
    pub(super) fn new(stream: LocalMediaStream, source: Source, session: &Weak<Session>) -> Self {
        let inactive = {
            let session = session.clone();
            stream.on_inactive(move || {
                if let Some(session) = session.upgrade() {
                    session.went_inactive();
                }
            })
        };
        Live {
            stream,
            source,
            requests: MediaStreamConstraints::new(),
            ended_from_outside: false,
            tracks: Vec::new(),
            _inactive: inactive,
        }
    }

    /// Whether a track of this kind is live that was asked for in this way.
    pub(super) fn has(&self, kind: MediaStreamTrackKind, wanted: &TrackRequest) -> bool {
        request(&self.requests, kind) == wanted && self.track(kind).is_some()
    }

    /// The live track of a kind.
    pub(super) fn track(&self, kind: MediaStreamTrackKind) -> Option<&MediaStreamTrack> {
        self.last_track(kind).filter(|track| is_live(track))
    }

    /// The track of a kind, which may have ended.
    pub(super) fn last_track(&self, kind: MediaStreamTrackKind) -> Option<&MediaStreamTrack> {
        self.held(kind).map(|held| &held.track)
    }

    /// The device of the track of a kind.
    pub(super) fn device_id(&self, kind: MediaStreamTrackKind) -> Option<&str> {
        self.held(kind)?.device_id.as_deref()
    }

    fn held(&self, kind: MediaStreamTrackKind) -> Option<&Held> {
        self.tracks.iter().find(|held| held.track.kind() == kind)
    }

    /// Whether anything is live.
    pub(super) fn any(&self) -> bool {
        KINDS.into_iter().any(|kind| self.track(kind).is_some())
    }

    /// What to want for it to stay as it is; `None` when nothing is live.
    pub(super) fn wanted(&self) -> Option<Wanted> {
        let mut kinds = MediaStreamConstraints::new();
        for kind in KINDS.into_iter().filter(|kind| self.track(*kind).is_some()) {
            *request_mut(&mut kinds, kind) = request(&self.requests, kind).clone();
        }
        let source = self.source.clone();
        self.any().then_some(Wanted { source, kinds })
    }

    /// Has its tracks from this source from now on. Whether that is a new one.
    pub(super) fn turn_to(&mut self, source: &Source) -> bool {
        let new = self.source != *source;
        if new {
            self.source = source.clone();
        }
        new
    }

    /// Ends what it has of a kind, and takes it out of the stream.
    pub(super) fn remove(&mut self, kind: MediaStreamTrackKind) {
        *request_mut(&mut self.requests, kind) = TrackRequest::Off;
        self.tracks.retain(|held| {
            let others = held.track.kind() != kind;
            if !others {
                // What it returns owns the track, and ends it when it is dropped here.
                drop(self.stream.take_track(&held.track));
            }
            others
        });
    }

    /// Puts a track, which is the stream's already or is nobody's, in the place of what there was of its kind.
    pub(super) fn put(&mut self, track: MediaStreamTrack, asked: &TrackRequest, session: &Weak<Session>) {
        let kind = track.kind();
        // What the user turned off stays off, and what the encoder was told holds for the new camera too. The old
        // track may have ended by now; it still knows. But a screen takes over nothing from a camera.
        let of_display = self.source.is_display();
        if let Some(old) = self.held(kind).filter(|old| old.of_display == of_display) {
            track.set_enabled(old.track.enabled());
            if let Some(hint) = old.track.content_hint() {
                // Whoever has told a hint can be told one.
                let _ = track.set_content_hint(&hint);
            }
        }
        // The new one first: a stream that is empty in between would be inactive, and tell so.
        self.stream.add_track(&track);
        self.remove(kind);
        *request_mut(&mut self.requests, kind) = asked.clone();
        self.ended_from_outside = false;
        let follow = |what: fn(&Session, &MediaStreamTrack)| {
            let session = session.clone();
            let track = track.clone();
            move || {
                if let Some(session) = session.upgrade() {
                    what(&session, &track);
                }
            }
        };
        let _listeners = [
            track.on_ended(follow(Session::track_ended)),
            track.on_mute(follow(Session::track_muted)),
        ];
        self.tracks.push(Held {
            // A display has an id too, which is no device's.
            device_id: if of_display {
                None
            } else {
                track.setting(key::DEVICE_ID)
            },
            of_display,
            track,
            _listeners,
        });
    }
}

pub(super) fn is_live(track: &MediaStreamTrack) -> bool {
    track.ready_state() == MediaStreamTrackState::Live
}
