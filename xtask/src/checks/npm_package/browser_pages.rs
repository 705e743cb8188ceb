//! Looks at the npm package as a page does: runs the pages of npm/tests in a browser with fake devices.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::driver::Driver;
use crate::engines::Engine;
use crate::libtest::{Outcome, Test};
use crate::project::Project;
use crate::report::{Report, Row};
use crate::serve::{Serving, Site};
use crate::tools::Tools;
use crate::webdriver::Session;

/// All tests of a page together take no longer than this.
const LIMIT: Duration = Duration::from_secs(60);

/// The pages that need no building, by what each of them shows.
const PAGES: [(&str, &str); 3] = [
    ("npm", "browser.html"),
    ("npm, no bundler", "pages/plain.html"),
    ("npm, strict policy", "pages/csp.html"),
];

/// A page that a bundler has built.
pub struct Built {
    /// The bundler.
    pub name: &'static str,
    /// The path under which it is served.
    pub path: &'static str,
    pub folder: PathBuf,
}

/// Runs the tests of each page and adds what came of them.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    package: &Path,
    built: &[Built],
    report: &mut Report,
) {
    let started = Instant::now();
    let visit = match Visit::begin(project, tools, engine, package, built) {
        Ok(visit) => visit,
        Err(error) => return report.add_failure(&format!("npm in {engine}"), started, &error),
    };
    let pages = PAGES.map(|(name, path)| (name.to_owned(), path.to_owned()));
    let built = built.iter().map(|page| {
        (
            format!("npm, {}", page.name),
            format!("{}index.html", &page.path[1..]),
        )
    });
    for (name, path) in pages.into_iter().chain(built) {
        let name = format!("{name} in {engine}");
        let started = Instant::now();
        match visit.outcome(&path) {
            Ok(tests) => report.add(Row {
                name,
                tests,
                time: started.elapsed(),
            }),
            Err(error) => report.add_failure(&name, started, &error),
        }
    }
}

/// A browser that looks at the pages.
struct Visit {
    session: Session,
    // After the session, which is to end first.
    _driver: Driver,
    serving: Serving,
}

impl Visit {
    fn begin(
        project: &Project,
        tools: &Tools,
        engine: Engine,
        package: &Path,
        built: &[Built],
    ) -> Result<Self> {
        let tests = project.root.join("npm").join("tests");
        let mut site = vec![("/pkg/", package.to_owned())];
        site.extend(built.iter().map(|page| (page.path, page.folder.clone())));
        site.push(("/", tests));
        let serving = Site(site).serve(0)?;
        let driver = Driver::start(project, tools, engine)?;
        // Any name will do for what is not this machine's own: the pages have no use for it.
        let capabilities = engine.own_capabilities(project, "insecure.test")?;
        let session = Session::start(driver.url(), capabilities)?;
        Ok(Self {
            session,
            _driver: driver,
            serving,
        })
    }

    fn outcome(&self, path: &str) -> Result<Vec<Test>> {
        self.session
            .goto(&format!("http://localhost:{}/{path}", self.serving.port))?;
        let outcome = self
            .session
            .wait_for("the tests of the page", LIMIT, "return window.outcome")?;
        let tests = outcome.as_array().context("the page has a list of outcomes")?;
        tests.iter().map(read).collect()
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // Whatever does not end this way is killed with the driver.
        let _ = self.session.close();
    }
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
