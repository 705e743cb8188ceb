//! Runs the pages of the suite in an engine, repeatedly if their results differ.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use super::comparison::Comparison;
use super::history::History;
use super::results::PageResults;
use super::suite::Suite;
use super::variant::Variant;
use super::verdict::{MAX_RUNS, RUNS, Verdict, compare};
use crate::browser::browser_page::UNTRUSTED_HOST;
use crate::browser::driver::Driver;
use crate::browser::engine::Engine;
use crate::browser::webdriver::Session;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// The time limit for the tests of a page.
pub const LIMIT: Duration = Duration::from_secs(12);

/// The maximum number of pages in one browser. Chromium limits the total number of peer connections, for example.
const PAGES_PER_BROWSER: usize = 10;

/// Runs all pages without the shim and in each variant with it.
pub fn run_all(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    suite: &Suite,
    pages: &[String],
) -> Result<[Comparison; Variant::WITH_SHIM.len()]> {
    let mut browser = Browser::start(project, tools, engine)?;
    let mut comparisons =
        Variant::WITH_SHIM.map(|variant| Comparison::new(engine, &browser.version, variant));
    for (number, page) in pages.iter().enumerate() {
        if number > 0 && number.is_multiple_of(PAGES_PER_BROWSER) {
            browser.restart()?;
        }
        let (mut without, mut with) = Default::default();
        browser.run_variants(suite, page, &mut without, &mut with)?;
        if verdicts(&without, &with).any(|verdict| verdict != Verdict::Same) {
            // Discards the first results. Each further run uses a new browser.
            (without, with) = Default::default();
            while without.runs() < RUNS
                || (without.runs() < MAX_RUNS
                    && verdicts(&without, &with).any(|verdict| verdict == Verdict::Undecided))
            {
                browser.restart()?;
                browser.run_variants(suite, page, &mut without, &mut with)?;
            }
            browser.restart()?;
        }
        if without.runs() > 1 {
            println!("{engine}: {page}: {} runs in each variant", without.runs());
        }
        for (comparison, with) in comparisons.iter_mut().zip(&with) {
            comparison.add(page, &without, with);
        }
    }
    Ok(comparisons)
}

fn verdicts(without: &History, with: &[History]) -> impl Iterator<Item = Verdict> {
    with.iter()
        .flat_map(|with| compare(without, with))
        .map(|(_, verdict)| verdict)
}

/// A browser session that can be restarted.
struct Browser<'a> {
    project: &'a Project,
    tools: &'a Tools,
    engine: Engine,
    version: String,
    session: Session,
    // Declared after the session: fields drop in order.
    _driver: Driver,
}

impl<'a> Browser<'a> {
    fn start(project: &'a Project, tools: &'a Tools, engine: Engine) -> Result<Self> {
        let driver = Driver::start(project, tools, engine)?;
        let mut capabilities = engine.headless_capabilities(project, UNTRUSTED_HOST)?;
        // Pages report their results, possibly before they are loaded.
        capabilities.insert("pageLoadStrategy".into(), json!("none"));
        let (session, version) = Session::start_with_version(driver.url(), capabilities)?;
        Ok(Self {
            project,
            tools,
            engine,
            version,
            session,
            _driver: driver,
        })
    }

    fn restart(&mut self) -> Result<()> {
        *self = Self::start(self.project, self.tools, self.engine)?;
        Ok(())
    }

    fn run_variants(
        &mut self,
        suite: &Suite,
        page: &str,
        without: &mut History,
        with: &mut [History; Variant::WITH_SHIM.len()],
    ) -> Result<()> {
        without.add(self.run(suite, Variant::WithoutShim, page)?);
        for (variant, history) in Variant::WITH_SHIM.into_iter().zip(with) {
            history.add(self.run(suite, variant, page)?);
        }
        Ok(())
    }

    /// Runs a page once.
    fn run(&mut self, suite: &Suite, variant: Variant, page: &str) -> Result<PageResults> {
        suite.start_visit(variant);
        let report = match self.session.goto(&suite.url(page)) {
            Ok(()) => suite.wait_for_report(),
            Err(error) => {
                eprintln!("{}: {page}: {error:#}", self.engine);
                None
            }
        };
        match report.as_ref().and_then(PageResults::parse) {
            Some(results) => Ok(results),
            None => {
                // The browser may hang or have crashed.
                self.restart()?;
                Ok(PageResults::without_report())
            }
        }
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        // A browser that does not close is killed with the driver.
        let _ = self.session.close();
    }
}
