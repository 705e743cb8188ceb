//! `LocalMediaStreamTrack`: an owned track.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use crate::track::MediaStreamTrack;

/// An owned [`MediaStreamTrack`].
///
/// It is not `Clone`, so that exactly one owner stops the track. Share it in an `Rc`, create a
/// [`duplicate`](MediaStreamTrack::duplicate), or clone the handle with `MediaStreamTrack::clone(&track)`.
///
/// ```compile_fail,E0061
/// # use local_media_stream::LocalMediaStreamTrack;
/// fn handle(track: LocalMediaStreamTrack) -> local_media_stream::MediaStreamTrack {
///     track.clone() // `track` is dropped here: the handle would be of an ended track
/// }
/// ```
///
/// # Drop behavior
/// Dropping it stops the track. [`into_media_stream_track`](Self::into_media_stream_track) releases the ownership
/// instead.
#[must_use = "dropping it stops the track"]
pub struct LocalMediaStreamTrack {
    track: MediaStreamTrack,
    /// Whether dropping it stops the track.
    owned: Cell<bool>,
}

/// The argument that makes `clone()` of an owner a compile error. Without it, `clone()` would dereference to the handle,
/// and a handle does not keep the tracks live when the owner is dropped.
///
/// To share the owner, put it in an `Rc`. For separate tracks of the same sources, call `duplicate()`. For a handle, call
/// `MediaStream::clone(&stream)` or `MediaStreamTrack::clone(&track)`.
#[doc(hidden)]
#[derive(Debug)]
pub enum CloneWouldNotOwnTheTracks {}

impl LocalMediaStreamTrack {
    /// Takes ownership of a track that has no owner.
    pub fn adopt(track: impl Into<MediaStreamTrack>) -> Self {
        let track = track.into();
        #[cfg(feature = "leak-check")]
        crate::leak_check::track_adopted([track.clone().into()]);
        LocalMediaStreamTrack {
            track,
            owned: Cell::new(true),
        }
    }

    /// Releases the ownership. The track stays live until code calls [`stop`](MediaStreamTrack::stop).
    pub fn into_media_stream_track(self) -> MediaStreamTrack {
        self.owned.set(false);
        self.track.clone()
    }

    /// Cannot be called. Use `Rc`, [`duplicate`](MediaStreamTrack::duplicate) or `MediaStreamTrack::clone(&track)`.
    #[doc(hidden)]
    pub fn clone(&self, never: CloneWouldNotOwnTheTracks) -> Self {
        match never {}
    }
}

/// Duplication.
impl MediaStreamTrack {
    /// Creates another track of the same source, with its own constraints, state and owner.
    ///
    /// This is the spec's `clone()`. Its name differs because `Clone::clone` returns the same track.
    ///
    /// [Spec](https://www.w3.org/TR/mediacapture-streams/#dom-mediastreamtrack-clone) ·
    /// [MDN](https://developer.mozilla.org/en-US/docs/Web/API/MediaStreamTrack/clone)
    pub fn duplicate(&self) -> LocalMediaStreamTrack {
        LocalMediaStreamTrack::adopt(web_sys::MediaStreamTrack::clone(self.as_web_sys()))
    }
}

impl Drop for LocalMediaStreamTrack {
    fn drop(&mut self) {
        if self.owned.get() {
            self.track.stop();
        }
    }
}

impl Deref for LocalMediaStreamTrack {
    type Target = MediaStreamTrack;

    fn deref(&self) -> &MediaStreamTrack {
        &self.track
    }
}

impl AsRef<MediaStreamTrack> for LocalMediaStreamTrack {
    fn as_ref(&self) -> &MediaStreamTrack {
        &self.track
    }
}

impl fmt::Debug for LocalMediaStreamTrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalMediaStreamTrack").field(&self.track).finish()
    }
}
