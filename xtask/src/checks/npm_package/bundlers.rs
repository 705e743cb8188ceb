//! Builds the pages of npm/tests/pages with each supported bundler.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use super::consumer::Consumer;
use crate::harness::report::Report;
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
    if let Err(error) = tools.ensure_vite().and_then(|()| tools.ensure_webpack()) {
        report.fail("npm bundlers", &error);
        return Vec::new();
    }
    let mut vite = tools.command("vite");
    vite.args(["build", "--logLevel=warn", "--base=/vite/"]);
    let mut webpack = tools.command("webpack");
    webpack.args(["build", "--stats=errors-warnings", "--fail-on-warnings"]);
    let all = [("vite", "/vite", vite), ("webpack", "/webpack", webpack)];
    let mut pages = Vec::new();
    for (bundler, path, mut command) in all {
        let folder = consumer.folder().join("pages").join(bundler);
        let build = || run_without_warnings(command.current_dir(&folder));
        if report.run(&format!("npm {bundler} build"), build).is_some() {
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
    }
    pages
}

fn run_without_warnings(command: &mut Command) -> Result<()> {
    let finished = process::run(command, Some(LIMIT))?;
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
