//! `CurrentTracks`: the live tracks of a capture, for recordings and for the frames and the sound of user interfaces.

use std::rc::{Rc, Weak};

use super::Capture;
use super::shell::Session;
use crate::events::EventListener;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// The live tracks of a capture: those of the display while one is captured. Does not keep the capture alive.
pub(crate) struct CurrentTracks {
    session: Weak<Session>,
}

impl CurrentTracks {
    pub(crate) fn new(capture: &Capture) -> Self {
        CurrentTracks {
            session: Rc::downgrade(&capture.session),
        }
    }

    /// Returns the live tracks.
    pub(crate) fn tracks(&self) -> Vec<MediaStreamTrack> {
        let session = self.session.upgrade();
        let kinds = [MediaStreamTrackKind::Audio, MediaStreamTrackKind::Video].into_iter();
        session
            .iter()
            .flat_map(|session| kinds.clone().filter_map(|kind| session.track(kind)))
            .collect()
    }

    /// Calls back after every change of the capture, with whether it was dropped.
    pub(crate) fn on_change(&self, mut callback: impl FnMut(bool) + 'static) -> EventListener {
        match self.session.upgrade() {
            Some(session) => session.listen(false, move |state| callback(state.is_none())),
            None => EventListener::noop(),
        }
    }
}
