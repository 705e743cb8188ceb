//! `local-media-stream` in Leptos.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
