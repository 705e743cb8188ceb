//! The shell of a capture: owns the objects of the browser, performs the effects of the state machine, and reports
//! events to it.
//!
//! Every call of the browser runs while nothing is borrowed, and catches what is thrown: the page may have replaced any
//! object by its own.

mod displays;
mod executor;
mod kept_constraints;
mod notifier;
mod outputs;
mod perform;
mod session;
mod tasks;
mod tracks;

pub use outputs::CaptureAttachment;
pub(super) use session::Session;
