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
    /// Sets the constraints of every later track of a kind.
    pub(in crate::capture) fn keep_constraints(
        &self,
        kind: MediaStreamTrackKind,
        constraints: &MediaTrackConstraints,
    ) {
        let (slot, constraints) = self.set_applied(kind, constraints);
        self.settle_applied(slot, constraints, true);
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
        let (slot, constraints) = self.set_applied(kind, constraints);
        let (session, track) = (self.this.clone(), track.clone());
        let result = JsFuture::from(promise.clone());
        run(Box::pin(async move {
            let is_accepted = result.await.is_ok() || !is_live(&track);
            if let Some(session) = session.upgrade() {
                session.settle_applied(slot, constraints, is_accepted);
            }
        }));
    }

    fn set_applied(
        &self,
        kind: MediaStreamTrackKind,
        constraints: &MediaTrackConstraints,
    ) -> (Slot, Option<MediaTrackConstraints>) {
        let slot = self.read(|state| state.slot_of(kind));
        let is_empty = *constraints == MediaTrackConstraints::new();
        let constraints = (!is_empty).then(|| constraints.clone());
        self.control(Control::SetApplied(slot, constraints.clone()));
        (slot, constraints)
    }

    fn settle_applied(&self, slot: Slot, constraints: Option<MediaTrackConstraints>, is_accepted: bool) {
        self.control(Control::SettleApplied {
            slot,
            constraints,
            is_accepted,
        });
    }
}
