//! Runs tests, reads the output of test harnesses, and prints reports.

mod browser_worker;
pub mod libtest;
pub mod output_reader;
pub mod page_checks;
pub mod report;
pub mod tap;
pub mod test_result;
pub mod wasm_tests;
