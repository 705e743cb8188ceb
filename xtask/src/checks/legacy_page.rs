//! Checks www/legacy.html, a page with the API of 2012 and the shim's classic script.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::browser_page::{BrowserPage, CheckResult, STEP_LIMIT};
use crate::browser::engine::Engine;
use crate::harness::page_checks;
use crate::harness::report::Report;
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::web_server::demo;

/// Runs all checks of the page.
pub fn run(project: &Project, tools: &Tools, engine: Engine, package: &Path, report: &mut Report) {
    let name = format!("legacy page in {engine}");
    let open = || BrowserPage::open(project, tools, engine, demo(project, package));
    let checks = |page: &BrowserPage| {
        let page = LegacyPage(page);
        [
            ("takes a picture and stops", page.takes_a_picture_and_stops()),
            ("reports a denied permission", page.reports_a_denied_permission()),
        ]
    };
    page_checks::run(&name, open, checks, report);
}

struct LegacyPage<'a>(&'a BrowserPage);

impl LegacyPage<'_> {
    fn takes_a_picture_and_stops(&self) -> CheckResult {
        self.open()?;
        self.0.session.click("#start")?;
        self.wait_for_status("live")?;
        let info = self.evaluate("document.querySelector('#info').textContent")?;
        ensure!(
            info == "1 video, 1 audio, 36 characters",
            "unexpected stream: {info}"
        );
        let preview = "const { videoWidth, src, currentTime } = document.querySelector('#video');
            return videoWidth >= 320 && videoWidth <= 640 && src.startsWith('blob:') && currentTime > 0.3;";
        self.0.session.wait_for("the preview", STEP_LIMIT, preview)?;
        self.0.session.click("#snap")?;
        self.wait_for_status("taken")?;
        self.0.session.click("#impossible")?;
        self.wait_for_status("failed: OverconstrainedError")?;
        self.0.session.click("#stop")?;
        self.wait_for_status("stopped")?;
        let ended = self.evaluate("localStream.ended && !localStream.active")?;
        ensure!(ended == true, "the stream is still active");
        Ok(None)
    }

    fn reports_a_denied_permission(&self) -> CheckResult {
        self.open()?;
        if let Some(reason) = self.0.deny_devices()? {
            return Ok(Some(reason));
        }
        self.0.session.click("#start")?;
        self.wait_for_status("denied: code 1")?;
        Ok(None)
    }

    fn open(&self) -> Result<()> {
        self.0.load("localhost", "legacy.html")?;
        self.wait_for_status("ready")
    }

    fn evaluate(&self, expression: &str) -> Result<Value> {
        self.0.execute(&format!("return {expression}"))
    }

    /// Waits until the page shows this status.
    fn wait_for_status(&self, status: &str) -> Result<()> {
        const STATUS: &str = "document.querySelector('#status')?.textContent";
        let script = format!("return {STATUS} === {}", json!(status));
        self.0
            .session
            .wait_for(&format!("the status \"{status}\""), STEP_LIMIT, &script)
            .with_context(|| format!("the status is {}", self.evaluate(STATUS).unwrap_or_default()))?;
        Ok(())
    }
}
