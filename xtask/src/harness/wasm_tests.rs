//! Compiles the wasm tests once, and runs them in Node or in each engine.

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use cargo_metadata::{Artifact, Message};

use super::browser_worker::BrowserWorker;
use super::output_reader::OutputReader;
use super::report::{Report, Row};
use crate::browser::engine::Engine;
use crate::support::process::{self, Finished, stdout_of};
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};

/// The additional time for starting and closing a browser.
const BROWSER_OVERHEAD: Duration = Duration::from_secs(60);

/// The settings of a test run.
pub struct WasmTests<'a> {
    pub project: &'a Project,
    pub tools: &'a Tools,
    /// Selects tests whose names contain this text.
    pub filter: Option<&'a str>,
    /// The time limit for the tests of one binary.
    pub limit: Duration,
}

/// A compiled test binary with at least one test.
pub struct Binary {
    name: String,
    file: PathBuf,
    tests: Vec<String>,
}

impl WasmTests<'_> {
    /// Compiles the test binaries that `arguments` select. Returns those with matching tests.
    pub fn compile<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Vec<Binary>> {
        let mut command = self.tools.cargo();
        command
            .args(["test", "--no-run", "--target", WASM_TARGET])
            .args(["--message-format", "json-render-diagnostics"])
            .args(arguments);
        let finished = process::run(command.current_dir(&self.project.root), None, |_| ())?;
        let (messages, rest): (Vec<_>, Vec<_>) =
            finished.output.lines().partition(|line| line.starts_with('{'));
        if !finished.success() {
            bail!("the wasm tests do not compile:\n{}", rest.join("\n"));
        }
        let mut binaries = Vec::new();
        for message in messages {
            let Ok(Message::CompilerArtifact(artifact)) = serde_json::from_str(message) else {
                continue;
            };
            let Some(file) = artifact.executable.clone().filter(|_| artifact.profile.test) else {
                continue;
            };
            let file = PathBuf::from(file);
            let list = stdout_of(self.runner(&file).arg("--list"))
                .with_context(|| format!("wasm-bindgen-test-runner cannot read {}", file.display()))?;
            let tests: Vec<_> = list
                .lines()
                .filter_map(|line| line.strip_suffix(": test"))
                .map(str::to_owned)
                .collect();
            if !tests.is_empty() {
                binaries.push(Binary {
                    name: self.binary_name(&artifact),
                    file,
                    tests,
                });
            }
        }
        binaries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(binaries)
    }

    /// Returns the name of a test binary, prefixed with the folder of its crate except for the root crate.
    fn binary_name(&self, artifact: &Artifact) -> String {
        let name = &artifact.target.name;
        match artifact.manifest_path.parent() {
            Some(folder) if folder != self.project.root => {
                format!("{}/{name}", folder.file_name().unwrap_or_default())
            }
            _ => name.clone(),
        }
    }

    /// Runs the binaries that are configured for Node.
    pub fn run_in_node(&self, binaries: &[Binary], report: &mut Report) {
        for binary in binaries {
            let name = format!("node {}", binary.name);
            if self.tools.find("node").is_none() {
                if binary.name.starts_with("node_") {
                    report.add_skip(&name, "Node is not installed");
                }
                continue;
            }
            let mut command = self.runner(&binary.file);
            command.env("WASM_BINDGEN_TEST_ONLY_NODE", "1");
            match self.run(command, &name, binary) {
                Ok(run) => self.add(run, binary, None, report),
                Err(error) => report.add_failure(&name, Instant::now(), &error),
            }
        }
    }

    /// Runs the binaries that are configured for browsers in one engine.
    pub fn run_in(&self, engine: Engine, binaries: &[Binary], report: &mut Report) {
        let mut idle = None;
        let mut version_printed = false;
        for binary in binaries {
            let name = format!("{engine} {}", binary.name);
            let started = Instant::now();
            let worker = match idle.take() {
                Some(worker) => Ok(worker),
                None => self.start_worker(engine),
            };
            let mut run = worker.and_then(|worker| self.run_with(worker, &name, binary));
            let retry_reason = match &run {
                Ok((worker, first)) => first.retry_reason(worker),
                Err(_) => None,
            };
            if let (Some(reason), Ok((_, first))) = (retry_reason, &run) {
                println!("{}", first.finished.output.trim_end());
                println!("  {name}: {reason}; retrying");
                run = self
                    .start_worker(engine)
                    .and_then(|worker| self.run_with(worker, &name, binary));
            }
            match run {
                Ok((worker, run)) => {
                    let clean = run.summary_seen || run.is_for_other_environment();
                    if let Some(version) = worker.proxy.version().filter(|_| !version_printed) {
                        println!("  {engine} {version}");
                        version_printed = true;
                    }
                    self.add(run, binary, Some(&worker), report);
                    // After a failed run, the next binary uses a new driver and browser.
                    idle = clean.then_some(worker);
                }
                Err(error) => report.add_failure(&name, started, &error),
            }
        }
    }

    fn start_worker(&self, engine: Engine) -> Result<BrowserWorker> {
        BrowserWorker::start(self.project, self.tools, engine)
    }

    fn run_with(&self, worker: BrowserWorker, name: &str, binary: &Binary) -> Result<(BrowserWorker, Run)> {
        let mut command = self.runner(&binary.file);
        worker.configure(&mut command);
        let run = self.run(command, name, binary)?;
        worker.proxy.end_session();
        Ok((worker, run))
    }

    fn runner(&self, file: &PathBuf) -> Command {
        let mut command = self.tools.command("wasm-bindgen-test-runner");
        command
            .arg(file)
            .current_dir(&self.project.root)
            .args(self.filter);
        // The user's settings for other test runs must not apply.
        for variable in [
            "NO_HEADLESS",
            "WASM_BINDGEN_TEST_ONLY_NODE",
            "WASM_BINDGEN_TEST_ONLY_WEB",
        ] {
            command.env_remove(variable);
        }
        for variable in ["CHROMEDRIVER", "GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER"] {
            command
                .env_remove(variable)
                .env_remove(format!("{variable}_REMOTE"));
        }
        // The backtrace would be the runner's own.
        command.env("RUST_LIB_BACKTRACE", "0");
        command.env("WASM_BINDGEN_TEST_TIMEOUT", self.limit.as_secs().to_string());
        command
    }

    fn run(&self, mut command: Command, name: &str, binary: &Binary) -> Result<Run> {
        let mut reader = OutputReader::new(name.to_owned());
        let progress = Progress::new();
        let mut done = 0;
        let finished = process::run(&mut command, Some(self.limit + BROWSER_OVERHEAD), |line| {
            if let Some(test) = reader.read_line(line) {
                done += 1;
                progress.show(&format!("{name} {done}/{} {}", binary.tests.len(), test.name));
            }
        })?;
        progress.clear();
        Ok(Run {
            summary_seen: reader.has_summary(),
            reader,
            finished,
        })
    }

    fn add(&self, run: Run, binary: &Binary, worker: Option<&BrowserWorker>, report: &mut Report) {
        if run.is_for_other_environment() {
            return;
        }
        let Run {
            mut reader,
            finished,
            summary_seen,
        } = run;
        for skip in worker.iter().flat_map(|worker| worker.proxy.take_skips()) {
            reader.skip(&skip.test, &skip.reason);
        }
        let row: Row = reader.finish(finished.success(), &finished.description(), &binary.tests);
        if row.failed() > 0 {
            println!("{}", finished.output.trim_end());
            if let Some(worker) = worker.filter(|_| !summary_seen) {
                worker.print_log();
            }
        }
        report.add(row);
    }
}

