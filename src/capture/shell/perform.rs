//! The effects of the state machine.

use wasm_bindgen::JsValue;

use super::session::Session;
use super::tasks;
use super::tracks::{EventSink, apply, set_enabled, set_hint, stop};
use crate::capture::machine::{Cause, Effect, Event, Requested, Slot};
use crate::constraints::MediaTrackConstraints;
use crate::events::listen;
use crate::stream::{LocalMediaStream, PendingMediaStream};
use crate::track::MediaStreamTrack;

impl Session {
    /// Performs one effect. Nothing is borrowed while the browser runs.
    pub(super) fn perform(&self, effect: Effect) {
        match effect {
            Effect::Request { request, what } => {
                let stream = self.devices().map(|devices| match what {
                    Requested::Devices(requests) => {
                        let constraints = self.read(|state| state.constraints_of(requests));
                        devices.get_user_media(&constraints)
                    }
                    Requested::Display(options) => {
                        let stream = self.displays.open(options, &devices);
                        stream
                            .unwrap_or_else(|| PendingMediaStream::failed(self.error(Cause::Stopped.into())))
                    }
                });
                let stream = stream.unwrap_or_else(PendingMediaStream::failed);
                tasks::open(self.this.clone(), request, stream);
            }
            Effect::Adopt { track, slot, enabled } => self.adopt(track, slot, enabled),
            Effect::Stop(track) => {
                if let Some(track) = self.tracks.track(track) {
                    stop(&track);
                }
            }
            Effect::Remove(track) => {
                self.tracks.remove(track);
                self.tracks_changed();
            }
            Effect::SetEnabled(id, enabled) => {
                if let Some(track) = self.tracks.track(id)
                    && !set_enabled(&track, enabled)
                {
                    self.send(Event::Broken(id));
                }
            }
            Effect::SetHint(track, slot) => {
                if let Some(track) = self.tracks.track(track) {
                    self.set_hint(&track, slot);
                }
            }
            Effect::CloseStream => {
                self.tracks.close_stream();
                self.outputs_outdated.set(true);
            }
            Effect::Start(timer, milliseconds) => tasks::start(self.this.clone(), timer, milliseconds),
            Effect::Inspect(inspection) => tasks::inspect(self, inspection),
            Effect::Watch(watching) => self.watch_environment(watching),
            Effect::Settle(generation, result) => {
                self.update_outputs();
                self.settle(generation, result);
            }
            Effect::Notify { state } => {
                self.update_outputs();
                self.notifier.notify(state);
            }
        }
    }

    fn adopt(&self, id: u32, slot: Slot, enabled: bool) {
        let mut arrival = self.arrival.take();
        let accepted = self.tracks.adopt(arrival.as_mut(), id, slot, enabled, &self.this);
        self.arrival.set(arrival);
        self.tracks_changed();
        if !accepted {
            self.send(Event::Broken(id));
        }
        if let Some(track) = self.tracks.track(id) {
            self.set_hint(&track, slot);
            let applied = self.read(|state| state.applied(slot).map(MediaTrackConstraints::encode));
            if let Some(constraints) = applied {
                apply(&track, &constraints);
            }
        }
    }

    fn set_hint(&self, track: &MediaStreamTrack, slot: Slot) {
        let hint = self.read(|state| state.hint(slot).map(|hint| JsValue::from_str(hint)));
        if let Some(hint) = hint {
            set_hint(track, &hint);
        }
    }

    /// The browser opened a stream.
    pub(super) fn opened(&self, request: u32, stream: LocalMediaStream) {
        let (arrival, tracks) = self.tracks.receive(stream);
        self.arrival.set(Some(arrival));
        self.report(Event::Opened { request, tracks });
        if let Some(arrival) = self.arrival.take() {
            self.tracks.stop_rest(arrival);
        }
        // The outputs have the adopted tracks already. Another update would interrupt playback at the next event.
        self.notify_observers();
    }

    /// Listens to the permissions while the capture watches its environment.
    pub(super) fn watch_permissions(&self, permissions: &[Option<JsValue>]) {
        // The only listener so far is that of the devices.
        let is_missing = matches!(&*self.watch.borrow(), Some(listeners) if listeners.len() == 1);
        if !is_missing {
            return;
        }
        for permission in permissions.iter().flatten() {
            let listener = listen(permission, "change", self.report_environment());
            if let Some(listeners) = &mut *self.watch.borrow_mut() {
                listeners.push(listener);
            }
        }
    }

    fn report_environment(&self) -> Box<dyn FnMut(&JsValue)> {
        let session = self.this.clone();
        Box::new(move |_| {
            if let Some(session) = session.upgrade() {
                session.send(Event::EnvironmentChanged);
            }
        })
    }

    fn watch_environment(&self, watching: bool) {
        let mut listeners = None;
        if watching && let Ok(devices) = self.devices() {
            let listener = listen(devices.as_ref(), "devicechange", self.report_environment());
            listeners = Some(vec![listener]);
        }
        let old = self.watch.replace(listeners);
        drop(old);
    }
}
