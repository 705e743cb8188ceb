//! `local-media-stream` in Yew.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
