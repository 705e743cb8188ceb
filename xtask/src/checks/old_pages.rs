//! Checks the pages of tests/old_pages, which use libraries of 2012 to 2016 as their manuals say, with the shim and
//! without it.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use crate::browser::browser_page::BrowserPage;
use crate::browser::engine::Engine;
use crate::harness::report::{Outcome, Report, Test};
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::web_server::site;

/// The npm packages of the pages, and their versions.
const LIBRARIES: [(&str, &str); 14] = [
    ("easyrtc", "1.0.14"),
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
    ("webrtc-adapter-test", "0.2.5"),
];

/// The time limit of a page. The page itself reports a failure after a minute.
const LIMIT: Duration = Duration::from_secs(90);

/// Fetches the libraries.
pub fn fetch_libraries(tools: &Tools) -> Result<()> {
    for (name, version) in LIBRARIES {
        tools.ensure_npm_tarball(name, version)?;
    }
    Ok(())
}

/// Runs all pages, whose libraries have been fetched.
pub fn run(project: &Project, tools: &Tools, engine: Engine, package: &Path, report: &mut Report) {
    let name = format!("old pages in {engine}");
    report.run_tests(&name, || run_pages(project, tools, engine, package));
}

fn run_pages(project: &Project, tools: &Tools, engine: Engine, package: &Path) -> Result<Vec<Test>> {
    let pages = project.root.join("tests").join("old_pages");
    let site = site(&[("/npm", tools.home()), ("/pkg", package), ("/", &pages)]);
    let page = BrowserPage::open(project, tools, engine, site)?;
    let test = |(name, version): &(&str, &str)| {
        let result = |query: &str| {
            let path = format!("{name}-{version}.html{query}");
            // Some libraries replace `requestAnimationFrame`, which `load` uses.
            page.navigate("localhost", &path)?;
            page.session.wait_for(&path, LIMIT, "return window.result")
        };
        let (alone, with_shim) = (result("")?, result("?shim")?);
        let outcome = outcome(&with_shim);
        println!("  {name} {version} in {engine}: alone: {alone}; with the shim: {with_shim}");
        Ok(Test::new(format!("{name} {version}"), outcome))
    };
    LIBRARIES.iter().map(test).collect()
}

/// Reads `window.result`: `{ error, live, skipped }`.
fn outcome(result: &Value) -> Outcome {
    match (result["skipped"].as_str(), &result["error"]) {
        (Some(reason), _) => Outcome::Skipped(reason.to_owned()),
        (None, Value::Null) if result["live"].is_u64() => Outcome::Passed,
        _ => Outcome::Failed,
    }
}
