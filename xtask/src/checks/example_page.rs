//! Checks an example in a headless browser with fake devices.
//!
//! All examples have the same elements: a `main` with the capture state in `data-state`, a `video`, the buttons `#open`
//! and `#stop`, and `#error` for the message.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use crate::browser::browser_page::{BrowserPage, CheckResult, STEP_LIMIT, UNTRUSTED_HOST};
use crate::browser::engine::Engine;
use crate::harness::page_checks;
use crate::harness::report::Report;
use crate::support::frameworks::Example;
use crate::support::project::Project;
use crate::support::site::serve_folder;
use crate::support::tools::Tools;

/// Runs all checks of an example. Writes a screenshot of the open camera if `screenshot` is a path.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    (example, site): (Example, &Path),
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let open = || serve_folder(site, 0).and_then(|server| BrowserPage::open(project, tools, engine, server));
    let checks = |page: &BrowserPage| {
        let page = ExamplePage(page);
        [
            ("opens and stops", page.opens_and_stops(screenshot)),
            ("reports a denied permission", page.reports_a_denied_permission()),
            ("reports an insecure context", page.reports_an_insecure_context()),
        ]
    };
    let name = format!("{} example in {engine}", example.name());
    page_checks::run(name.clone(), open(), checks, report);

    // A second browser: the first keeps the denied permission, and a crash must not affect the other checks.
    let name = name + ", reloaded";
    let reload_check = |page: &BrowserPage| {
        let mut result = ExamplePage(page).reopens_after_reload();
        // WebKitGTK crashes occasionally when it leaves a page that plays a camera stream, independent of the page.
        if let Err(error) = &result
            && format!("{error:#}").contains("page crash")
        {
            println!("  {name}: the browser crashed; retrying");
            result = open().and_then(|page| ExamplePage(&page).reopens_after_reload());
        }
        [("reopens after a reload while live", result)]
    };
    page_checks::run(name.clone(), open(), reload_check, report);
}

struct ExamplePage<'a>(&'a BrowserPage);

impl ExamplePage<'_> {
    fn opens_and_stops(&self, screenshot: Option<&Path>) -> CheckResult {
        self.0.load("localhost", "")?;
        self.open()?;
        let store_tracks = "window.tracks = document.querySelector('video').srcObject.getTracks(); return window.tracks.length";
        let tracks = self.0.execute(store_tracks)?.as_u64().unwrap_or(0);
        ensure!(tracks > 0, "the video element's stream has no track");
        if let Some(file) = screenshot {
            self.0.save_screenshot(file)?;
        }
        self.0.session.click("#stop")?;
        self.wait_for_state("idle")?;
        let ended = "return window.tracks.every(track => track.readyState === 'ended')";
        ensure!(self.0.execute(ended)? == true, "a track is live after the stop");
        Ok(None)
    }

    /// Reloads the page while the capture is live. The new document must open a capture, too.
    fn reopens_after_reload(&self) -> CheckResult {
        self.0.load("localhost", "")?;
        self.open()?;
        self.0.execute("window.isOldDocument = true")?;
        self.0.reload()?;
        ensure!(
            self.0.execute("return window.isOldDocument === undefined")? == true,
            "the document was not replaced"
        );
        self.open()?;
        Ok(None)
    }

    /// Opens the capture and waits for video frames.
    fn open(&self) -> Result<()> {
        self.wait_for_state("idle")?;
        self.0.session.click("#open")?;
        self.wait_for_state("live")?;
        // Engines without a frame count advance `currentTime`.
        let frames = "const video = document.querySelector('video');
            const frames = video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
            return video.videoWidth > 0 && (frames >= 5 || video.currentTime > 0.3);";
        self.0
            .session
            .wait_for("five frames to arrive", STEP_LIMIT, frames)
            .with_context(|| self.description())
            .map(drop)
    }

    fn reports_a_denied_permission(&self) -> CheckResult {
        self.0.load("localhost", "")?;
        self.wait_for_state("idle")?;
        if let Some(reason) = self.0.deny_devices()? {
            return Ok(Some(reason));
        }
        self.0.session.click("#open")?;
        self.expect_error()?;
        Ok(None)
    }

    fn reports_an_insecure_context(&self) -> CheckResult {
        if self.0.engine == Engine::WebKitGtk {
            return Ok(Some("WebKitGTK cannot map a host name to 127.0.0.1"));
        }
        self.0.load(UNTRUSTED_HOST, "")?;
        self.wait_for_state("idle")?;
        self.0.session.click("#open")?;
        self.expect_error()?;
        Ok(None)
    }

    /// Waits for a state. Fails if the capture fails instead.
    fn wait_for_state(&self, expected: &str) -> Result<()> {
        let script = format!(
            "const state = document.querySelector('main')?.dataset.state;
             return [{}, 'failed'].includes(state) && state;",
            json!(expected)
        );
        let condition = format!("the page to be {expected}");
        let state = self
            .0
            .session
            .wait_for(&condition, STEP_LIMIT, &script)
            .with_context(|| self.description())?;
        if state != expected {
            bail!("expected {condition}, found {}", self.description());
        }
        Ok(())
    }

    /// Waits until the page reports an error with a message.
    fn expect_error(&self) -> Result<()> {
        self.wait_for_state("failed")?;
        let message = self
            .0
            .execute("return document.querySelector('#error')?.textContent.trim()")?;
        ensure!(
            message.as_str().is_some_and(|message| message.contains(' ')),
            "the error has no message: {message}"
        );
        Ok(())
    }

    /// Describes the page, for error messages.
    fn description(&self) -> String {
        let script = "return `state ${document.querySelector('main')?.dataset.state}, \
            error \"${document.querySelector('#error')?.textContent.trim()}\"`";
        let description = self.0.execute(script).ok();
        description
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_else(|| "the page does not respond".into())
    }
}
