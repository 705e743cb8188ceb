//! `LocalMediaStreamTrack`: a track that is yours.

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;

use crate::track::MediaStreamTrack;

/// A [`MediaStreamTrack`] with an owner.
///
/// # Drop behavior
/// Dropping it stops the track. [`into_media_stream_track`](Self::into_media_stream_track) gives the ownership up
/// instead. It is not `Clone`: what has two owners has none. Share it in an `Rc`, or make a
/// [`duplicate`](MediaStreamTrack::duplicate), which stops on its own.
pub struct LocalMediaStreamTrack {
    track: MediaStreamTrack,
    /// Whether dropping it stops the track.
    owned: Cell<bool>,
}

impl LocalMediaStreamTrack {
    /// Becomes the owner of a track that was nobody's.
    pub fn adopt(track: impl Into<MediaStreamTrack>) -> Self {
        let track = track.into();
        #[cfg(feature = "leak-check")]
        crate::leak_check::track_adopted([track.clone().into()]);
        LocalMediaStreamTrack {
            track,
            owned: Cell::new(true),
        }
    }

    /// Gives the ownership up, on purpose: nothing stops the track any more but somebody's `stop()`.
    pub fn into_media_stream_track(self) -> MediaStreamTrack {
        self.owned.set(false);
        self.track.clone()
    }
}

/// Duplication.
impl MediaStreamTrack {
    /// The spec's `clone()`: a further track of the same source, with constraints of its own, that must be stopped on
    /// its own, and so is stopped when what this returns is dropped.
    ///
    /// It has another name here because `Clone::clone` is the same track once more.
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
