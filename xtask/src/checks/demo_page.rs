//! Uses the demo page as a visitor does, in a headless browser with fake devices.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use crate::demo;
use crate::engines::Engine;
use crate::project::Project;
use crate::report::Report;
use crate::tools::Tools;
use crate::visit::{self, Checked, LIMIT, UNTRUSTED, Visit};

/// Runs every check of the page and adds what came of it.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    package: &Path,
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let visit = demo::serve(project, package.to_owned(), 0)
        .and_then(|serving| Visit::begin(project, tools, engine, serving));
    let checks = |visit: &Visit| {
        let page = Page(visit);
        [
            ("opens and stops", page.opens_and_stops(screenshot)),
            ("tells of a refusal", page.tells_of_a_refusal()),
            ("tells of an insecure page", page.tells_of_an_insecure_page()),
        ]
    };
    visit::report(format!("demo in {engine}"), visit, checks, report);
}

/// The page, as it is visited.
struct Page<'a>(&'a Visit);

impl Page<'_> {
    /// Waits for one of these states, and no longer when the page reports an error instead.
    fn state(&self, wanted: &[&str]) -> Result<String> {
        let script = format!(
            "const state = document.body.dataset.state; return [...{}, 'error'].includes(state) && state;",
            json!(wanted)
        );
        let what = format!("the page to be {}", wanted.join(" or "));
        let state = self
            .0
            .session
            .wait_for(&what, LIMIT, &script)
            .with_context(|| self.situation())?;
        let state = state.as_str().unwrap_or_default().to_owned();
        if !wanted.contains(&state.as_str()) {
            bail!("instead of {what}: {}", self.situation());
        }
        Ok(state)
    }

    /// What the page looks like, for an error message.
    fn situation(&self) -> String {
        let script = "const text = selector => document.querySelector(selector)?.textContent.trim();
            return `state ${document.body?.dataset.state}, frames ${text('#frames')}, error \"${text('#error')}\"`;";
        let seen = self.0.session.execute(script, &json!([]));
        seen.ok()
            .and_then(|seen| seen.as_str().map(str::to_owned))
            .unwrap_or_else(|| "the page does not answer".into())
    }

    /// The tracks that the page lists in each state.
    fn tracks(&self, state: &str) -> Result<u64> {
        let count = "return document.querySelectorAll(`#tracks li[data-state=${arguments[0]}]`).length";
        self.0
            .session
            .execute(count, &json!([state]))?
            .as_u64()
            .context("a number of tracks")
    }

    fn opens_and_stops(&self, screenshot: Option<&Path>) -> Checked {
        self.0.go_to("localhost")?;
        self.state(&["idle"])?;
        self.0.session.click("#open")?;
        self.state(&["live"])?;
        let frames = "const video = document.querySelector('#preview');
            return video.videoWidth > 0 && Number(document.querySelector('#frames').textContent) >= 5;";
        self.0
            .session
            .wait_for("five frames to arrive", LIMIT, frames)
            .with_context(|| self.situation())?;
        if let Some(file) = screenshot {
            self.0.picture(file)?;
        }
        let live = self.tracks("live")?;
        ensure!(live >= 1, "no track is listed as live");
        self.0.session.click("#stop")?;
        self.state(&["stopped"])?;
        let (ended, still) = (self.tracks("ended")?, self.tracks("live")?);
        ensure!(
            still == 0 && ended == live,
            "of {live} tracks {ended} ended and {still} are live after the stop"
        );
        Ok(None)
    }

    fn tells_of_a_refusal(&self) -> Checked {
        self.0.go_to("localhost")?;
        self.state(&["idle"])?;
        if let Some(why) = self.0.refuse()? {
            return Ok(Some(why));
        }
        self.0.session.click("#open")?;
        self.error("NotAllowed")?;
        ensure!(
            self.tracks("live")? == 0,
            "a track is live although all were refused"
        );
        Ok(None)
    }

    fn tells_of_an_insecure_page(&self) -> Checked {
        if self.0.engine == Engine::WebKitGtk {
            return Ok(Some("WebKitGTK cannot be told that a name leads here"));
        }
        self.0.go_to(UNTRUSTED)?;
        // The page may say so at once, or when asked to open.
        if self.state(&["idle", "error"])? == "idle" {
            self.0.session.click("#open")?;
        }
        self.error("InsecureContext")?;
        Ok(None)
    }

    /// Waits for the page to report an error of this kind, in words.
    fn error(&self, kind: &str) -> Result<()> {
        self.state(&["error"])?;
        let script = "const error = document.querySelector('#error');
            return [error.dataset.kind, error.textContent.trim()];";
        let error = self.0.session.execute(script, &json!([]))?;
        ensure!(error[0] == kind, "the error is {}, not {kind}", error[0]);
        ensure!(
            error[1].as_str().is_some_and(|words| words.contains(' ')),
            "the error is not told in words: {}",
            error[1]
        );
        Ok(())
    }
}
