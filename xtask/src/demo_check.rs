//! Uses the demo page as a visitor does, in a headless browser with fake devices.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use crate::demo;
use crate::driver::Driver;
use crate::engines::Engine;
use crate::libtest::{Outcome, Test};
use crate::project::Project;
use crate::report::{Report, Row};
use crate::tools::Tools;
use crate::verbs::{Answer, Browser};
use crate::webdriver::Session;

/// No step of the page takes longer than this, even on a busy machine.
const LIMIT: Duration = Duration::from_secs(20);
/// A name that leads here, but that no browser takes for this machine's own.
const UNTRUSTED: &str = "insecure.test";

/// Runs every check of the page and adds what came of it.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    package: &Path,
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let name = format!("demo in {engine}");
    let started = Instant::now();
    match Visit::begin(project, tools, engine, package) {
        Ok(visit) => {
            let checks = [
                ("opens and stops", visit.opens_and_stops(screenshot)),
                ("a page of 2012 runs", visit.runs_a_page_of_2012()),
                ("tells of a refusal", visit.tells_of_a_refusal()),
                ("tells of an insecure page", visit.tells_of_an_insecure_page()),
            ];
            let tests = checks
                .into_iter()
                .map(|(name, result)| outcome(name, result))
                .collect();
            report.add(Row {
                name,
                tests,
                time: started.elapsed(),
            });
        }
        Err(error) => report.add_failure(&name, started, &error),
    }
}

/// None when the page was seen to do right, otherwise why it could not be seen.
type Checked = Result<Option<&'static str>>;

fn outcome(name: &str, result: Checked) -> Test {
    let outcome = match result {
        Ok(None) => Outcome::Passed,
        Ok(Some(reason)) => Outcome::Skipped(reason.to_owned()),
        Err(error) => {
            eprintln!("the demo {name}: {error:#}");
            Outcome::Failed
        }
    };
    Test {
        name: name.to_owned(),
        outcome,
    }
}

/// A browser that looks at the page.
struct Visit {
    session: Session,
    engine: Engine,
    // After the session, which is to end first.
    driver: Driver,
    _serving: crate::serve::Serving,
    port: u16,
}

impl Visit {
    fn begin(project: &Project, tools: &Tools, engine: Engine, package: &Path) -> Result<Self> {
        let serving = demo::serve(project, package.to_owned(), 0)?;
        let driver = Driver::start(project, tools, engine)?;
        let session = Session::start(driver.url(), engine.own_capabilities(project, UNTRUSTED)?)?;
        Ok(Self {
            session,
            engine,
            driver,
            port: serving.port,
            _serving: serving,
        })
    }

    fn go_to(&self, host: &str) -> Result<()> {
        self.go_to_page(host, "")
    }

    fn go_to_page(&self, host: &str, page: &str) -> Result<()> {
        self.session
            .goto(&format!("http://{host}:{}/{page}", self.port))?;
        // WebKitGTK loses clicks on what it has not painted yet.
        let painted = "const painted = () => requestAnimationFrame(() => window.isPainted = true);
            if (window.isPainted === undefined) { window.isPainted = false; requestAnimationFrame(painted); }
            return window.isPainted;";
        self.session
            .wait_for("the page to be painted", LIMIT, painted)
            .map(drop)
    }

    /// Waits for one of these states, and no longer when the page reports an error instead.
    fn state(&self, wanted: &[&str]) -> Result<String> {
        let script = format!(
            "const state = document.body.dataset.state; return [...{}, 'error'].includes(state) && state;",
            json!(wanted)
        );
        let what = format!("the page to be {}", wanted.join(" or "));
        let state = self
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
        let seen = self.session.execute(script, &json!([]));
        seen.ok()
            .and_then(|seen| seen.as_str().map(str::to_owned))
            .unwrap_or_else(|| "the page does not answer".into())
    }

    /// The tracks that the page lists in each state.
    fn tracks(&self, state: &str) -> Result<u64> {
        let count = "return document.querySelectorAll(`#tracks li[data-state=${arguments[0]}]`).length";
        self.session
            .execute(count, &json!([state]))?
            .as_u64()
            .context("a number of tracks")
    }

