//! Uses the page that was written for the browsers of 2012, and has the shim's script in it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::demo;
use crate::engines::Engine;
use crate::npm::SCRIPT;
use crate::project::Project;
use crate::report::Report;
use crate::tools::Tools;
use crate::visit::{self, Checked, LIMIT, Visit};

/// Runs every check of the page and adds what came of it.
pub fn run(project: &Project, tools: &Tools, engine: Engine, package: &Path, report: &mut Report) {
    let name = format!("a page of 2012 in {engine}");
    if !package.join(SCRIPT).is_file() {
        return report.add_skip(&name, "Node is not installed, and the shim's script is not made");
    }
    let visit = demo::serve(project, package.to_owned(), 0)
        .and_then(|serving| Visit::begin(project, tools, engine, serving));
    let checks = |visit: &Visit| {
        let page = Page(visit);
        [
            ("takes a picture and stops", page.takes_a_picture_and_stops()),
            ("is told of a refusal", page.is_told_of_a_refusal()),
        ]
    };
    visit::report(name, visit, checks, report);
}

/// The page, as it is visited.
struct Page<'a>(&'a Visit);

impl Page<'_> {
    fn takes_a_picture_and_stops(&self) -> Checked {
        self.open()?;
        self.0.session.click("#start")?;
        self.says("live")?;
        let info = self.get("document.querySelector('#info').textContent")?;
        ensure!(info == "1 video, 1 audio, 36 characters", "it got: {info}");
        let picture = "const video = document.querySelector('#video');
            return video.videoWidth >= 320 && video.videoWidth <= 640 && video.src.startsWith('blob:');";
        self.0.session.wait_for("a picture", LIMIT, picture)?;
        self.0.session.click("#snap")?;
        self.says("taken")?;
        self.0.session.click("#impossible")?;
        self.says("failed: OverconstrainedError")?;
        self.0.session.click("#stop")?;
        self.says("stopped")?;
        let ended = self.get("localStream.ended && !localStream.active")?;
        ensure!(ended == true, "its stream goes on");
        Ok(None)
    }

    fn is_told_of_a_refusal(&self) -> Checked {
        self.open()?;
        if let Some(why) = self.0.refuse()? {
            return Ok(Some(why));
        }
        self.0.session.click("#start")?;
        self.says("denied: code 1")?;
        Ok(None)
    }

    fn open(&self) -> Result<()> {
        self.0.go_to_page("localhost", "legacy.html")?;
        self.says("ready")
    }

    fn get(&self, expression: &str) -> Result<serde_json::Value> {
        self.0
            .session
            .execute(&format!("return {expression}"), &json!([]))
    }

    /// Waits for the page to say this, and tells what it says instead.
    fn says(&self, words: &str) -> Result<()> {
        const SAID: &str = "document.querySelector('#status')?.textContent";
        let script = format!("return {SAID} === {}", json!(words));
        self.0
            .session
            .wait_for(&format!("the page to say \"{words}\""), LIMIT, &script)
            .with_context(|| format!("it says {}", self.get(SAID).unwrap_or_default()))?;
        Ok(())
    }
}
