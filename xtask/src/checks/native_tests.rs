//! Native tests and doctests.

use anyhow::ensure;

use crate::harness::libtest;
use crate::harness::report::{Outcome, Report};
use crate::support::process;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// Runs `cargo test` with these arguments.
pub fn run(project: &Project, tools: &Tools, name: &str, arguments: &str, report: &mut Report) {
    let mut command = tools.cargo();
    command.args(["test", "--no-fail-fast"]);
    command
        .args(arguments.split_whitespace())
        .current_dir(&project.root);
    report.run_tests(name, || {
        let finished = process::run(&mut command, None)?;
        if !finished.success() {
            println!("{}", finished.output.trim_end());
        }
        let tests = libtest::parse(&finished.output)?;
        let counted = libtest::count(&finished.output)?;
        ensure!(
            counted == tests.len(),
            "{counted} tests have run, but {} are listed",
            tests.len()
        );
        let failed = tests.iter().any(|test| test.outcome == Outcome::Failed);
        ensure!(finished.success() || failed, "{}", finished.description());
        Ok(tests)
    });
}
