//! The checks of `cargo xtask test`.

pub mod api_coverage;
pub mod demo_page;
pub mod example_page;
pub mod import_cycles;
mod import_graph;
mod javascript_imports;
pub mod legacy_page;
pub mod lints;
pub mod native_tests;
pub mod npm_package;
mod rust_imports;
mod rust_tokens;
pub mod shim_bundle;
pub mod size;
pub mod wasm_tests;
