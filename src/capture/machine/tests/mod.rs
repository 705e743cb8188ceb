//! Tests of the state machine: random sequences of events with shrinking, and every sequence up to a depth.

mod exploration;
mod properties;
mod scenarios;
mod world;
