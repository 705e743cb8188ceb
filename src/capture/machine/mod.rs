//! The capture as a pure state machine: [`State::step`] receives an [`Event`] and queues [`Effect`]s.
//!
//! No JavaScript, no clock and no shared ownership: the shell performs the effects, and reports their results as
//! events. Tracks, requests and errors of the browser are numbers here.

mod call;
mod device;
mod effect;
mod event;
mod failure;
mod inspect;
mod query;
mod recovery;
mod request;
mod slot;
mod slots;
mod state;
mod step;
mod table;
#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests;

pub(super) use device::{for_any_device, for_device};
pub(super) use effect::{Effect, Requested, Timer};
pub(super) use event::{Arrived, Control, Event, Options};
pub(super) use failure::{Cause, Failure};
pub(super) use slots::Slot;
pub(super) use state::{Phase, State};
