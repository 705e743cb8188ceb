//! Components in a page, on real and on fake devices.
#![cfg(all(target_family = "wasm", feature = "web"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    unused_qualifications
)]

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
mod removable;
#[cfg(feature = "vad")]
mod sound;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
