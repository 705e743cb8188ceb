//! Runs npm/tests/matrix: bundlers, test runners and type checkers, with a browser.

use anyhow::{Context, Result};

use super::consumer::Consumer;
use crate::browser::driver::Driver;
use crate::browser::engine::Engine;
use crate::harness::report::Row;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// Runs the matrix in a browser.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    consumer: &Consumer,
    name: String,
) -> Result<Row> {
    let folder = consumer.folder().join("matrix");
    let modules = tools.ensure_npm_dependencies("matrix", &folder.join("package.json"))?;
    let driver = Driver::start(project, tools, engine)?;
    // The pages do not use the untrusted host.
    let capabilities = engine.headless_capabilities(project, "insecure.test")?;
    let environment = [
        ("LMS_ENGINE", engine.to_string()),
        ("LMS_DRIVER", driver.url().to_owned()),
        ("LMS_CAPABILITIES", serde_json::to_string(&capabilities)?),
        ("LMS_NODE_MODULES", modules.display().to_string()),
    ];
    consumer
        .run_test(tools, &folder.join("matrix.mjs"), &environment, name)
        .context("the matrix could not be run")
}