/// The output of a test binary.
struct Run {
    reader: OutputReader,
    finished: Finished,
    summary_seen: bool,
}

impl Run {
    /// Returns the reason to retry: a failure of the browser that no test can cause.
    fn retry_reason(&self, worker: &BrowserWorker) -> Option<&'static str> {
        let tests_started = || {
            let mut lines = self.finished.output.lines();
            lines.any(|line| line.starts_with("running ") && line.ends_with(['s', 't']))
        };
        if self.summary_seen || self.is_for_other_environment() {
            None
        } else if worker.crashed() {
            Some("the browser crashed")
        } else if !tests_started() {
            Some("the browser did not start the tests")
        } else {
            None
        }
    }

    /// Returns whether the binary is configured for Node but was run in a browser, or the reverse.
    fn is_for_other_environment(&self) -> bool {
        const MESSAGES: [&str; 2] = [
            "only configured to run in node.js",
            "only configured to run in a browser",
        ];
        self.finished.success()
            && MESSAGES
                .iter()
                .any(|message| self.finished.output.contains(message))
    }
}

/// A progress line, if standard error is a terminal.
struct Progress {
    shown: bool,
}

impl Progress {
    fn new() -> Self {
        Self {
            shown: std::io::stderr().is_terminal(),
        }
    }

    fn show(&self, text: &str) {
        if self.shown {
            eprint!("\r\x1b[K  {text}");
        }
    }

    fn clear(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}
