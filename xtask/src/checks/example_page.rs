//! Uses the example of a framework as a visitor does, in a headless browser with fake devices.
//!
//! The three have the same page: a `main` whose `data-state` says what the capture is doing, a `video`, the buttons
//! `#open` and `#stop`, and `#error` for words.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::engines::Engine;
use crate::example;
use crate::integrations::Framework;
use crate::project::Project;
use crate::report::Report;
use crate::tools::Tools;
use crate::visit::{self, Checked, LIMIT, UNTRUSTED, Visit};

/// Runs every check of the page in this folder and adds what came of it.
pub fn run(
    project: &Project,
    tools: &Tools,
    engine: Engine,
    (framework, site): (Framework, &Path),
    screenshot: Option<&Path>,
    report: &mut Report,
) {
    let begin = || example::serve(site, 0).and_then(|serving| Visit::begin(project, tools, engine, serving));
    let checks = |visit: &Visit| {
        let page = Page(visit);
        [
            ("opens and stops", page.opens_and_stops(screenshot)),
            ("tells of a refusal", page.tells_of_a_refusal()),
            ("tells of an insecure page", page.tells_of_an_insecure_page()),
        ]
    };
    let name = format!("{framework} example in {engine}");
    visit::report(name.clone(), begin(), checks, report);

    // In a browser of its own: one that has refused goes on refusing, and one that crashes takes the others with it.
    let name = name + ", loaded anew";
    let anew = |visit: &Visit| {
        let mut checked = Page(visit).is_loaded_anew();
        // WebKitGTK's process does so now and then when a page that plays a camera goes. No page can do that, whatever
        // is in it; it says nothing of what is looked at.
        if let Err(error) = &checked
            && format!("{error:#}").contains("page crash")
        {
            println!("  {name}: the browser itself crashed; once more");
            checked = begin().and_then(|visit| Page(&visit).is_loaded_anew());
        }
        [("is loaded anew while it is live", checked)]
    };
    visit::report(name.clone(), begin(), anew, report);
}

/// The page, as it is visited.
struct Page<'a>(&'a Visit);

impl Page<'_> {
    fn opens_and_stops(&self, screenshot: Option<&Path>) -> Checked {
        self.0.go_to("localhost")?;
        self.opens()?;
        let kept =
            "window.kept = document.querySelector('video').srcObject.getTracks(); return window.kept.length";
        let tracks = self.execute(kept)?.as_u64().unwrap_or(0);
        ensure!(tracks > 0, "the picture has no track");
        if let Some(file) = screenshot {
            self.0.picture(file)?;
        }
        self.0.session.click("#stop")?;
        self.state("idle")?;
        let ended = "return window.kept.every(track => track.readyState === 'ended')";
        ensure!(self.execute(ended)? == true, "a track is live after the stop");
        Ok(None)
    }

    /// What was live went with the page; the new one begins without, and opens as the first did.
    fn is_loaded_anew(&self) -> Checked {
        self.0.go_to("localhost")?;
        self.opens()?;
        self.execute("window.isOld = true")?;
        self.0.reload()?;
        ensure!(
            self.execute("return window.isOld === undefined")? == true,
            "it is the page that was there"
        );
        self.opens()?;
        Ok(None)
    }

    fn opens(&self) -> Result<()> {
        self.state("idle")?;
        self.0.session.click("#open")?;
        self.state("live")?;
        // Where frames are not counted, the clock of the video tells that they come.
        let frames = "const video = document.querySelector('video');
            const frames = video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
            return video.videoWidth > 0 && (frames >= 5 || video.currentTime > 0.3);";
        self.0
            .session
            .wait_for("five frames to arrive", LIMIT, frames)
            .with_context(|| self.situation())
            .map(drop)
    }

    fn tells_of_a_refusal(&self) -> Checked {
        self.0.go_to("localhost")?;
        self.state("idle")?;
        if let Some(why) = self.0.refuse()? {
            return Ok(Some(why));
        }
        self.0.session.click("#open")?;
        self.error()?;
        Ok(None)
    }

    fn tells_of_an_insecure_page(&self) -> Checked {
        if self.0.engine == Engine::WebKitGtk {
            return Ok(Some("WebKitGTK cannot be told that a name leads here"));
        }
        self.0.go_to(UNTRUSTED)?;
        self.state("idle")?;
        self.0.session.click("#open")?;
        self.error()?;
        Ok(None)
    }

    fn execute(&self, script: &str) -> Result<Value> {
        self.0.session.execute(script, &json!([]))
    }

    /// Waits for a state, and no longer when the capture fails instead.
    fn state(&self, wanted: &str) -> Result<()> {
        let script = format!(
            "const state = document.querySelector('main')?.dataset.state;
             return [{}, 'failed'].includes(state) && state;",
            json!(wanted)
        );
        let what = format!("the page to be {wanted}");
        let state = self
            .0
            .session
            .wait_for(&what, LIMIT, &script)
            .with_context(|| self.situation())?;
        if state != wanted {
            bail!("instead of {what}: {}", self.situation());
        }
        Ok(())
    }

    /// Waits for the page to report an error in words.
    fn error(&self) -> Result<()> {
        self.state("failed")?;
        let words = self.execute("return document.querySelector('#error')?.textContent.trim()")?;
        ensure!(
            words.as_str().is_some_and(|words| words.contains(' ')),
            "the error is not told in words: {words}"
        );
        Ok(())
    }

    /// What the page looks like, for an error message.
    fn situation(&self) -> String {
        let script = "return `state ${document.querySelector('main')?.dataset.state}, \
            error \"${document.querySelector('#error')?.textContent.trim()}\"`";
        let seen = self.execute(script).ok();
        seen.and_then(|seen| seen.as_str().map(str::to_owned))
            .unwrap_or_else(|| "the page does not answer".into())
    }
}
