//! Tests of the state machine: random sequences of events with shrinking, and every sequence up to a depth.

#![allow(clippy::expect_used, clippy::panic)]

mod browser;
mod calls;
mod default_device;
mod displays;
mod exploration;
mod invariants;
mod losses;
mod properties;
mod reading;
mod recovery;
mod scenarios;
mod tables;
mod world;
