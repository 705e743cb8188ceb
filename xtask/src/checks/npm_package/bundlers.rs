//! Builds the pages of npm/tests/pages with each supported bundler.

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::consumer::Consumer;
use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
use crate::support::process;
use crate::support::tools::Tools;

const LIMIT: Duration = Duration::from_secs(120);

/// A page built by a bundler.
pub struct BundledPage {
    pub bundler: &'static str,
    /// The path prefix under which the page is served.
    pub path: &'static str,
    pub folder: PathBuf,
}

/// Builds a page with each bundler.
pub fn build(tools: &mut Tools, consumer: &Consumer, report: &mut Report) -> Vec<BundledPage> {
    let started = Instant::now();
    if let Err(error) = tools.ensure_vite().and_then(|()| tools.ensure_webpack()) {
        report.add_failure("npm bundlers", started, &error);
        return Vec::new();
    }
    let mut vite = tools.command("vite");
    vite.args(["build", "--logLevel=warn", "--base=/vite/"]);
    let mut webpack = tools.command("webpack");
    webpack.args(["build", "--stats=errors-warnings", "--fail-on-warnings"]);
    let all = [("vite", "/vite/", vite), ("webpack", "/webpack/", webpack)];
    let mut pages = Vec::new();
    for (bundler, path, mut command) in all {
        let started = Instant::now();
        let row = format!("npm {bundler} build");
        let folder = consumer.folder().join("pages").join(bundler);
        match run_without_warnings(command.current_dir(&folder)) {
            Ok(()) => {
                report.add(Row::single(&row, Outcome::Passed, started));
                // webpack writes its output beside a hand-written page.
                let output = if bundler == "vite" {
                    folder.join("dist")
                } else {
                    folder
                };
                pages.push(BundledPage {
                    bundler,
                    path,
                    folder: output,
                });
            }
            Err(error) => report.add_failure(&row, started, &error),
        }
    }
    pages
}

fn run_without_warnings(command: &mut Command) -> Result<()> {
    let finished = process::run(command, Some(LIMIT), |_| ())?;
    // Users of the package would see the same warnings. Vite has no option that turns warnings into errors.
    if !finished.success() || finished.output.to_lowercase().contains("warn") {
        bail!(
            "`{}`: {}\n{}",
            process::command_line(command),
            finished.description(),
            finished.output.trim_end()
        );
    }
    Ok(())
}
