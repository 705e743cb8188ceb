//! Applied constraints, which every later track of a kind receives.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::executor::run;
use super::session::Session;
use super::tracks::is_live;
use crate::capture::machine::{Control, Slot};
use crate::constraints::MediaTrackConstraints;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

impl Session {
    /// Sets the constraints of every later track of a kind, which are returned with the slot and the earlier ones.
    pub(in crate::capture) fn keep_constraints(
        &self,
        kind: MediaStreamTrackKind,
        constraints: &MediaTrackConstraints,
    ) -> (Slot, [Option<MediaTrackConstraints>; 2]) {
        let slot = self.read(|state| state.slot_of(kind));
        let earlier = self.read(|state| state.applied(slot).cloned());
        let is_empty = *constraints == MediaTrackConstraints::new();
        let kept = (!is_empty).then(|| constraints.clone());
        self.control(Control::SetApplied(slot, kept.clone()));
        (slot, [kept, earlier])
    }

    /// Keeps constraints that the browser is about to apply to a track, unless it rejects them. A track that ends in the
    /// meantime rejects them too: then they are for the next one.
    pub(in crate::capture) fn keep_if_accepted(
        &self,
        kind: MediaStreamTrackKind,
        constraints: &MediaTrackConstraints,
        track: &MediaStreamTrack,
        promise: &Promise,
    ) {
        let (slot, [rejected, earlier]) = self.keep_constraints(kind, constraints);
        let (session, track) = (self.this.clone(), track.clone());
        let result = JsFuture::from(promise.clone());
        run(Box::pin(async move {
            let is_rejected = result.await.is_err() && is_live(&track);
            if let Some(session) = session.upgrade().filter(|_| is_rejected) {
                session.control(Control::RestoreApplied {
                    slot,
                    rejected,
                    earlier,
                });
            }
        }));
    }
}
