//! The effects of the state machine.

use super::session::Session;
use super::tasks;
use super::tracks::{EventSink, apply, set_enabled, set_hint, stop};
use crate::capture::machine::{Effect, Event, Requested};
use crate::stream::{LocalMediaStream, PendingMediaStream};

impl Session {
    /// Performs one effect. Nothing is borrowed while the browser runs.
    pub(super) fn perform(&self, effect: Effect) {
        match effect {
            Effect::Request { request, what } => {
                let stream = match (self.devices(), &what) {
                    (Ok(devices), Requested::Devices(constraints)) => devices.get_user_media(constraints),
                    (Ok(devices), Requested::Display(options)) => devices.get_display_media(options),
                    (Err(error), _) => PendingMediaStream::failed(error),
                };
                tasks::open(self.this.clone(), request, stream);
            }
            Effect::Adopt {
                track,
                slot,
                enabled,
                hint,
            } => {
                let mut arrival = self.arrival.take();
                let accepted =
                    self.tracks
                        .adopt(arrival.as_mut(), track, slot, enabled, hint.as_ref(), &self.this);
                self.arrival.set(arrival);
                self.tracks_changed();
                if !accepted {
                    self.send(Event::Broken(track));
                }
            }
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
            Effect::SetHint(track, hint) => {
                if let Some(track) = self.tracks.track(track) {
                    set_hint(&track, &hint);
                }
            }
            Effect::Apply(track, constraints) => {
                if let Some(track) = self.tracks.track(track) {
                    apply(&track, &constraints);
                }
            }
            Effect::CloseStream => {
                self.tracks.close_stream();
                self.outputs.invalidate();
            }
            Effect::Start(timer, milliseconds) => tasks::start(self.this.clone(), timer, milliseconds),
            Effect::Inspect(inspection) => tasks::inspect(self.this.clone(), inspection),
            Effect::Watch(watching) => self.watch_environment(watching),
            Effect::Settle(generation, result) => {
                self.outputs.update(&self.tracks);
                self.settle(generation, result);
            }
            Effect::Notify { state } => {
                self.outputs.update(&self.tracks);
                self.notifier.notify(state);
            }
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
        self.tracks_changed();
    }

    fn watch_environment(&self, watching: bool) {
        let mut listeners = None;
        if watching && let Ok(devices) = self.devices() {
            let session = self.this.clone();
            let listener = devices.on_device_change(move || {
                if let Some(session) = session.upgrade() {
                    session.send(Event::EnvironmentChanged);
                }
            });
            listeners = Some(vec![listener]);
        }
        let old = self.watch.replace(listeners);
        drop(old);
    }
}