    fn opens_and_stops(&self, screenshot: Option<&Path>) -> Checked {
        self.go_to("localhost")?;
        self.state(&["idle"])?;
        self.session.click("#open")?;
        self.state(&["live"])?;
        let frames = "const video = document.querySelector('#preview');
            return video.videoWidth > 0 && Number(document.querySelector('#frames').textContent) >= 5;";
        self.session
            .wait_for("five frames to arrive", LIMIT, frames)
            .with_context(|| self.situation())?;
        if let Some(file) = screenshot {
            self.session.execute("scrollTo(0, 0)", &json!([]))?;
            fs::write(file, self.session.screenshot()?)
                .with_context(|| format!("cannot write {}", file.display()))?;
            println!("The picture is in {}.", file.display());
        }
        let live = self.tracks("live")?;
        ensure!(live >= 1, "no track is listed as live");
        self.session.click("#stop")?;
        self.state(&["stopped"])?;
        let (ended, still) = (self.tracks("ended")?, self.tracks("live")?);
        ensure!(
            still == 0 && ended == live,
            "of {live} tracks {ended} ended and {still} are live after the stop"
        );
        Ok(None)
    }

    /// The page that was written for the browsers of 2012, with the shim's script in it.
    fn runs_a_page_of_2012(&self) -> Checked {
        self.go_to_page("localhost", "legacy.html")?;
        self.old_page_says("ready")?;
        self.session.click("#start")?;
        self.old_page_says("live")?;
        let info = self
            .session
            .execute("return document.querySelector('#info').textContent", &json!([]))?;
        ensure!(
            info == "1 video, 1 audio, 36 characters",
            "the old page got: {info}"
        );
        let picture = "const video = document.querySelector('#video');
            return video.videoWidth >= 320 && video.videoWidth <= 640 && video.src.startsWith('blob:');";
        self.session
            .wait_for("a picture in the old page", LIMIT, picture)?;
        self.session.click("#snap")?;
        self.old_page_says("taken")?;
        self.session.click("#impossible")?;
        self.old_page_says("failed: OverconstrainedError")?;
        self.session.click("#stop")?;
        self.old_page_says("stopped")?;
        let ended = "return localStream.ended && !localStream.active";
        ensure!(
            self.session.execute(ended, &json!([]))? == true,
            "the old page has a stream that goes on"
        );
        Ok(None)
    }

    /// Waits for the old page to say this, and tells what it says instead.
    fn old_page_says(&self, words: &str) -> Result<()> {
        let said = "document.querySelector('#status')?.textContent";
        self.session
            .wait_for(
                &format!("the old page to say \"{words}\""),
                LIMIT,
                &format!("return {said} === {}", json!(words)),
            )
            .with_context(|| {
                let says = self.session.execute(&format!("return {said}"), &json!([]));
                format!("the old page says {}", says.unwrap_or_default())
            })?;
        Ok(())
    }

    fn tells_of_a_refusal(&self) -> Checked {
        self.go_to("localhost")?;
        self.state(&["idle"])?;
        let browser = Browser {
            engine: self.engine,
            session: &self.session,
            driver: self.driver.id(),
        };
        for name in ["camera", "microphone"] {
            if let Answer::Unsupported(why) = browser.permission(name, "denied")? {
                return Ok(Some(why));
            }
        }
        self.session.click("#open")?;
        self.error("NotAllowed")?;
        ensure!(
            self.tracks("live")? == 0,
            "a track is live although all were refused"
        );
        self.go_to_page("localhost", "legacy.html")?;
        self.session.click("#start")?;
        self.old_page_says("denied: code 1")?;
        Ok(None)
    }

    fn tells_of_an_insecure_page(&self) -> Checked {
        if self.engine == Engine::WebKitGtk {
            return Ok(Some("WebKitGTK cannot be told that a name leads here"));
        }
        self.go_to(UNTRUSTED)?;
        // The page may say so at once, or when asked to open.
        if self.state(&["idle", "error"])? == "idle" {
            self.session.click("#open")?;
        }
        self.error("InsecureContext")?;
        Ok(None)
    }

    /// Waits for the page to report an error of this kind, in words.
    fn error(&self, kind: &str) -> Result<()> {
        self.state(&["error"])?;
        let script = "const error = document.querySelector('#error');
            return [error.dataset.kind, error.textContent.trim()];";
        let error = self.session.execute(script, &json!([]))?;
        ensure!(error[0] == kind, "the error is {}, not {kind}", error[0]);
        ensure!(
            error[1].as_str().is_some_and(|words| words.contains(' ')),
            "the error is not told in words: {}",
            error[1]
        );
        Ok(())
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // Whatever does not end this way is killed with the driver.
        let _ = self.session.close();
    }
}
