//! Checks the pages of tests/old_pages, which use libraries of 2012 to 2016 as their manuals say, with the shim and
//! without it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::browser_page::BrowserPage;
use crate::browser::engine::Engine;
use crate::harness::report::{Report, Row};
use crate::harness::test_result::{Outcome, Test};
use crate::support::project::Project;
use crate::support::shim::SCRIPT;
use crate::support::site::Site;
use crate::support::tools::Tools;

/// The npm packages of the pages, and their versions.
const LIBRARIES: [(&str, &str); 12] = [
    ("easyrtc", "1.1.0"),
    ("getusermedia", "0.2.1"),
    ("gifshot", "0.3.2"),
    ("headtrackr", "0.0.1"),
    ("peerjs", "0.3.14"),
    ("phaser", "2.4.4"),
    ("quagga", "0.6.16"),
    ("recordrtc", "2.0.0"),
    ("recordrtc", "4.0.9"),
    ("simplewebrtc", "1.19.0"),
    ("tracking", "1.1.2"),
    ("webcamjs", "1.0.16"),
];

/// The time limit of a page. The page itself reports a failure after ten seconds.
const LIMIT: Duration = Duration::from_secs(20);

/// Fetches the libraries. Runs all pages in each engine.
pub fn run(project: &Project, tools: &Tools, engines: &[Engine], package: &Path, report: &mut Report) {
    const NAME: &str = "old pages";
    if !package.join(SCRIPT).is_file() {
        return report.add_skip(NAME, "Node is not installed");
    }
    let started = Instant::now();
    let fetched = LIBRARIES
        .iter()
        .try_for_each(|(name, version)| tools.ensure_npm_tarball(name, version).map(drop));
    if let Err(error) = fetched {
        return report.add_failure(NAME, started, &error);
    }
    for &engine in engines {
        let started = Instant::now();
        let name = format!("{NAME} in {engine}");
        match run_pages(project, tools, engine, package) {
            Ok(tests) => report.add(Row {
                name,
                tests,
                time: started.elapsed(),
            }),
            Err(error) => report.add_failure(&name, started, &error),
        }
    }
}

fn run_pages(project: &Project, tools: &Tools, engine: Engine, package: &Path) -> Result<Vec<Test>> {
    let pages = project.root.join("tests").join("old_pages");
    let folders: [(&'static str, PathBuf); 3] = [
        ("/npm/", tools.home().to_owned()),
        ("/pkg/", package.to_owned()),
        ("/", pages),
    ];
    let server = Site(folders.into()).serve(0)?;
    let page = BrowserPage::open(project, tools, engine, server)?;
    LIBRARIES
        .iter()
        .map(|(name, version)| {
            let file = format!("{name}-{version}.html");
            let alone = PageResult::of(&page, &file)?;
            let with_shim = PageResult::of(&page, &format!("{file}?shim"))?;
            println!("  {name} {version} in {engine}: alone: {alone}; with the shim: {with_shim}");
            Ok(Test {
                name: format!("{name} {version}"),
                outcome: with_shim.outcome(),
            })
        })
        .collect()
}

/// The result that a page reports.
enum PageResult {
    Works,
    Skipped(String),
    Fails { error: String, live_tracks: u64 },
}

impl PageResult {
    /// Loads a page and waits for its result.
    fn of(page: &BrowserPage, path: &str) -> Result<Self> {
        // Some libraries replace `requestAnimationFrame`, which `load` uses.
        page.navigate("localhost", path)?;
        let value = page.session.wait_for(path, LIMIT, "return window.result")?;
        Self::parse(&value).with_context(|| format!("{path} reports {value}"))
    }

    fn parse(value: &Value) -> Option<Self> {
        let live_tracks = value["live"].as_u64()?;
        if let Some(reason) = value["skipped"].as_str() {
            return Some(Self::Skipped(reason.to_owned()));
        }
        match value["error"].as_str() {
            Some(error) => Some(Self::Fails {
                error: error.to_owned(),
                live_tracks,
            }),
            None => Some(Self::Works),
        }
    }

    fn outcome(self) -> Outcome {
        match self {
            Self::Works => Outcome::Passed,
            Self::Skipped(reason) => Outcome::Skipped(reason),
            Self::Fails { .. } => Outcome::Failed,
        }
    }
}

impl fmt::Display for PageResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Works => f.write_str("works"),
            Self::Skipped(reason) => write!(f, "skipped ({reason})"),
            Self::Fails { error, live_tracks } => write!(f, "fails ({error}), {live_tracks} live tracks"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn results_are_parsed() {
        let parse = |value| PageResult::parse(&value).map(|result| result.to_string());
        assert_eq!(parse(json!({ "error": null, "live": 0 })), Some("works".into()));
        let failure = json!({ "error": "no camera", "live": 1 });
        assert_eq!(parse(failure), Some("fails (no camera), 1 live tracks".into()));
        let skipped = json!({ "error": null, "skipped": "no device", "live": 0 });
        assert_eq!(parse(skipped), Some("skipped (no device)".into()));
        assert_eq!(parse(json!(null)), None);
    }
}
