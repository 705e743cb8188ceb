//! Checks the npm package: installed in a project, type-checked, bundled, and in browsers.

mod browser_pages;
mod consumer;
mod matrix;

use std::path::Path;

use crate::browser::engine::Engine;
use crate::harness::report::Report;
use crate::support::project::Project;
use crate::support::tools::Tools;

pub use browser_pages::run as run_pages;

/// Installs a built package in a project, and checks it there: types, bundlers, test runners.
pub fn run_installed(
    project: &Project,
    tools: &mut Tools,
    engines: &[Engine],
    package: &Path,
    report: &mut Report,
) {
    let Some(consumer) = consumer::run(project, tools, package, report) else {
        return;
    };
    // One after the other: they write to the same folder, and bundlers use all cores.
    for &engine in engines {
        report.run_tests(&format!("npm matrix in {engine}"), || {
            matrix::run(project, tools, engine, &consumer)
        });
    }
}
