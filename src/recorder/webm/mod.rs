//! WebM and Matroska: one playable, seekable file from the output of several `MediaRecorder`s.
//!
//! Browsers write a header without duration, clusters of unknown size, and no index. [`Remuxer`] copies the blocks as they
//! arrive, and completes the header at the end. [`Recovery`] completes a file that was never finished.
//!
//! Plain data without JavaScript. Format: [RFC 8794](https://www.rfc-editor.org/rfc/rfc8794) (EBML) and
//! [RFC 9559](https://www.rfc-editor.org/rfc/rfc9559) (Matroska).

mod cues;
mod element;
mod error;
mod finish;
mod header;
mod reader;
mod recover;
mod remuxer;
#[cfg(all(test, not(target_family = "wasm")))]
mod tests;
mod timeline;
mod tracks;
mod writer;

pub(crate) use error::WebmError;
pub(crate) use finish::Patch;
pub(crate) use recover::{Recovered, Recovery};
pub(crate) use remuxer::Remuxer;
