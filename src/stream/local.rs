//! `LocalMediaStream`: a stream that is yours.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use crate::error::MediaError;
use crate::stream::MediaStream;
use crate::track::LocalMediaStreamTrack;
use crate::track::MediaStreamTrack;

/// A [`MediaStream`] with an owner: what [`get_user_media`](crate::get_user_media) gives.
///
/// Browsers had it until 2013 and dropped it for a loop over `getTracks()`, which everybody forgets somewhere.
///
/// ```no_run
/// use local_media_stream::{MediaStreamConstraints, get_user_media};
///
/// # async fn example() -> Result<(), local_media_stream::MediaError> {
/// let stream = get_user_media(MediaStreamConstraints::new().video(true)).await?;
/// assert!(stream.active());
/// stream.stop();
/// assert!(!stream.active());
/// # Ok(()) }
/// ```
///
/// # Drop behavior
/// Dropping it stops every track that it has then, as [`stop`](Self::stop) does. A track that was added belongs to it
/// from then on; one that was removed belongs to whoever [removed](Self::remove_track) it.
/// [`into_media_stream`](Self::into_media_stream) gives the ownership up instead.
///
/// It is not `Clone`: what has two owners has none. Share it in an `Rc`, which stops with the last of them, or make a
/// [`duplicate`](MediaStream::duplicate), which stops on its own. `Clone` on the [`MediaStream`] that it dereferences
/// to is a handle that stops nothing.
///
/// [The draft that had it](https://www.w3.org/TR/2012/WD-mediacapture-streams-20120628/#localmediastream)
pub struct LocalMediaStream {
    stream: MediaStream,
    /// Whether dropping it stops the tracks.
    owned: Cell<bool>,
}

impl LocalMediaStream {
    /// Becomes the owner of a stream that was nobody's, such as one that JavaScript handed over.
    pub fn adopt(stream: impl Into<MediaStream>) -> Self {
        let stream = stream.into();
        #[cfg(feature = "leak-check")]
        crate::leak_check::track_adopted(stream.tracks().into_iter().map(Into::into));
        LocalMediaStream {
            stream,
            owned: Cell::new(true),
        }
    }

    /// A stream of these tracks, and their owner.
    ///
    /// # Errors
    /// [`Unsupported`](crate::MediaErrorKind::Unsupported) where there is no `MediaStream`: in a worker, on a server.
    /// The tracks are stopped then, as their owner is gone.
    pub fn from_tracks(tracks: impl IntoIterator<Item = LocalMediaStreamTrack>) -> Result<Self, MediaError> {
        let tracks: Vec<_> = tracks.into_iter().collect();
        let stream = MediaStream::from_tracks(tracks.iter().map(|track| MediaStreamTrack::clone(track)))?;
        // Only now: until the stream is there to own them, an error must stop them.
        for track in tracks {
            track.into_media_stream_track();
        }
        Ok(LocalMediaStream::adopt(stream))
    }

    /// Ends every track, at once: [`active`](MediaStream::active) is false when it returns. Stopping it again does
    /// nothing.
    pub fn stop(&self) {
        self.stream.stop_tracks();
    }

    /// Takes a track out and hands it over, live, to an owner of its own. `None` if the stream does not have it.
    pub fn take_track(&self, track: &MediaStreamTrack) -> Option<LocalMediaStreamTrack> {
        if !self.stream.tracks().contains(track) {
            return None;
        }
        self.stream.remove_track(track);
        Some(LocalMediaStreamTrack::adopt(track.clone()))
    }

    /// Gives the ownership up, on purpose: nothing stops the tracks any more but somebody's `stop()` on each.
    pub fn into_media_stream(self) -> MediaStream {
        self.owned.set(false);
        self.stream.clone()
    }
}

/// Duplication.
impl MediaStream {
    /// The spec's `clone()`: a stream of clones of the tracks, which must be stopped on their own, and so are stopped
    /// when what this returns is dropped.
    ///
    /// It has another name here because `Clone::clone` is the same stream once more.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastream-clone) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStream/clone)
    pub fn duplicate(&self) -> LocalMediaStream {
        LocalMediaStream::adopt(web_sys::MediaStream::clone(self.as_web_sys()))
    }
}

impl Drop for LocalMediaStream {
    fn drop(&mut self) {
        // What has been stopped already costs one look.
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
