//! A running WebDriver server, with the display it needs, for as long as it is held.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};

use crate::engines::Engine;
use crate::process::Guarded;
use crate::project::Project;
use crate::tools::Tools;
use crate::webdriver;

const START: Duration = Duration::from_secs(30);

pub struct Driver {
    // Before the display, so that it is ended first.
    process: Guarded,
    _display: Option<Guarded>,
    url: String,
    log: PathBuf,
}

impl Driver {
    pub fn start(project: &Project, tools: &Tools, engine: Engine) -> Result<Self> {
        let program = match env::var_os(engine.driver().to_uppercase()) {
            Some(chosen) => PathBuf::from(chosen),
            None => tools
                .find(engine.driver())
                .with_context(|| format!("no {}: `cargo xtask setup` installs it", engine.driver()))?,
        };
        fs::create_dir_all(project.logs())?;
        let log = project.logs().join(format!("{engine}.log"));
        let output = File::create(&log)?;

        let mut display = None;
        // The port is free now; whoever takes it before the driver does makes the driver end, and us try again.
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
            let mut process = Guarded::spawn(&mut command)?;
            let url = format!("http://127.0.0.1:{port}");
            if answers(&mut process, &url) {
                return Ok(Self {
                    process,
                    _display: display.map(|display| display.process),
                    url,
                    log,
                });
            }
        }
        bail!("{} does not start; see {}", program.display(), log.display())
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// The process whose descendants are the browser's.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    pub fn log(&self) -> &PathBuf {
        &self.log
    }
}

fn answers(process: &mut Guarded, url: &str) -> bool {
    let agent = webdriver::agent();
    let started = Instant::now();
    while started.elapsed() < START && process.ended().is_none() {
        if agent.get(format!("{url}/status")).call().is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}

/// A screen that nobody sees.
struct Display {
    process: Guarded,
    name: String,
}

impl Display {
    fn start(tools: &Tools) -> Result<Self> {
        let program = tools
            .find("Xvfb")
            .context("no Xvfb: `cargo xtask setup` installs it")?;
        let mut command = tools.command(&program);
        // It picks a free number itself, and tells which.
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
        let mut process = Guarded::spawn(&mut command)?;
        let mut number = String::new();
        let stdout = process.take_stdout().context("Xvfb has no output")?;
        BufReader::new(stdout).read_line(&mut number)?;
        let number = number.trim();
        if number.is_empty() {
            bail!("Xvfb does not start");
        }
        Ok(Self {
            name: format!(":{number}"),
            process,
        })
    }
}
