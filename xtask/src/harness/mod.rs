//! Runs tests, reads the output of test harnesses, and prints reports.

pub mod junit;
pub mod libtest;
pub mod page_checks;
pub mod report;
pub mod wasm_tests;
