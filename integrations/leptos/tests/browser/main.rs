//! Components in a page, on real and on fake devices.
#![cfg(target_family = "wasm")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "../app/mod.rs"]
mod app;
mod capture;
mod components;
mod errors;
#[cfg(feature = "frames")]
mod frames;
#[cfg(feature = "photo")]
mod photo;
#[cfg(feature = "recorder")]
mod recorder;
#[cfg(feature = "vad")]
mod sound;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
