//! Tests with recordings of browsers and with generated ones, read back by an independent demuxer.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod blocks;
mod bounds;
mod demuxed;
mod generated;
mod joining;
mod recordings;
mod recovery;
mod rejection;
mod splitting;
