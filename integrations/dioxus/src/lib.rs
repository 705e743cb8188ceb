//! `local-media-stream` in Dioxus.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
