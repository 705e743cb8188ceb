//! A headless browser with fake devices that looks at a page, as a visitor does.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::json;

use crate::driver::Driver;
use crate::engines::Engine;
use crate::libtest::{Outcome, Test};
use crate::project::Project;
use crate::report::{Report, Row};
use crate::serve::Serving;
use crate::tools::Tools;
use crate::verbs::{Answer, Browser};
use crate::webdriver::Session;

/// No step of a page takes longer than this, even on a busy machine.
pub const LIMIT: Duration = Duration::from_secs(20);
/// A name that leads here, but that no browser takes for this machine's own.
pub const UNTRUSTED: &str = "insecure.test";

/// None when the page was seen to do right, otherwise why it could not be seen.
pub type Checked = Result<Option<&'static str>>;

/// A browser that looks at a page.
pub struct Visit {
    pub session: Session,
    pub engine: Engine,
    // After the session, which is to end first.
    driver: Driver,
    _serving: Serving,
    port: u16,
}

impl Visit {
    pub fn begin(project: &Project, tools: &Tools, engine: Engine, serving: Serving) -> Result<Self> {
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

    pub fn go_to(&self, host: &str) -> Result<()> {
        self.go_to_page(host, "")
    }

    /// The same for another page than the first.
    pub fn go_to_page(&self, host: &str, page: &str) -> Result<()> {
        self.session
            .goto(&format!("http://{host}:{}/{page}", self.port))?;
        self.painted()
    }

    /// Loads the page anew, as `trunk serve` has it do when the program has changed.
    pub fn reload(&self) -> Result<()> {
        self.session.reload()?;
        self.painted()
    }

    fn painted(&self) -> Result<()> {
        // WebKitGTK loses clicks on what it has not painted yet.
        let painted = "const painted = () => requestAnimationFrame(() => window.isPainted = true);
            if (window.isPainted === undefined) { window.isPainted = false; requestAnimationFrame(painted); }
            return window.isPainted;";
        self.session
            .wait_for("the page to be painted", LIMIT, painted)
            .map(drop)
    }

    /// Refuses the camera and the microphone, as the user would. The reason where the engine has no way to do it.
    pub fn refuse(&self) -> Checked {
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
        Ok(None)
    }

    /// Writes a picture of the page's upper end.
    pub fn picture(&self, file: &Path) -> Result<()> {
        self.session.execute("scrollTo(0, 0)", &json!([]))?;
        fs::write(file, self.session.screenshot()?)
            .with_context(|| format!("cannot write {}", file.display()))?;
        println!("The picture is in {}.", file.display());
        Ok(())
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        // Whatever does not end this way is killed with the driver.
        let _ = self.session.close();
    }
}

/// Adds to the report what came of the checks of a page, or why there is no visit to make them on.
pub fn report<const N: usize>(
    name: String,
    visit: Result<Visit>,
    checks: impl FnOnce(&Visit) -> [(&'static str, Checked); N],
    report: &mut Report,
) {
    let started = Instant::now();
    match visit {
        Ok(visit) => {
            let tests = checks(&visit)
                .into_iter()
                .map(|(check, result)| outcome(&name, check, result))
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

fn outcome(page: &str, check: &str, result: Checked) -> Test {
    let outcome = match result {
        Ok(None) => Outcome::Passed,
        Ok(Some(reason)) => Outcome::Skipped(reason.to_owned()),
        Err(error) => {
            eprintln!("{page}: {check}: {error:#}");
            Outcome::Failed
        }
    };
    Test {
        name: check.to_owned(),
        outcome,
    }
}
