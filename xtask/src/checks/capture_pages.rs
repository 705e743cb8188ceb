//! Checks the demo page and the examples in a headless browser with fake devices.
//!
//! All these pages have the same elements: one with the capture's state in `data-state`, a `video`, the buttons `#open`
//! and `#stop`, and `#error` for the message.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::browser::browser_page::{BrowserPage, CheckResult, STEP_LIMIT};
use crate::browser::engine::{Engine, UNTRUSTED_HOST};
use crate::harness::page_checks;
use crate::harness::report::Report;
use crate::support::frameworks::Example;
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::web_server::{demo, site};

/// The states without a capture, and those after an error. The demo has a separate state after a stop.
const STOPPED: [&str; 2] = ["idle", "stopped"];
const FAILED: [&str; 2] = ["failed", "error"];

/// Runs all checks of the demo page. Writes a screenshot of the open camera if `screenshot` is a path.
pub fn run_demo(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    package: &Path,
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let open = || BrowserPage::open(project, tools, engine, demo(project, package));
    let name = format!("demo in {engine}");
    page_checks::run(&name, open, |page| CapturePage(page).all(screenshot), report);
}

/// Runs all checks of an example. Writes a screenshot of the open camera if `screenshot` is a path.
pub fn run_example(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    (example, folder): (Example, &Path),
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let open = || BrowserPage::open(project, tools, engine, site(&[("/", folder)]));
    let name = format!("{} example in {engine}", example.name());
    page_checks::run(&name, open, |page| CapturePage(page).all(screenshot), report);

    // A second browser: the first keeps the denied permission, and a crash must not affect the other checks.
    let name = name + ", reloaded";
    let reload = |page: &BrowserPage| {
        let mut result = CapturePage(page).reopens_after_reload();
        // WebKitGTK crashes occasionally when it leaves a page that plays a camera stream, independent of the page.
        if let Err(error) = &result
            && format!("{error:#}").contains("page crash")
        {
            println!("  {name}: the browser crashed; retrying");
            result = open().and_then(|page| CapturePage(&page).reopens_after_reload());
        }
        [("reopens after a reload while live", result)]
    };
    page_checks::run(&name, open, reload, report);
}

struct CapturePage<'a>(&'a BrowserPage);

impl CapturePage<'_> {
    fn all(&self, screenshot: Option<&Path>) -> [(&'static str, CheckResult); 3] {
        [
            ("opens and stops", self.opens_and_stops(screenshot)),
            ("reports a denied permission", self.reports_a_denied_permission()),
            ("reports an insecure context", self.reports_an_insecure_context()),
        ]
    }

    fn opens_and_stops(&self, screenshot: Option<&Path>) -> CheckResult {
        self.0.load("localhost", "")?;
        self.open()?;
        let tracks = "window.tracks = document.querySelector('video').srcObject.getTracks(); return window.tracks.length";
        ensure!(
            self.0.execute(tracks)? != 0,
            "the video element's stream has no track"
        );
        self.check_list()?;
        if let Some(file) = screenshot {
            self.0.save_screenshot(file)?;
        }
        self.0.session.click("#stop")?;
        self.wait_for_state(&STOPPED)?;
        let ended = "return window.tracks.every(track => track.readyState === 'ended')";
        ensure!(self.0.execute(ended)? == true, "a track is live after the stop");
        self.check_list()?;
        Ok(None)
    }

    /// Checks the list of tracks, which the demo has.
    fn check_list(&self) -> Result<()> {
        let listed = "const states = [...document.querySelectorAll('#tracks li')].map(({ dataset }) => dataset.state);
            const expected = document.querySelector('#tracks') ? window.tracks.map(track => track.readyState) : [];
            return String(states) === String(expected) || `the list shows ${states}, not ${expected}`";
        let listed = self.0.execute(listed)?;
        ensure!(listed == true, "{listed}");
        Ok(())
    }

    /// Reloads the page while the capture is live. The new document must open a capture, too.
    fn reopens_after_reload(&self) -> CheckResult {
        self.0.load("localhost", "")?;
        self.open()?;
        self.0.execute("window.isOldDocument = true")?;
        self.0.reload()?;
        let is_new = self.0.execute("return window.isOldDocument === undefined")?;
        ensure!(is_new == true, "the document was not replaced");
        self.open()?;
        Ok(None)
    }

    /// Opens the capture and waits for video frames.
    fn open(&self) -> Result<()> {
        self.wait_for_state(&STOPPED)?;
        self.0.session.click("#open")?;
        self.wait_for_state(&["live"])?;
        // Engines without a frame count advance `currentTime`. The demo counts itself.
        let frames = "const video = document.querySelector('video');
            const frames = video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
            const counted = document.querySelector('#frames')?.textContent ?? 5;
            return video.videoWidth > 0 && (frames >= 5 || video.currentTime > 0.3) && counted >= 5;";
        let frames = self
            .0
            .session
            .wait_for("five frames to arrive", STEP_LIMIT, frames);
        frames.with_context(|| self.description()).map(drop)
    }

    fn reports_a_denied_permission(&self) -> CheckResult {
        self.0.load("localhost", "")?;
        self.wait_for_state(&STOPPED)?;
        if let Some(reason) = self.0.deny_devices()? {
            return Ok(Some(reason));
        }
        self.0.session.click("#open")?;
        self.expect_error("NotAllowed")
    }

    fn reports_an_insecure_context(&self) -> CheckResult {
        if self.0.engine == Engine::WebKitGtk {
            return Ok(Some("WebKitGTK cannot map a host name to 127.0.0.1"));
        }
        self.0.load(UNTRUSTED_HOST, "")?;
        // The page may report the error on load or on click.
        if self.wait_for_state(&[STOPPED, FAILED].concat())? {
            self.0.session.click("#open")?;
        }
        self.expect_error("InsecureContext")
    }

    /// Waits for one of the states. Returns whether the page has not failed; fails if a failure is unexpected.
    fn wait_for_state(&self, states: &[&str]) -> Result<bool> {
        let script = format!(
            "const state = document.querySelector('[data-state]')?.dataset.state;
             return {}.includes(state) && state",
            json!([states, &FAILED].concat())
        );
        let condition = format!("the page to be {}", states.join(" or "));
        let state = self.0.session.wait_for(&condition, STEP_LIMIT, &script);
        let state = state.with_context(|| self.description())?;
        ensure!(
            states.iter().any(|expected| state == **expected),
            "expected {condition}, found {}",
            self.description()
        );
        Ok(FAILED.iter().all(|failed| state != **failed))
    }

    /// Waits until the page reports an error with a message. The demo also shows the kind.
    fn expect_error(&self, kind: &str) -> CheckResult {
        self.wait_for_state(&FAILED)?;
        let script = "const error = document.querySelector('#error');
            return [error.textContent.includes(' '), error.dataset.kind ?? null, Boolean(document.querySelector('#tracks'))];";
        let found = self.0.execute(script)?;
        ensure!(
            found[0] == true,
            "the error has no message: {}",
            self.description()
        );
        ensure!(
            found[1] == kind || found[2] == false,
            "the error is {}, not {kind}",
            found[1]
        );
        Ok(None)
    }

    /// Describes the page, for error messages.
    fn description(&self) -> String {
        let script = "return `state ${document.querySelector('[data-state]')?.dataset.state}, \
            frames ${document.querySelector('#frames')?.textContent}, \
            error \"${document.querySelector('#error')?.textContent.trim()}\"`";
        let description = self.0.execute(script);
        description.map_or_else(|_| "the page does not respond".into(), |text| text.to_string())
    }
}
