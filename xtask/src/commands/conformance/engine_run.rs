//! Runs the pages of the suite in an engine, again and again where they come out differently.

use std::fmt;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use super::compare::{History, MORE_RUNS, PAGE, RUNS, Results, Status, Verdict, compare};
use super::expected;
use super::site::Suite;
use super::way::Way;
use crate::driver::Driver;
use crate::engines::Engine;
use crate::project::Project;
use crate::tools::Tools;
use crate::visit::UNTRUSTED;
use crate::webdriver::Session;

/// No page may take longer for its tests.
pub const LIMIT: Duration = Duration::from_secs(12);

/// A browser sees no more pages than this: Chromium counts the connections of all pages that it has seen, for example,
/// and allows no more of them at some time.
const PAGES_EACH: usize = 10;

/// What came of all pages in an engine, with the shim in one of its ways and without.
pub struct Comparison {
    engine: Engine,
    version: String,
    way: Way,
    pages: usize,
    subtests: usize,
    passed: usize,
    passed_with: usize,
    /// Pages that come to no end, with the shim or without.
    endless: Vec<String>,
    different: Vec<String>,
    expected: Vec<String>,
    unsteady: Vec<String>,
}

impl Comparison {
    pub const HEAD: &str = "engine                        shim       pages  endless  subtests  \
                            passed without  passed with  different  expected  unsteady";

    pub fn differences(&self) -> usize {
        self.different.len()
    }

    /// Names everything that is not as it is without the shim.
    pub fn tell(&self) {
        let lists = [
            ("different", &self.different),
            ("different, as it is to be", &self.expected),
            ("unsteady, also without", &self.unsteady),
            ("comes to no end, with the shim or without", &self.endless),
        ];
        for (title, list) in lists {
            if !list.is_empty() {
                println!("\n{} with {}, {title}:", self.engine, self.way);
            }
            for line in list {
                println!("  {line}");
            }
        }
    }

    fn add(&mut self, page: &str, without: &History, with: &History) {
        let (subtests, passed) = without.first();
        self.pages += 1;
        self.subtests += subtests;
        self.passed += passed;
        self.passed_with += with.first().1;
        if [Status::Timeout, Status::Silent]
            .iter()
            .any(|status| without.page_always(*status) && with.page_always(*status))
        {
            self.endless.push(format!("{page}: {}", without.told(PAGE)));
        }
        for (name, verdict) in compare(without, with) {
            let (before, after) = (without.told(&name), with.told(&name));
            let mut line = format!("{page}: {name}: {before} without, {after} with");
            for message in [without.message(&name), with.message(&name)] {
                if !message.is_empty() && verdict != Verdict::Unsteady {
                    line += &format!("\n      {}", message.lines().next().unwrap_or_default());
                }
            }
            match verdict {
                Verdict::Same => {}
                Verdict::Unsteady => self.unsteady.push(line),
                Verdict::Doubtful | Verdict::Different => match expected::reason(page, &name, self.way) {
                    Some(reason) => self.expected.push(format!(
                        "{page}: {name}: {before} without, {after} with: {reason}"
                    )),
                    None => self.different.push(line),
                },
            }
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:29} {:9}  {:5}  {:7}  {:8}  {:14}  {:11}  {:9}  {:8}  {:8}",
            format!("{} {}", self.engine, self.version),
            self.way.to_string(),
            self.pages,
            self.endless.len(),
            self.subtests,
            self.passed,
            self.passed_with,
            self.different.len(),
            self.expected.len(),
            self.unsteady.len()
        )
    }
}

/// Runs every page without the shim and with it, in each of its ways.
pub fn all(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    suite: &Suite,
    pages: &[String],
) -> Result<[Comparison; Way::WITH.len()]> {
    let mut browser = Browser::start(project, tools, engine)?;
    let mut comparisons = Way::WITH.map(|way| Comparison {
        engine,
        version: browser.version.clone(),
        way,
        pages: 0,
        subtests: 0,
        passed: 0,
        passed_with: 0,
        endless: Vec::new(),
        different: Vec::new(),
        expected: Vec::new(),
        unsteady: Vec::new(),
    });
    for (number, page) in pages.iter().enumerate() {
        if number > 0 && number.is_multiple_of(PAGES_EACH) {
            browser.renew()?;
        }
        let (mut without, mut with) = Default::default();
        browser.run_each_way(suite, page, &mut without, &mut with)?;
        if verdicts(&without, &with).any(|verdict| verdict != Verdict::Same) {
            // From the beginning, and each time in a browser that has seen nothing before.
            (without, with) = Default::default();
            while without.runs() < RUNS
                || (without.runs() < MORE_RUNS
                    && verdicts(&without, &with).any(|verdict| verdict == Verdict::Doubtful))
            {
                browser.renew()?;
                browser.run_each_way(suite, page, &mut without, &mut with)?;
            }
            browser.renew()?;
        }
        if without.runs() > 1 {
            println!("{engine}: {page}: {} times each way", without.runs());
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

/// A browser, and how to get another one.
struct Browser<'a> {
    project: &'a Project,
    tools: &'a Tools,
    engine: Engine,
    version: String,
    session: Session,
    // After the session, which is to end first.
    _driver: Driver,
}

impl<'a> Browser<'a> {
    fn start(project: &'a Project, tools: &'a Tools, engine: Engine) -> Result<Self> {
        let driver = Driver::start(project, tools, engine)?;
        let mut capabilities = engine.own_capabilities(project, UNTRUSTED)?;
        // Pages tell when they are done, whether they are loaded by then or not.
        capabilities.insert("pageLoadStrategy".into(), json!("none"));
        let (session, version) = Session::start_known(driver.url(), capabilities)?;
        Ok(Self {
            project,
            tools,
            engine,
            version,
            session,
            _driver: driver,
        })
    }

    /// Goes on in another browser.
    fn renew(&mut self) -> Result<()> {
        *self = Self::start(self.project, self.tools, self.engine)?;
        Ok(())
    }

    fn run_each_way(
        &mut self,
        suite: &Suite,
        page: &str,
        without: &mut History,
        with: &mut [History; Way::WITH.len()],
    ) -> Result<()> {
        without.add(self.run(suite, Way::Without, page)?);
        for (way, history) in Way::WITH.into_iter().zip(with) {
            history.add(self.run(suite, way, page)?);
        }
        Ok(())
    }

    /// What a page comes to, once.
    fn run(&mut self, suite: &Suite, way: Way, page: &str) -> Result<Results> {
        suite.begin(way);
        let report = match self.session.goto(&suite.address(page)) {
            Ok(()) => suite.told(),
            Err(error) => {
                eprintln!("{}: {page}: {error:#}", self.engine);
                None
            }
        };
        match report.as_ref().and_then(Results::read) {
            Some(results) => Ok(results),
            None => {
                // It may hang, or be gone.
                self.renew()?;
                Ok(Results::silent())
            }
        }
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        // Whatever does not end this way is killed with the driver.
        let _ = self.session.close();
    }
}
