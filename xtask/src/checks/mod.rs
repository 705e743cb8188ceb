//! The checks of `cargo xtask test`.

pub mod api_coverage;
pub mod capture_pages;
pub mod import_cycles;
pub mod legacy_page;
pub mod lints;
pub mod native_tests;
pub mod npm_package;
pub mod old_pages;
pub mod shim_bundle;
pub mod size;
pub mod wasm_tests;
