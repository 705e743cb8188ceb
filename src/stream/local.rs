//! `LocalMediaStream`: an owned stream.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use crate::error::MediaError;
use crate::stream::MediaStream;
use crate::track::{CloneWouldNotOwnTheTracks, LocalMediaStreamTrack, MediaStreamTrack};

/// An owned [`MediaStream`], as [`get_user_media`](crate::get_user_media) returns it.
///
/// ```no_run
/// use local_media_stream::{MediaStreamConstraints, get_user_media};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let stream = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
/// assert!(stream.active());
/// stream.stop();
/// assert!(!stream.active());
/// # Ok(()) }
/// ```
///
/// It is not `Clone`, so that exactly one owner stops the tracks. Share it in an `Rc`, create a
/// [`duplicate`](MediaStream::duplicate), or clone the handle with `MediaStream::clone(&stream)`.
///
/// ```compile_fail,E0061
/// # use local_media_stream::{MediaError, MediaStream, MediaStreamConstraints, get_user_media};
/// # async fn example() -> Result<MediaStream, MediaError> {
/// let constraints = MediaStreamConstraints::new().video(true);
/// // The owner is dropped here: the handle would be of an inactive stream.
/// let handle = get_user_media(&constraints).await?.clone();
/// # Ok(handle) }
/// ```
///
/// # Drop behavior
/// Dropping it stops its current tracks, as [`stop`](Self::stop) does. It owns tracks that are added. A track that
/// [`take_track`](Self::take_track) removes has a new owner. [`into_media_stream`](Self::into_media_stream) releases the
/// ownership instead.
///
/// Browsers had an interface of this name until 2013: [former spec](https://www.w3.org/TR/2012/WD-mediacapture-streams-20120628/#localmediastream).
#[must_use = "dropping it stops every track"]
pub struct LocalMediaStream {
    stream: MediaStream,
    /// Whether dropping it stops the tracks.
    owned: Cell<bool>,
}

impl LocalMediaStream {
    /// Takes ownership of a stream that has no owner, for example one that JavaScript passed.
    pub fn adopt(stream: impl Into<MediaStream>) -> Self {
        let stream = stream.into();
        #[cfg(feature = "leak-check")]
        crate::leak_check::stream_adopted(stream.as_ref());
        LocalMediaStream {
            stream,
            owned: Cell::new(true),
        }
    }

    /// Creates a stream that owns these tracks.
    ///
    /// # Errors
    /// Those of [`MediaStream::from_tracks`]. The tracks are stopped.
    pub fn from_tracks(tracks: impl IntoIterator<Item = LocalMediaStreamTrack>) -> Result<Self, MediaError> {
        let tracks: Vec<_> = tracks.into_iter().collect();
        let stream = MediaStream::from_tracks(tracks.iter().map(|track| MediaStreamTrack::clone(track)))?;
        // Released only after the stream exists: on an error, dropping `tracks` stops them.
        for track in tracks {
            track.into_media_stream_track();
        }
        Ok(LocalMediaStream::adopt(stream))
    }

    /// Stops every track. [`active`](MediaStream::active) is `false` when this returns. Does nothing if the tracks have
    /// ended.
    pub fn stop(&self) {
        self.stream.stop_tracks();
    }

    /// Removes a track without stopping it, and returns its new owner. `None` if the stream does not contain it.
    ///
    /// [`remove_track`](MediaStream::remove_track) removes a track without a new owner.
    #[must_use = "the track is removed, and dropping its new owner stops it"]
    pub fn take_track(&self, track: &MediaStreamTrack) -> Option<LocalMediaStreamTrack> {
        if !self.stream.tracks().contains(track) {
            return None;
        }
        self.stream.remove_track(track);
        Some(LocalMediaStreamTrack::adopt(track.clone()))
    }

    /// Releases the ownership. Each track stays live until code calls [`stop`](MediaStreamTrack::stop) on it.
    pub fn into_media_stream(self) -> MediaStream {
        self.owned.set(false);
        self.stream.clone()
    }

    /// Cannot be called. Use `Rc`, [`duplicate`](MediaStream::duplicate) or `MediaStream::clone(&stream)`.
    #[doc(hidden)]
    pub fn clone(&self, never: CloneWouldNotOwnTheTracks) -> Self {
        match never {}
    }
}

/// Duplication.
impl MediaStream {
    /// Creates a stream of duplicates of the tracks, with its own owner. The duplicates are stopped separately.
    ///
    /// This is the spec's `clone()`. Its name differs because `Clone::clone` returns the same stream.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-clone) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/clone)
    pub fn duplicate(&self) -> LocalMediaStream {
        LocalMediaStream::adopt(web_sys::MediaStream::clone(self.as_web_sys()))
    }
}

impl Drop for LocalMediaStream {
    fn drop(&mut self) {
        // For a stream that was stopped before, this is one call into JavaScript instead of a loop.
        if self.owned.get() && self.stream.active() {
            self.stop();
        }
    }
}

impl Deref for LocalMediaStream {
    type Target = MediaStream;

    fn deref(&self) -> &MediaStream {
        &self.stream
    }
}

impl AsRef<MediaStream> for LocalMediaStream {
    fn as_ref(&self) -> &MediaStream {
        &self.stream
    }
}

impl fmt::Debug for LocalMediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalMediaStream").field(&self.stream).finish()
    }
}
