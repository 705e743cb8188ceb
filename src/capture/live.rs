//! The live tracks of a capture.

use std::rc::Weak;

use super::target::{CaptureSource, KINDS, Target, for_device, request, request_mut};
use crate::constraints::{MediaStreamConstraints, TrackRequest, key};
use crate::events::EventListener;
use crate::stream::LocalMediaStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState};

/// A receiver of the events of the live tracks.
pub(super) trait TrackEvents {
    /// Handles the end of a track, unless the page stopped it.
    fn track_ended(&self, track: &MediaStreamTrack);
    /// Handles a track that is muted.
    fn track_muted(&self, track: &MediaStreamTrack);
    /// Handles the end of the last track.
    fn stream_inactive(&self);
}

/// The stream of a capture with its tracks. The tracks are replaced; the stream stays, because elements play it.
pub(super) struct LiveTracks {
    pub(super) stream: LocalMediaStream,
    /// The source of the tracks.
    pub(super) source: CaptureSource,
    /// The request that opened each kind of track.
    requests: MediaStreamConstraints,
    /// Whether a track ended that the page did not stop.
    pub(super) has_ended_track: bool,
    tracks: Vec<LiveTrack>,
    events: Weak<dyn TrackEvents>,
    _inactive: EventListener,
}

struct LiveTrack {
    track: MediaStreamTrack,
    /// Read while the track is live: Firefox forgets it when the track ends.
    device_id: Option<String>,
    is_display: bool,
    _listeners: [EventListener; 2],
}

impl LiveTracks {
    /// Takes over the tracks of the `accepted` kinds. Stops the others.
    pub(super) fn from_stream(
        stream: LocalMediaStream,
        target: &Target,
        accepted: impl Fn(MediaStreamTrackKind) -> bool,
        events: Weak<dyn TrackEvents>,
    ) -> Self {
        let inactive = {
            let events = events.clone();
            stream.on_inactive(move || {
                if let Some(events) = events.upgrade() {
                    events.stream_inactive();
                }
            })
        };
        let mut live = LiveTracks {
            stream,
            source: target.source.clone(),
            requests: MediaStreamConstraints::new(),
            has_ended_track: false,
            tracks: Vec::new(),
            events,
            _inactive: inactive,
        };
        for track in live.stream.tracks() {
            let kind = track.kind();
            if accepted(kind) {
                live.replace(track, target.request(kind));
            } else {
                drop(live.stream.take_track(&track));
            }
        }
        live
    }

    /// Replaces the tracks of the `accepted` kinds by those of another stream. Stops the other tracks of that stream
    /// and, if its source is another one, all tracks of the previous source.
    pub(super) fn accept(
        &mut self,
        stream: &LocalMediaStream,
        target: &Target,
        accepted: impl Fn(MediaStreamTrackKind) -> bool,
    ) {
        let is_new_source = self.source != target.source;
        if is_new_source {
            self.source = target.source.clone();
        }
        let mut replaced = Vec::new();
        for track in stream.tracks() {
            let kind = track.kind();
            if accepted(kind)
                && let Some(track) = stream.take_track(&track)
            {
                self.replace(track.into_media_stream_track(), target.request(kind));
                replaced.push(kind);
            }
        }
        if is_new_source {
            for kind in KINDS.into_iter().filter(|kind| !replaced.contains(kind)) {
                self.remove(kind);
            }
        }
    }

    /// Stops the tracks that the target excludes. Returns the part of the target that is not live.
    pub(super) fn reconcile(&mut self, target: Target) -> Target {
        let mut missing = target;
        if self.source != missing.source {
            // The tracks of another source stay live until the request settles.
        } else if self.source.is_display() && self.has_live_track() {
            // The user may have chosen a display without its audio. A further prompt would not change that.
            missing.requests = MediaStreamConstraints::new();
        } else {
            for kind in KINDS {
                let target = request_mut(&mut missing.requests, kind);
                if *target == TrackRequest::Off {
                    self.remove(kind);
                } else if request(&self.requests, kind) == target && self.track(kind).is_some() {
                    *target = TrackRequest::Off;
                }
            }
        }
        missing
    }

