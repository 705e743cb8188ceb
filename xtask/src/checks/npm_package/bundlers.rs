//! The pages of npm/tests/pages that are for bundlers, built as users of these build theirs.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::libtest::Outcome;
use crate::npm_browser::Built;
use crate::npm_check::Consumer;
use crate::process;
use crate::report::{Report, Row};
use crate::tools::Tools;

const LIMIT: Duration = Duration::from_secs(120);

/// Builds a page with each bundler.
pub fn build(tools: &mut Tools, consumer: &Consumer, report: &mut Report) -> Vec<Built> {
    let started = Instant::now();
    if let Err(error) = tools.need_vite().and_then(|()| tools.need_webpack()) {
        report.add_failure("npm bundlers", started, &error);
        return Vec::new();
    }
    let mut vite = tools.command("vite");
    vite.args(["build", "--logLevel=warn", "--base=/vite/"]);
    let mut webpack = tools.command("webpack");
    webpack.args(["build", "--stats=errors-warnings", "--fail-on-warnings"]);
    let all = [("vite", "/vite/", vite), ("webpack", "/webpack/", webpack)];
    let mut built = Vec::new();
    for (name, path, mut command) in all {
        let started = Instant::now();
        let row = format!("npm {name} build");
        let folder = consumer.folder().join("pages").join(name);
        match finish(command.current_dir(&folder)) {
            Ok(()) => {
                report.add(Row::single(&row, Outcome::Passed, started));
                // What webpack builds, it leaves beside a page that is written by hand.
                let output = if name == "vite" {
                    folder.join("dist")
                } else {
                    folder
                };
                built.push(Built {
                    name,
                    path,
                    folder: output,
                });
            }
            Err(error) => report.add_failure(&row, started, &error),
        }
    }
    built
}

fn finish(command: &mut Command) -> Result<()> {
    let finished = process::run(command, Some(LIMIT), |_| ())?;
    // A warning is a thing that users would have to explain to theirs. Vite has no better way to say that there is one.
    if !finished.success() || finished.output.to_lowercase().contains("warn") {
        bail!(
            "`{}`: {}\n{}",
            process::shown(command),
            finished.how(),
            finished.output.trim_end()
        );
    }
    Ok(())
}
