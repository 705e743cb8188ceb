//! Checks that the committed bundle of the shim is up to date. The tests and the packages use the bundle.

use anyhow::ensure;

use crate::harness::report::Report;
use crate::support::project::Project;
use crate::support::shim;
use crate::support::tools::Tools;

const NAME: &str = "src/legacy/bundled.js";

pub fn run(project: &Project, tools: &mut Tools, report: &mut Report) {
    if !tools.has_node() {
        return report.skip(NAME, "Node is not installed");
    }
    report.run(NAME, || {
        tools.ensure_esbuild()?;
        let changed = shim::bundle_module(project, tools)?;
        ensure!(
            !changed,
            "the bundle was out of date and has been rebuilt. Commit it"
        );
        Ok(())
    });
}
