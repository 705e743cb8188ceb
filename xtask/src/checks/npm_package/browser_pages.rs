//! Runs the test pages of npm/tests in a browser with fake devices.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::browser_page::{BrowserPage, is_crash};
use crate::browser::engine::Engine;
use crate::harness::report::{Outcome, Report, Test};
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::web_server::site;

/// The time limit for all tests of a page, sufficient for a busy machine.
const LIMIT: Duration = Duration::from_secs(600);

/// The pages, with the names of their rows.
const PAGES: [(&str, &str); 5] = [
    ("npm", "browser.html"),
    ("npm, memory", "memory.html"),
    ("npm, loading", "loading.html"),
    ("npm, no bundler", "pages/plain.html"),
    ("npm, strict policy", "pages/csp.html"),
];

/// Runs the tests of each page.
pub fn run(project: &Project, tools: &Tools, engine: Engine, package: &Path, report: &mut Report) {
    let tests = project.root.join("npm").join("tests");
    let open = || BrowserPage::open(project, tools, engine, site(&[("/pkg", package), ("/", &tests)]));
    let mut browser = match open() {
        Ok(browser) => browser,
        Err(error) => return report.fail(&format!("npm in {engine}"), &error),
    };
    for (name, path) in PAGES {
        let name = format!("{name} in {engine}");
        report.run_tests(&name, || match run_page(&browser, path, &name) {
            Err(error) if is_crash(&error, engine) => {
                println!("  {name}: the browser crashed or hangs; retrying");
                browser = open()?;
                run_page(&browser, path, &name)
            }
            result => result,
        });
    }
}

fn run_page(browser: &BrowserPage, path: &str, row: &str) -> Result<Vec<Test>> {
    browser.navigate("localhost", path)?;
    let outcome = browser
        .session
        .wait_for("the tests of the page", LIMIT, "return window.outcome")?;
    let tests = outcome.as_array().context("`window.outcome` is not an array")?;
    tests.iter().map(|entry| parse_test(entry, row)).collect()
}

/// Parses an entry of `window.outcome`.
fn parse_test(entry: &Value, row: &str) -> Result<Test> {
    let name = entry["name"].as_str().context("a test has no name")?;
    let outcome = match (entry["error"].as_str(), entry["skipped"].as_str()) {
        (Some(error), _) => {
            println!("{row}: `{name}`: {error}");
            Outcome::Failed
        }
        (None, Some(reason)) => Outcome::Skipped(reason.to_owned()),
        (None, None) => Outcome::Passed,
    };
    Ok(Test::new(name, outcome))
}
