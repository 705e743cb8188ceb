//! `cargo xtask conformance`: compares the results of web-platform-tests with and without the shim.

mod expected;
mod pages;
mod results;
mod server;

use std::fs;
use std::path::PathBuf;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Result, ensure};
use axum::Router;
use clap::Args;

use self::results::{Comparison, NO_REPORT, PAGE, PageResults, Results};
use self::server::Suite;
use crate::browser::browser_page::BrowserPage;
use crate::browser::engine::Engine;
use crate::browser::install;
use crate::support::project::Project;
use crate::support::shim;
use crate::support::tools::Tools;

/// The runs in each variant before a difference is reported.
const RUNS: usize = 10;

/// The time limit of a page after it is loaded, longer than that of its tests.
const LIMIT: Duration = Duration::from_secs(17);

/// The number of page loads in one browser. Chromium limits the total number of peer connections, for example.
const LOADS_PER_BROWSER: usize = 30;

/// The names of a page's variants, with its first script. Without the shim the script is empty, so that all variants have the same
/// number of scripts. `install()` adds missing members and replaces nothing.
const VARIANTS: [(&str, &str); 3] = [
    ("without", "empty.js"),
    (
        "install()",
        "legacy.js data-media-stream-stop=false data-object-urls=false data-replace-native=false",
    ),
    ("legacy.js", "legacy.js"),
];

#[derive(Args)]
pub struct Options {
    /// The folder of a web-platform-tests checkout
    #[arg(long, value_name = "DIR")]
    suite: PathBuf,
    /// The engine; can be repeated; all by default
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Run only pages whose path contains this text; can be repeated
    #[arg(long = "page", value_name = "TEXT")]
    only: Vec<String>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let Options {
        suite,
        browsers,
        only,
    } = options;
    let mut pages = pages::find(suite)?;
    pages.retain(|page| only.is_empty() || only.iter().any(|part| page.contains(part)));
    let mut tools = Tools::new()?;
    tools.ensure_esbuild()?;
    // A separate copy, which concurrent builds do not change.
    let shim = tempfile::tempdir()?;
    shim::bundle_script(project, &tools, &shim.path().join(shim::SCRIPT))?;
    let engines = Engine::selection(browsers, &[]);
    install::require(&mut tools, &engines)?;
    let suite = &Suite::new(suite);
    let site = &suite.site(shim.path());
    let mut differences = 0;
    for engine in engines {
        let tools = &tools;
        let browser = Browser {
            project,
            tools,
            engine,
            suite,
            site,
            page: None,
        };
        differences += run_engine(browser, &pages)?;
    }
    ensure!(differences == 0, "{differences} unexpected differences");
    Ok(())
}

/// Runs all pages in a browser. Saves the results, and compares all saved results: pages can be run in several parts.
/// Returns the number of unexpected differences.
fn run_engine(mut browser: Browser<'_>, pages: &[String]) -> Result<usize> {
    let mut results: [Results; 3] = Default::default();
    for page in pages {
        let mut new: [Results; 3] = Default::default();
        browser.run_variants(page, &mut new)?;
        if !compare(&new)?.iter().all(Comparison::is_same) {
            println!("{page}: {RUNS} runs in each variant");
            // Discards the first results, which may differ by chance. Each further run uses a new browser.
            new = Default::default();
            for _ in 0..RUNS {
                browser.page = None;
                browser.run_variants(page, &mut new)?;
            }
        }
        for (results, new) in results.iter_mut().zip(new) {
            results.extend(new);
        }
    }
    let Browser { project, engine, .. } = browser;
    let folder = project.root.join("target").join("conformance");
    fs::create_dir_all(&folder)?;
    for (results, (name, _)) in results.iter_mut().zip(VARIANTS) {
        results::merge(results, &folder.join(format!("{engine}-{name}.json")))?;
    }
    let mut differences = 0;
    for (comparison, (name, _)) in compare(&results)?.iter().zip(&VARIANTS[1..]) {
        println!("\n{engine} with {name}: {comparison}");
        differences += comparison.different.len();
    }
    Ok(differences)
}

/// Compares both variants with the shim.
fn compare([without, install, script]: &[Results; 3]) -> Result<[Comparison; 2]> {
    let compare = |with, expected| Comparison::new(without, with, &expected);
    let (both, all) = (expected::patterns(false)?, expected::patterns(true)?);
    Ok([compare(install, both), compare(script, all)])
}

/// An engine that loads the pages of the suite.
struct Browser<'a> {
    project: &'a Project,
    tools: &'a Tools,
    engine: Engine,
    suite: &'a Suite,
    site: &'a Router,
    /// `None` if the next page needs a new browser.
    page: Option<BrowserPage>,
}

impl Browser<'_> {
    /// Runs a page once in each variant.
    fn run_variants(&mut self, page: &str, results: &mut [Results; 3]) -> Result<()> {
        for results in results {
            let report = self
                .run(page)?
                .unwrap_or_else(|| [(PAGE.into(), NO_REPORT.into())].into());
            results.entry(page.to_owned()).or_default().push(report);
            self.suite.load.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }

    /// Runs a page in the current variant. Returns `None` if it does not report its results.
    fn run(&mut self, path: &str) -> Result<Option<PageResults>> {
        let load = self.suite.load.load(Ordering::SeqCst);
        // The browser may hang or have crashed if this returns early.
        let page = match self
            .page
            .take()
            .filter(|_| !load.is_multiple_of(LOADS_PER_BROWSER))
        {
            Some(page) => page,
            None => BrowserPage::open(self.project, self.tools, self.engine, self.site.clone())?,
        };
        if let Err(error) = page.navigate("localhost", path) {
            println!("{path}: {error:#}");
            return Ok(None);
        }
        let reports = self.suite.reports.lock().unwrap_or_else(PoisonError::into_inner);
        while let Ok((reported, results)) = reports.recv_timeout(LIMIT) {
            // A page that was loaded earlier can report late.
            if reported == load {
                self.page = Some(page);
                return Ok(Some(results));
            }
        }
        Ok(None)
    }
}
