//! Checks the npm package: installed in a project, type-checked, bundled, and in browsers.

mod browser_pages;
mod consumer;
mod matrix;

use std::path::Path;

use crate::browser::engine::Engine;
use crate::harness::report::Report;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// Runs all checks of a built package.
pub fn run(project: &Project, tools: &mut Tools, engines: &[Engine], package: &Path, report: &mut Report) {
    let consumer = consumer::run(project, tools, package, report);
    for &engine in engines {
        browser_pages::run(project, tools, engine, package, report);
        if let Some(consumer) = &consumer {
            report.run_tests(&format!("npm matrix in {engine}"), || {
                matrix::run(project, tools, engine, consumer)
            });
        }
    }
}
