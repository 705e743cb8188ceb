//! Runs the test pages of npm/tests in a browser with fake devices.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use super::bundlers::BundledPage;
use crate::browser::driver::Driver;
use crate::browser::engine::Engine;
use crate::browser::webdriver::Session;
use crate::harness::report::{Report, Row};
use crate::harness::test_result::{Outcome, Test};
use crate::support::http_server::HttpServer;
use crate::support::project::Project;
use crate::support::site::Site;
use crate::support::tools::Tools;

/// The time limit for all tests of a page.
const LIMIT: Duration = Duration::from_secs(60);

/// The pages that need no bundler, with the names of their rows.
const PAGES: [(&str, &str); 4] = [
    ("npm", "browser.html"),
    ("npm, memory", "memory.html"),
    ("npm, no bundler", "pages/plain.html"),
    ("npm, strict policy", "pages/csp.html"),
];

/// Runs the tests of each page.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    package: &Path,
    bundled: &[BundledPage],
    report: &mut Report,
) {
    let started = Instant::now();
    let browser = match TestBrowser::start(project, tools, engine, package, bundled) {
        Ok(browser) => browser,
        Err(error) => return report.add_failure(&format!("npm in {engine}"), started, &error),
    };
    let pages = PAGES.map(|(name, path)| (name.to_owned(), path.to_owned()));
    let bundled = bundled.iter().map(|page| {
        (
            format!("npm, {}", page.bundler),
            format!("{}index.html", &page.path[1..]),
        )
    });
    for (name, path) in pages.into_iter().chain(bundled) {
        let name = format!("{name} in {engine}");
        let started = Instant::now();
        match browser.run_page(&path) {
            Ok(tests) => report.add(Row {
                name,
                tests,
                time: started.elapsed(),
            }),
            Err(error) => report.add_failure(&name, started, &error),
        }
    }
}

/// A browser session with the server of the pages.
struct TestBrowser {
    session: Session,
    // Declared after the session: fields drop in order.
    _driver: Driver,
    server: HttpServer,
}

impl TestBrowser {
    fn start(
        project: &Project,
        tools: &Tools,
        engine: Engine,
        package: &Path,
        bundled: &[BundledPage],
    ) -> Result<Self> {
        let tests = project.root.join("npm").join("tests");
        let mut site = vec![("/pkg/", package.to_owned())];
        site.extend(bundled.iter().map(|page| (page.path, page.folder.clone())));
        site.push(("/", tests));
        let server = Site(site).serve(0)?;
        let driver = Driver::start(project, tools, engine)?;
        // The pages do not use the untrusted host.
        let capabilities = engine.headless_capabilities(project, "insecure.test")?;
        let session = Session::start(driver.url(), capabilities)?;
        Ok(Self {
            session,
            _driver: driver,
            server,
        })
    }

    fn run_page(&self, path: &str) -> Result<Vec<Test>> {
        self.session
            .goto(&format!("http://localhost:{}/{path}", self.server.port))?;
        let outcome = self
            .session
            .wait_for("the tests of the page", LIMIT, "return window.outcome")?;
        let tests = outcome.as_array().context("`window.outcome` is not an array")?;
        tests.iter().map(parse_test).collect()
    }
}

impl Drop for TestBrowser {
    fn drop(&mut self) {
        // A browser that does not close is killed with the driver.
        let _ = self.session.close();
    }
}

/// Parses an entry of `window.outcome`.
fn parse_test(entry: &Value) -> Result<Test> {
    let name = entry["name"].as_str().context("a test has no name")?.to_owned();
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
