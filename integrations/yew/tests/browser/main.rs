//! Components in a page, on real and on fake devices.
#![cfg(all(target_family = "wasm", feature = "csr", feature = "hydration"))]
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
#[cfg(any(feature = "frames", feature = "photo", feature = "recorder", feature = "vad"))]
mod removable;
#[cfg(feature = "vad")]
mod sound;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
