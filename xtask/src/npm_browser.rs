//! Looks at the npm package as a page does: runs npm/tests/browser.html in a browser with fake devices.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::driver::Driver;
use crate::engines::Engine;
use crate::libtest::{Outcome, Test};
use crate::project::Project;
use crate::report::{Report, Row};
use crate::serve::Site;
use crate::tools::Tools;
use crate::webdriver::Session;

/// All tests of the page together take no longer than this.
const LIMIT: Duration = Duration::from_secs(60);

/// Runs the page's tests and adds what came of them.
pub fn run(project: &Project, tools: &Tools, engine: Engine, package: &Path, report: &mut Report) {
    let name = format!("npm in {engine}");
    let started = Instant::now();
    match outcome(project, tools, engine, package) {
        Ok(tests) => report.add(Row {
            name,
            tests,
            time: started.elapsed(),
        }),
        Err(error) => report.add_failure(&name, started, &error),
    }
}

fn outcome(project: &Project, tools: &Tools, engine: Engine, package: &Path) -> Result<Vec<Test>> {
    let tests = project.root.join("npm").join("tests");
    let serving = Site(vec![("/pkg/", package.to_owned()), ("/", tests)]).serve(0)?;
    let driver = Driver::start(project, tools, engine)?;
    // Any name will do for what is not this machine's own: the page has no use for it.
    let capabilities = engine.own_capabilities(project, "insecure.test")?;
    let session = Session::start(driver.url(), capabilities)?;
    let outcome = session
        .goto(&format!("http://localhost:{}/browser.html", serving.port))
        .and_then(|()| session.wait_for("the tests of the page", LIMIT, "return window.outcome"));
    session.close()?;
    let outcome = outcome?;
    let tests = outcome.as_array().context("the page has a list of outcomes")?;
    tests.iter().map(read).collect()
}

/// One entry of the page's list.
fn read(entry: &Value) -> Result<Test> {
    let name = entry["name"].as_str().context("a test has a name")?.to_owned();
    let outcome = match (entry["error"].as_str(), entry["skipped"].as_str()) {
        (Some(error), _) => {
            println!("npm test `{name}`: {error}");
            Outcome::Failed
        }
        (None, Some(reason)) => Outcome::Skipped(reason.to_owned()),
        (None, None) => Outcome::Passed,
    };
    Ok(Test { name, outcome })
}
