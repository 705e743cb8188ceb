//! x
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#[path = "../../tests/app/mod.rs"]
mod app;
