//! Checks the demo page in a headless browser with fake devices.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use crate::browser::browser_page::{BrowserPage, CheckResult, STEP_LIMIT, UNTRUSTED_HOST};
use crate::browser::engine::Engine;
use crate::harness::page_checks;
use crate::harness::report::Report;
use crate::support::project::Project;
use crate::support::site::serve_demo;
use crate::support::tools::Tools;

/// Runs all checks of the page. Writes a screenshot of the open camera if `screenshot` is a path.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    package: &Path,
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let page = serve_demo(project, package.to_owned(), 0)
        .and_then(|server| BrowserPage::open(project, tools, engine, server));
    let checks = |page: &BrowserPage| {
        let page = DemoPage(page);
        [
            ("opens and stops", page.opens_and_stops(screenshot)),
            ("reports a denied permission", page.reports_a_denied_permission()),
            ("reports an insecure context", page.reports_an_insecure_context()),
        ]
    };
    page_checks::run(format!("demo in {engine}"), page, checks, report);
}

struct DemoPage<'a>(&'a BrowserPage);

impl DemoPage<'_> {
    /// Waits for one of the states. Fails if the page reports an error instead.
    fn wait_for_state(&self, states: &[&str]) -> Result<String> {
        let script = format!(
            "const state = document.body.dataset.state; return [...{}, 'error'].includes(state) && state;",
            json!(states)
        );
        let condition = format!("the page to be {}", states.join(" or "));
        let state = self
            .0
            .session
            .wait_for(&condition, STEP_LIMIT, &script)
            .with_context(|| self.description())?;
        let state = state.as_str().unwrap_or_default().to_owned();
        if !states.contains(&state.as_str()) {
            bail!("expected {condition}, found {}", self.description());
        }
        Ok(state)
    }

    /// Describes the page, for error messages.
    fn description(&self) -> String {
        let script = "const text = selector => document.querySelector(selector)?.textContent.trim();
            return `state ${document.body?.dataset.state}, frames ${text('#frames')}, error \"${text('#error')}\"`;";
        let description = self.0.execute(script);
        description
            .ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_else(|| "the page does not respond".into())
    }

    /// Returns the number of listed tracks in a state.
    fn track_count(&self, state: &str) -> Result<u64> {
        let count = "return document.querySelectorAll(`#tracks li[data-state=${arguments[0]}]`).length";
        self.0
            .session
            .execute(count, &json!([state]))?
            .as_u64()
            .context("the track count is not a number")
    }

    fn opens_and_stops(&self, screenshot: Option<&Path>) -> CheckResult {
        self.0.load("localhost", "")?;
        self.wait_for_state(&["idle"])?;
        self.0.session.click("#open")?;
        self.wait_for_state(&["live"])?;
        let frames = "const video = document.querySelector('#preview');
            return video.videoWidth > 0 && Number(document.querySelector('#frames').textContent) >= 5;";
        self.0
            .session
            .wait_for("five frames to arrive", STEP_LIMIT, frames)
            .with_context(|| self.description())?;
        if let Some(file) = screenshot {
            self.0.save_screenshot(file)?;
        }
        let live = self.track_count("live")?;
        ensure!(live >= 1, "no track is listed as live");
        self.0.session.click("#stop")?;
        self.wait_for_state(&["stopped"])?;
        let (ended, live_after) = (self.track_count("ended")?, self.track_count("live")?);
        ensure!(
            live_after == 0 && ended == live,
            "after the stop, {ended} of {live} tracks have ended and {live_after} are live"
        );
        Ok(None)
    }

    fn reports_a_denied_permission(&self) -> CheckResult {
        self.0.load("localhost", "")?;
        self.wait_for_state(&["idle"])?;
        if let Some(reason) = self.0.deny_devices()? {
            return Ok(Some(reason));
        }
        self.0.session.click("#open")?;
        self.expect_error("NotAllowed")?;
        ensure!(
            self.track_count("live")? == 0,
            "a track is live although the permission was denied"
        );
        Ok(None)
    }

    fn reports_an_insecure_context(&self) -> CheckResult {
        if self.0.engine == Engine::WebKitGtk {
            return Ok(Some("WebKitGTK cannot map a host name to 127.0.0.1"));
        }
        self.0.load(UNTRUSTED_HOST, "")?;
        // The page may report the error on load or on click.
        if self.wait_for_state(&["idle", "error"])? == "idle" {
            self.0.session.click("#open")?;
        }
        self.expect_error("InsecureContext")?;
        Ok(None)
    }

    /// Waits until the page reports an error of this kind with a message.
    fn expect_error(&self, kind: &str) -> Result<()> {
        self.wait_for_state(&["error"])?;
        let script = "const error = document.querySelector('#error');
            return [error.dataset.kind, error.textContent.trim()];";
        let error = self.0.execute(script)?;
        ensure!(error[0] == kind, "the error is {}, not {kind}", error[0]);
        ensure!(
            error[1].as_str().is_some_and(|message| message.contains(' ')),
            "the error has no message: {}",
            error[1]
        );
        Ok(())
    }
}
