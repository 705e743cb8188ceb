//! Tests of the state machine: random sequences of events with shrinking, and every sequence up to a depth.

#![allow(clippy::expect_used, clippy::panic)]

mod exploration;
mod invariants;
mod properties;
mod scenarios;
mod world;