    /// Stops the tracks of the kinds that a target includes. Returns the requests that reopen the same devices.
    pub(super) fn stop_for(&self, target: &Target) -> MediaStreamConstraints {
        let mut previous = MediaStreamConstraints::new();
        for kind in KINDS.into_iter().filter(|kind| target.includes(*kind)) {
            let Some(track) = self.track(kind) else {
                continue;
            };
            let request = request(&self.requests, kind);
            *request_mut(&mut previous, kind) = for_device(request, self.device_id(kind));
            // The ended track stays in the list: its replacement copies `enabled` and the content hint.
            track.stop();
        }
        previous
    }

    /// Returns the live track of a kind.
    pub(super) fn track(&self, kind: MediaStreamTrackKind) -> Option<&MediaStreamTrack> {
        self.last_track(kind).filter(|track| is_live(track))
    }

    /// Returns the track of a kind, which may have ended.
    pub(super) fn last_track(&self, kind: MediaStreamTrackKind) -> Option<&MediaStreamTrack> {
        self.live_track(kind).map(|live| &live.track)
    }

    /// Returns the device id of the track of a kind. `None` for a display.
    pub(super) fn device_id(&self, kind: MediaStreamTrackKind) -> Option<&str> {
        self.live_track(kind)?.device_id.as_deref()
    }

    /// Returns whether a track is live.
    pub(super) fn has_live_track(&self) -> bool {
        KINDS.into_iter().any(|kind| self.track(kind).is_some())
    }

    /// Returns the target that the live tracks meet. `None` if no track is live.
    pub(super) fn target(&self) -> Option<Target> {
        let mut requests = MediaStreamConstraints::new();
        for kind in KINDS.into_iter().filter(|kind| self.track(*kind).is_some()) {
            *request_mut(&mut requests, kind) = request(&self.requests, kind).clone();
        }
        let source = self.source.clone();
        self.has_live_track().then_some(Target { source, requests })
    }

    /// Stops the track of a kind, and removes it from the stream.
    pub(super) fn remove(&mut self, kind: MediaStreamTrackKind) {
        *request_mut(&mut self.requests, kind) = TrackRequest::Off;
        self.tracks.retain(|live| {
            let is_other = live.track.kind() != kind;
            if !is_other {
                // `take_track` returns the owner of the track. Its drop stops the track.
                drop(self.stream.take_track(&live.track));
            }
            is_other
        });
    }

    /// Adds a track without an owner to the stream, and removes the previous one of its kind.
    fn replace(&mut self, track: MediaStreamTrack, track_request: &TrackRequest) {
        let kind = track.kind();
        // A track of a new camera copies `enabled` and the content hint of the previous one, which may have ended. A
        // display copies nothing from a camera.
        let is_display = self.source.is_display();
        if let Some(previous) = self
            .live_track(kind)
            .filter(|previous| previous.is_display == is_display)
        {
            track.set_enabled(previous.track.enabled());
            if let Some(hint) = previous.track.content_hint() {
                // Cannot fail: the browser supports content hints if the previous track has one.
                let _ = track.set_content_hint(&hint);
            }
        }
        // Added first: a stream that is empty in between would be reported as inactive.
        self.stream.add_track(&track);
        self.remove(kind);
        *request_mut(&mut self.requests, kind) = track_request.clone();
        self.has_ended_track = false;
        let notify = |method: fn(&dyn TrackEvents, &MediaStreamTrack)| {
            let events = self.events.clone();
            let track = track.clone();
            move || {
                if let Some(events) = events.upgrade() {
                    method(&*events, &track);
                }
            }
        };
        let _listeners = [
            track.on_ended(notify(|events, track| events.track_ended(track))),
            track.on_mute(notify(|events, track| events.track_muted(track))),
        ];
        self.tracks.push(LiveTrack {
            // The `deviceId` of a display is not the id of a device.
            device_id: if is_display {
                None
            } else {
                track.setting(key::DEVICE_ID)
            },
            is_display,
            track,
            _listeners,
        });
    }

    fn live_track(&self, kind: MediaStreamTrackKind) -> Option<&LiveTrack> {
        self.tracks.iter().find(|live| live.track.kind() == kind)
    }
}

pub(super) fn is_live(track: &MediaStreamTrack) -> bool {
    track.ready_state() == MediaStreamTrackState::Live
}
