//! Runs tests, reads the output of test harnesses, and prints reports.

pub mod junit;
pub mod libtest;
pub mod page_checks;
pub mod report;
pub mod wasm_tests;

use std::panic::resume_unwind;
use std::thread;

use tokio::runtime::Handle;

use self::report::Report;
use crate::browser::engine::Engine;

/// Runs the checks of each engine in a separate thread. Their rows are in the order of the engines.
pub fn in_each_engine(engines: &[Engine], report: &mut Report, checks: impl Fn(Engine, &mut Report) + Sync) {
    let runtime = Handle::current();
    let run = |engine| {
        let _guard = runtime.enter();
        let mut report = Report::default();
        checks(engine, &mut report);
        report
    };
    thread::scope(|scope| {
        let run = &run;
        let threads: Vec<_> = engines
            .iter()
            .map(|&engine| scope.spawn(move || run(engine)))
            .collect();
        for thread in threads {
            match thread.join() {
                Ok(rows) => report.append(rows),
                Err(panic) => resume_unwind(panic),
            }
        }
    });
}
