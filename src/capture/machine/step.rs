//! One step of the state machine.

use std::mem;

use super::effect::{Effect, Timer};
use super::event::{Control, Event};
use super::failure::Cause;
use super::request::index;
use super::slots::{Slot, Slots};
use super::state::{Display, State};

impl State {
    /// Handles an event, and queues the effects.
    pub(in crate::capture) fn step(&mut self, event: Event) {
        self.handle(event);
        self.finish();
    }

    /// Handles a call of the page that few programs make.
    pub(in crate::capture) fn control(&mut self, control: Control) {
        match control {
            Control::StartDisplay {
                options,
                has_audio,
                prompt,
            } => self.start_display(Display { options, has_audio }, prompt),
            Control::Cancel => self.cancel(),
            Control::SetOptions(options) => self.options = options,
            Control::SetEnabled(kind, enabled) => {
                let slot = self.slot_of(kind);
                self.slot_mut(slot).enabled = enabled;
                if let Some(track) = self.track(slot) {
                    self.emit(Effect::SetEnabled(track, enabled));
                }
            }
            Control::SetHint(kind, hint) => {
                let slot = self.slot_of(kind);
                self.choices[slot as usize].hint = Some(hint);
                if let Some(track) = self.track(slot) {
                    self.emit(Effect::SetHint(track, slot));
                }
            }
            Control::SetApplied(slot, constraints) => self.choices[slot as usize].applied = constraints,
            Control::SettleApplied {
                slot,
                constraints,
                is_accepted,
            } => {
                let choices = &mut self.choices[slot as usize];
                if is_accepted {
                    choices.accepted = constraints;
                } else if choices.applied == constraints {
                    // No later constraints have replaced them.
                    choices.applied.clone_from(&choices.accepted);
                }
            }
        }
        self.finish();
    }

    /// Takes the next effect. The caller performs the effects in order.
    pub(in crate::capture) fn next_effect(&mut self) -> Option<Effect> {
        // `Vec::remove` would link a panic for an index out of range.
        self.effects.extract_if(.., |_| true).next()
    }

    fn finish(&mut self) {
        self.drive();
        self.report();
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Start(constraints) => {
                let requests = [Some(constraints.audio), Some(constraints.video)];
                self.start(constraints.semantics, requests);
            }
            Event::Switch { kind, request } => {
                let mut requests = [None, None];
                requests[index(Slot::of_device(kind))] = Some(request);
                self.start(self.semantics.clone(), requests);
            }
            Event::NextCamera => self.start_next_camera(),
            Event::Restart => self.restart(),
            Event::Stop => self.stop(),
            Event::SetPolicy(policy) => {
                let old = mem::replace(&mut self.policy, policy);
                if old.mute_timeout != policy.mute_timeout {
                    for slot in Slots::DEVICES.iter() {
                        self.restart_mute_timer(slot);
                    }
                }
            }
            Event::Opened { request, tracks } => {
                if let Some(request) = self.take_request(request) {
                    self.opened(request, tracks);
                }
            }
            Event::Failed {
                request,
                failure,
                constraint,
            } => {
                if let Some(request) = self.take_request(request) {
                    self.failed(request, failure, constraint.as_deref());
                }
            }
            Event::Listed { inspection, devices } => self.listed(inspection, devices),
            Event::Inspected {
                inspection,
                denied,
                granted,
            } => self.inspected(inspection, denied, granted),
            Event::Elapsed(timer) => self.elapsed(timer),
            Event::Broken(track) => {
                self.emit(Effect::Stop(track));
                self.ended(track);
            }
            Event::Ended(track) => self.ended(track),
            Event::FoundEnded(track) => self.found_ended(track),
            Event::Muted(track, muted) => self.muted(track, muted),
            Event::Observed { track, enabled, hint } => {
                // A call changes the choices of an ended track, and no longer the track.
                let slot = self.slot_of_track(track);
                if let Some(slot) = slot.filter(|slot| self.slot(*slot).is_live()) {
                    self.slot_mut(slot).enabled = enabled;
                    self.choices[slot as usize].hint = hint;
                }
            }
            Event::EnvironmentChanged => self.inspect(),
        }
    }

    fn elapsed(&mut self, timer: Timer) {
        match timer {
            Timer::Grace(request) => self.request_aged(request),
            Timer::Timeout(request) => {
                if let Some(request) = self.take_request(request) {
                    self.failed(request, Cause::TimedOut.into(), None);
                }
            }
            Timer::Inspection(id) => self.inspected(id, [false; 2], self.granted),
            Timer::Mute(track, mutes) => self.mute_elapsed(track, mutes),
            Timer::Retry(slot, id) => self.retry_elapsed(slot, id),
            Timer::Suspect(track) => self.suspicion_elapsed(track),
        }
    }

    /// Emits what follows from the new state.
    fn report(&mut self) {
        if self.call.is_none() && !self.is_active() {
            self.close_stream();
        }
        let watching = Slots::DEVICES.iter().any(|slot| {
            let state = self.slot(slot);
            state.recovery.is_some() || state.live().is_some_and(|live| live.role.is_some())
        });
        if watching != self.watching {
            self.watching = watching;
            self.emit(Effect::Watch(watching));
            if watching {
                // The change may have been before.
                self.inspect();
            }
        }
        let view = self.view();
        if view != self.reported {
            let state = view.phase != self.reported.phase;
            self.reported = view;
            self.emit(Effect::Notify { state });
        }
    }
}
