//! A page in a headless browser with fake devices.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Error, Result};
use axum::Router;
use serde_json::Value;
use tokio::runtime::Handle;

use super::driver::Driver;
use super::driver_commands::DriverCommands;
use super::engine::Engine;
use super::webdriver::Session;
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::web_server::WebServer;

/// The time limit of a step, sufficient for a busy machine.
pub const STEP_LIMIT: Duration = Duration::from_secs(20);

/// The result of a check: `None` if it passed, a reason if the engine cannot run it.
pub type CheckResult = Result<Option<&'static str>>;

/// A browser session with the server of its page.
pub struct BrowserPage {
    pub session: Session,
    pub engine: Engine,
    // Declared after the session: fields drop in order.
    _driver: Driver,
    server: WebServer,
}

impl BrowserPage {
    /// Starts a browser, and a server for the site and the driver's commands. Does not load a page.
    pub fn open(project: &Project, tools: &Tools, engine: Engine, site: Router) -> Result<Self> {
        let driver = Driver::start(project, tools, engine)?;
        let session = Session::start(&driver.url, engine.capabilities(project)?)?;
        Ok(Self {
            server: serve(site, engine, &session)?,
            session,
            engine,
            _driver: driver,
        })
    }

    /// Replaces the site. The new one has another port, and so another origin with separate permissions.
    pub fn replace_site(&mut self, site: Router) -> Result<()> {
        self.server = serve(site, self.engine, &self.session)?;
        Ok(())
    }

    /// Loads a page of the server and waits for its first paint. `path` has no leading slash.
    pub fn load(&self, host: &str, path: &str) -> Result<()> {
        self.navigate(host, path)?;
        self.wait_for_paint()
    }

    /// Loads a page of the server. `path` has no leading slash.
    pub fn navigate(&self, host: &str, path: &str) -> Result<()> {
        let url = format!("http://{host}:{}/{path}", self.server.port);
        self.session.goto(&url)
    }

    /// Reloads the page, like `trunk serve` after a rebuild.
    pub fn reload(&self) -> Result<()> {
        self.session.reload()?;
        self.wait_for_paint()
    }

    /// Executes a script as a function body in the page. Returns its result.
    pub fn execute(&self, script: &str) -> Result<Value> {
        self.session.execute(script, &[])
    }

    fn wait_for_paint(&self) -> Result<()> {
        // WebKitGTK ignores clicks on elements that it has not painted.
        let painted = "const painted = () => requestAnimationFrame(() => window.isPainted = true);
            if (window.isPainted === undefined) { window.isPainted = false; requestAnimationFrame(painted); }
            return window.isPainted;";
        self.session
            .wait_for("the page to be painted", STEP_LIMIT, painted)
            .map(drop)
    }

    /// Denies the camera and microphone permissions. Returns a reason if the engine does not support it.
    pub fn deny_devices(&self) -> CheckResult {
        let commands = DriverCommands::new(self.engine, &self.session);
        Handle::current().block_on(commands.deny_devices())
    }

    /// Writes a screenshot of the top of the page.
    pub fn save_screenshot(&self, file: &Path) -> Result<()> {
        self.execute("scrollTo(0, 0)")?;
        fs::write(file, self.session.screenshot()?)
            .with_context(|| format!("cannot write {}", file.display()))?;
        println!("The screenshot is in {}.", file.display());
        Ok(())
    }
}

/// Returns whether a step failed because the page crashed, or because WebKitGTK hangs: see docs/test-runner.md.
pub fn is_crash(error: &Error, engine: Engine) -> bool {
    let text = format!("{error:#}");
    let has = |part| text.contains(part);
    has("page crash") || has("parse script result") || (engine == Engine::WebKitGtk && has("did not respond"))
}

/// Starts a server for a site and the driver's commands.
fn serve(site: Router, engine: Engine, session: &Session) -> Result<WebServer> {
    let commands = DriverCommands::new(engine, session);
    WebServer::start(commands.routes().merge(site), 0)
}

impl Drop for BrowserPage {
    fn drop(&mut self) {
        // A browser that does not close is killed with the driver.
        let _ = self.session.close();
    }
}
