//! A driver with its proxy, which runs test binaries in one engine.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::browser::driver::Driver;
use crate::browser::engine::Engine;
use crate::browser::webdriver_proxy::WebDriverProxy;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// A driver with its proxy. Dropping it ends the browser.
pub struct BrowserWorker {
    engine: Engine,
    // Declared before the driver, because dropping it ends the session.
    pub proxy: WebDriverProxy,
    driver: Driver,
    capabilities: tempfile::NamedTempFile,
}

impl BrowserWorker {
    pub fn start(project: &Project, tools: &Tools, engine: Engine) -> Result<Self> {
        let capabilities = tempfile::Builder::new()
            .prefix("webdriver-")
            .suffix(".json")
            .tempfile()?;
        fs::write(
            capabilities.path(),
            serde_json::to_string(&engine.capabilities(project)?)?,
        )?;
        let driver = Driver::start(project, tools, engine)?;
        let proxy = WebDriverProxy::start(engine, &driver)?;
        Ok(Self {
            engine,
            proxy,
            driver,
            capabilities,
        })
    }

    /// Sets the environment variables of the test runner to use this browser.
    pub fn configure(&self, runner: &mut Command) {
        runner
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", self.capabilities.path())
            .env(self.engine.remote_variable(), self.proxy.url());
    }

    /// Returns whether the driver has logged a crash of the browser.
    ///
    /// WebKitGTK crashes occasionally in GLib's code, independent of the page.
    pub fn crashed(&self) -> bool {
        self.log().contains("WebProcess CRASHED")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.driver.log()).unwrap_or_default()
    }

    /// Prints the end of the driver's log.
    pub fn print_log(&self) {
        let log = self.log();
        let lines: Vec<_> = log.lines().collect();
        println!(
            "Output of {} (complete log: {}):",
            self.engine.driver(),
            self.driver.log().display()
        );
        for line in lines.iter().skip(lines.len().saturating_sub(20)) {
            println!("    {line}");
        }
    }
}
