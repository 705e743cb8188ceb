//! The sources of a recorder.

use web_sys::EventTarget;

use crate::capture::CurrentTracks;
use crate::error::MediaError;
use crate::events::{EventListener, listen};
use crate::stream::MediaStream;
use crate::sys;
use crate::track::MediaStreamTrack;

/// A change of the source.
#[derive(Clone, Copy)]
pub(super) enum SourceChange {
    /// The live tracks may have changed.
    Tracks,
    /// There will be no further track.
    Closed,
}

/// The stream or capture that is recorded.
pub(super) trait Source {
    /// Returns the live tracks.
    fn tracks(&self) -> Vec<MediaStreamTrack>;

    /// Returns the stream to record, of these tracks. A separate one: a change of the tracks of a recorded stream ends the
    /// recording.
    fn stream(&self, tracks: Vec<MediaStreamTrack>) -> Result<MediaStream, MediaError> {
        MediaStream::from_tracks(tracks)
    }

    /// Returns whether the source replaces its tracks.
    fn replaces_tracks(&self) -> bool {
        true
    }

    /// Calls back after every change.
    fn listen(&self, callback: Box<dyn Fn(SourceChange)>) -> Vec<EventListener>;
}

/// The stream itself is recorded, because its changes must end the recording.
impl Source for MediaStream {
    fn tracks(&self) -> Vec<MediaStreamTrack> {
        let tracks = MediaStream::tracks(self).into_iter();
        tracks
            .filter(|track| sys::is_live_track(track.as_ref()))
            .collect()
    }

    fn stream(&self, _tracks: Vec<MediaStreamTrack>) -> Result<MediaStream, MediaError> {
        Ok(self.clone())
    }

    fn replaces_tracks(&self) -> bool {
        false
    }

    fn listen(&self, callback: Box<dyn Fn(SourceChange)>) -> Vec<EventListener> {
        let callback = std::rc::Rc::new(callback);
        let listen = |track: MediaStreamTrack| {
            let callback = callback.clone();
            track.on_ended(move || callback(SourceChange::Tracks))
        };
        MediaStream::tracks(self).into_iter().map(listen).collect()
    }
}

impl Source for CurrentTracks {
    fn tracks(&self) -> Vec<MediaStreamTrack> {
        CurrentTracks::tracks(self)
    }

    fn listen(&self, callback: Box<dyn Fn(SourceChange)>) -> Vec<EventListener> {
        vec![self.on_change(move |is_closed| {
            callback(if is_closed {
                SourceChange::Closed
            } else {
                SourceChange::Tracks
            });
        })]
    }
}

/// Tracks that other code replaces.
pub(super) struct ReplacedTracks {
    pub(super) current: Box<dyn Fn() -> Vec<MediaStreamTrack>>,
    /// Dispatches `change`.
    pub(super) changes: EventTarget,
}

impl Source for ReplacedTracks {
    fn tracks(&self) -> Vec<MediaStreamTrack> {
        let mut tracks = (self.current)();
        tracks.retain(|track| sys::is_live_track(track.as_ref()));
        tracks
    }

    fn listen(&self, callback: Box<dyn Fn(SourceChange)>) -> Vec<EventListener> {
        let callback = Box::new(move |_: &_| callback(SourceChange::Tracks));
        vec![listen(self.changes.as_ref(), "change", callback)]
    }
}
