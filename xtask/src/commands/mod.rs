//! The subcommands of `cargo xtask`.

pub mod bench;
pub mod conformance;
pub mod demo;
pub mod mutants;
pub mod npm;
pub mod setup;
pub mod size;
pub mod test;
