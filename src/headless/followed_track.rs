//! `FollowedTrack`: the live track of a capture, for the models that read it.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use crate::capture::{Capture, CurrentTracks};
use crate::events::EventListener;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// The live track of one kind of a capture, which may be replaced by another capture. Does not keep it alive.
pub(super) struct FollowedTrack {
    kind: MediaStreamTrackKind,
    track: Rc<RefCell<Option<MediaStreamTrack>>>,
    listener: RefCell<Option<EventListener>>,
}

impl FollowedTrack {
    pub(super) fn new(kind: MediaStreamTrackKind) -> Self {
        FollowedTrack {
            kind,
            track: Rc::default(),
            listener: RefCell::default(),
        }
    }

    /// Lets the model read the live track of this capture, now and after every change. The same track is not read again.
    pub(super) fn follow<M: 'static>(
        &self,
        capture: &Capture,
        model: &Weak<M>,
        read: fn(&M, Option<MediaStreamTrack>),
    ) {
        let tracks = Rc::new(CurrentTracks::new(capture));
        let update = {
            let (kind, followed, tracks) = (self.kind, self.track.clone(), tracks.clone());
            let model = model.clone();
            move || {
                let track = tracks.tracks().into_iter().find(|track| track.kind() == kind);
                if *followed.borrow() != track {
                    let previous = followed.replace(track.clone());
                    drop(previous);
                    if let Some(model) = model.upgrade() {
                        read(&model, track);
                    }
                }
            }
        };
        let on_change = update.clone();
        let listener = tracks.on_change(move |_| on_change());
        let previous = self.listener.replace(Some(listener));
        drop(previous);
        update();
    }

    /// Ends the callbacks.
    pub(super) fn stop(&self) {
        let listener = self.listener.take();
        drop(listener);
    }
}
