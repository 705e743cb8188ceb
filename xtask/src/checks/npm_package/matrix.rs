//! Runs npm/tests/matrix: bundlers, test runners and type checkers, with a browser.

use anyhow::Result;

use super::consumer::Consumer;
use crate::browser::driver::Driver;
use crate::browser::engine::Engine;
use crate::harness::report::Test;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// Runs the matrix in a browser.
pub fn run(project: &Project, tools: &Tools, engine: Engine, consumer: &Consumer) -> Result<Vec<Test>> {
    let folder = consumer.folder().join("matrix");
    let modules = tools.ensure_npm_dependencies("matrix", &folder.join("package.json"))?;
    let driver = Driver::start(project, tools, engine)?;
    let capabilities = engine.capabilities(project)?;
    let environment = [
        ("LMS_ENGINE", engine.to_string()),
        ("LMS_DRIVER", driver.url.clone()),
        ("LMS_CAPABILITIES", serde_json::to_string(&capabilities)?),
        ("LMS_NODE_MODULES", modules.display().to_string()),
        ("LMS_SITE", project.root.join("www").display().to_string()),
    ];
    consumer.run_test(tools, &folder.join("matrix.mjs"), &environment)
}
