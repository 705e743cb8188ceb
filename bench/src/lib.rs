//! The benchmarks in raw web-sys and with this crate. The third variant, JavaScript, is in page/hand_written.js.
//!
//! Each is idiomatic code for its library. Fast operations are repeated `times` times in one call, because the resolution
//! of `performance.now()` may be 1 ms.
#![forbid(unsafe_code)]

mod audio;
mod frames;
mod recorder;
mod this_crate;
mod web_sys_alone;
mod with_serde;
