//! Checks that the committed bundle of the shim is up to date. The tests and the packages use the bundle.

use std::time::Instant;

use anyhow::anyhow;

use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
use crate::support::project::Project;
use crate::support::shim;
use crate::support::tools::Tools;

const NAME: &str = "src/legacy/bundled.js";

pub fn run(project: &Project, tools: &mut Tools, report: &mut Report) {
    if !tools.has_node() {
        return report.add_skip(NAME, "Node is not installed");
    }
    let started = Instant::now();
    let changed = tools
        .ensure_esbuild()
        .and_then(|()| shim::bundle_module(project, tools));
    match changed {
        Ok(false) => report.add(Row::single(NAME, Outcome::Passed, started)),
        Ok(true) => {
            let error = anyhow!("the bundle was out of date and has been rebuilt. Commit it");
            report.add_failure(NAME, started, &error);
        }
        Err(error) => report.add_failure(NAME, started, &error),
    }
}
