//! A running WebDriver server and, where necessary, its X display.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};

use super::engine::Engine;
use crate::support::process::ChildGuard;
use crate::support::project::Project;
use crate::support::tools::Tools;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A running WebDriver server. Dropping it kills the server and its browser.
pub struct Driver {
    // Declared before the display: fields drop in order.
    _process: ChildGuard,
    _display: Option<ChildGuard>,
    pub url: String,
}

impl Driver {
    pub fn start(project: &Project, tools: &Tools, engine: Engine) -> Result<Self> {
        let program = match env::var_os(engine.driver().to_uppercase()) {
            Some(chosen) => PathBuf::from(chosen),
            None => find(tools, engine.driver())?,
        };
        fs::create_dir_all(project.logs())?;
        let log = project.logs().join(format!("{engine}.log"));
        let output = File::options().create(true).append(true).open(&log)?;
        let mut command = tools.command(&program);
        command.args(engine.driver_arguments());
        command.env("JSC_useConcurrentJIT", "0"); // For WebKitGTK: see docs/test-runner.md.
        command.stdout(output.try_clone()?).stderr(output);
        let display = engine.needs_display().then(|| start_display(tools, &mut command));
        let display = display.transpose()?;
        // Another process may take the port before the driver does. The driver then exits.
        for _ in 0..3 {
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            // Each attempt adds an argument. The last one applies.
            let mut process = ChildGuard::spawn(command.arg(format!("--port={port}")))?;
            let started = Instant::now();
            while started.elapsed() < START_LIMIT && process.exit_status().is_none() {
                if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Ok(Self {
                        _process: process,
                        _display: display,
                        url: format!("http://127.0.0.1:{port}"),
                    });
                }
                thread::sleep(Duration::from_millis(50));
            }
        }
        bail!("{} did not start. See {}", program.display(), log.display())
    }
}

/// Starts a virtual X display and configures a driver to use it.
fn start_display(tools: &Tools, driver: &mut Command) -> Result<ChildGuard> {
    let mut command = tools.command(find(tools, "Xvfb")?);
    // Xvfb selects a free display number and prints it.
    command.args("-displayfd 1 -screen 0 1280x1024x24 -nolisten tcp".split(' '));
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = ChildGuard::spawn(&mut command)?;
    let mut number = String::new();
    let stdout = process.take_stdout().context("Xvfb has no output")?;
    BufReader::new(stdout).read_line(&mut number)?;
    if number.is_empty() {
        bail!("Xvfb did not start");
    }
    driver
        .env("DISPLAY", format!(":{}", number.trim()))
        .env_remove("WAYLAND_DISPLAY");
    driver.env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
    Ok(process)
}

fn find(tools: &Tools, program: &str) -> Result<PathBuf> {
    let missing = || format!("{program} is missing. Run `cargo xtask setup` to install it");
    tools.find(program).with_context(missing)
}
