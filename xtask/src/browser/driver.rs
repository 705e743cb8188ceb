//! A running WebDriver server and, where necessary, its X display.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};

use super::engine::Engine;
use super::webdriver::http_client;
use crate::support::process::ChildGuard;
use crate::support::project::Project;
use crate::support::tools::Tools;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running WebDriver server. Dropping it kills the server and its browser.
pub struct Driver {
    // Declared before the display: fields drop in order.
    process: ChildGuard,
    _display: Option<ChildGuard>,
    url: String,
    log: PathBuf,
}

impl Driver {
    pub fn start(project: &Project, tools: &Tools, engine: Engine) -> Result<Self> {
        let program = match env::var_os(engine.driver().to_uppercase()) {
            Some(chosen) => PathBuf::from(chosen),
            None => tools.find(engine.driver()).with_context(|| {
                format!(
                    "{} is missing. Run `cargo xtask setup` to install it",
                    engine.driver()
                )
            })?,
        };
        fs::create_dir_all(project.logs())?;
        let log = project.logs().join(format!("{engine}.log"));
        let output = File::create(&log)?;

        let mut display = None;
        // Another process may take the port before the driver does. The driver then exits.
        for _ in 0..3 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let mut command = tools.command(&program);
            command
                .arg(format!("--port={port}"))
                .args(engine.driver_arguments())
                .stdout(output.try_clone()?)
                .stderr(output.try_clone()?);
            if engine.needs_display() {
                if display.is_none() {
                    display = Some(Display::start(tools)?);
                }
                if let Some(display) = &display {
                    command
                        .env("DISPLAY", &display.name)
                        .env_remove("WAYLAND_DISPLAY");
                    command.env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
                }
            }
            let mut process = ChildGuard::spawn(&mut command)?;
            let url = format!("http://127.0.0.1:{port}");
            if becomes_ready(&mut process, &url) {
                return Ok(Self {
                    process,
                    _display: display.map(|display| display.process),
                    url,
                    log,
                });
            }
        }
        bail!("{} did not start. See {}", program.display(), log.display())
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the process id. The browser's processes are its descendants.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    pub fn log(&self) -> &PathBuf {
        &self.log
    }
}

/// Waits until the driver responds or exits.
fn becomes_ready(process: &mut ChildGuard, url: &str) -> bool {
    let client = http_client();
    let started = Instant::now();
    while started.elapsed() < START_LIMIT && process.exit_status().is_none() {
        if client.get(format!("{url}/status")).call().is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}

/// A virtual X display.
struct Display {
    process: ChildGuard,
    name: String,
}

impl Display {
    fn start(tools: &Tools) -> Result<Self> {
        let program = tools
            .find("Xvfb")
            .context("Xvfb is missing. Run `cargo xtask setup` to install it")?;
        let mut command = tools.command(&program);
        // Xvfb selects a free display number and prints it.
        command
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x1024x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut process = ChildGuard::spawn(&mut command)?;
        let mut number = String::new();
        let stdout = process.take_stdout().context("Xvfb has no output")?;
        BufReader::new(stdout).read_line(&mut number)?;
        let number = number.trim();
        if number.is_empty() {
            bail!("Xvfb did not start");
        }
        Ok(Self {
            name: format!(":{number}"),
            process,
        })
    }
}
