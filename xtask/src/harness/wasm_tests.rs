//! The tests that are compiled to WebAssembly: once, then run by Node or in each engine.

use std::ffi::OsStr;
use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use cargo_metadata::{Artifact, Message};

use crate::control::Control;
use crate::driver::Driver;
use crate::engines::Engine;
use crate::process::{self, Finished, output_of};
use crate::project::Project;
use crate::report::{Reading, Report, Row};
use crate::tools::{TARGET, Tools};

/// What starting and ending a browser may take beyond the time that the tests have.
const AROUND: Duration = Duration::from_secs(60);

/// Everything that a run of these tests depends on.
pub struct WasmTests<'a> {
    pub project: &'a Project,
    pub tools: &'a Tools,
    /// Part of the names of the tests to run.
    pub filter: Option<&'a str>,
    /// What the tests of one binary may take together.
    pub limit: Duration,
}

/// A compiled test binary that has tests in it.
pub struct Binary {
    name: String,
    file: PathBuf,
    tests: Vec<String>,
}

impl WasmTests<'_> {
    /// Compiles the test binaries that cargo takes by these arguments, and keeps those with tests to run.
    pub fn compile<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Vec<Binary>> {
        let mut command = self.tools.cargo();
        command
            .args(["test", "--no-run", "--target", TARGET])
            .args(["--message-format", "json-render-diagnostics"])
            .args(arguments);
        let finished = process::run(command.current_dir(&self.project.root), None, |_| ())?;
        let (messages, rest): (Vec<_>, Vec<_>) =
            finished.output.lines().partition(|line| line.starts_with('{'));
        if !finished.success() {
            bail!("the tests do not compile for wasm32:\n{}", rest.join("\n"));
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
            let list = output_of(self.runner(&file).arg("--list"))
                .with_context(|| format!("wasm-bindgen-test-runner cannot read {}", file.display()))?;
            let tests: Vec<_> = list
                .lines()
                .filter_map(|line| line.strip_suffix(": test"))
                .map(str::to_owned)
                .collect();
            if !tests.is_empty() {
                binaries.push(Binary {
                    name: self.name_of(&artifact),
                    file,
                    tests,
                });
            }
        }
        binaries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(binaries)
    }

    /// The name of a test binary, with the folder of its crate where that is not the one at the root.
    fn name_of(&self, artifact: &Artifact) -> String {
        let name = &artifact.target.name;
        match artifact.manifest_path.parent() {
            Some(folder) if folder != self.project.root => {
                format!("{}/{name}", folder.file_name().unwrap_or_default())
            }
            _ => name.clone(),
        }
    }

    /// Runs what is made for a server. Everything else is left to the browsers.
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

    /// Runs what is made for browsers in one of them.
    pub fn run_in(&self, engine: Engine, binaries: &[Binary], report: &mut Report) {
        let mut lane = None;
        let mut named = false;
        for binary in binaries {
            let name = format!("{engine} {}", binary.name);
            let started = Instant::now();
            let open = match lane.take() {
                Some(lane) => Ok(lane),
                None => Lane::start(self, engine),
            };
            let mut run = open.and_then(|open| self.run_by(open, &name, binary));
            let mishap = match &run {
                Ok((open, first)) => first.mishap(open),
                Err(_) => None,
            };
            if let (Some(mishap), Ok((_, first))) = (mishap, &run) {
                // It says nothing of what is tested.
                println!("{}", first.finished.output.trim_end());
                println!("  {name}: {mishap}; once more");
                run = Lane::start(self, engine).and_then(|open| self.run_by(open, &name, binary));
            }
            match run {
                Ok((open, run)) => {
                    let clean = run.summary_seen || run.not_for_here();
                    if let Some(version) = open.control.version().filter(|_| !named) {
                        println!("  {engine} {version}");
                        named = true;
                    }
                    self.add(run, binary, Some(&open), report);
                    // A browser that went wrong takes its driver with it, and the next binary gets new ones.
                    lane = clean.then_some(open);
                }
                Err(error) => report.add_failure(&name, started, &error),
            }
        }
    }

    fn run_by(&self, lane: Lane, name: &str, binary: &Binary) -> Result<(Lane, Run)> {
        let run = self.run(lane.runner(self, binary), name, binary)?;
        lane.control.end_session();
        Ok((lane, run))
    }

    fn runner(&self, file: &PathBuf) -> Command {
        let mut command = self.tools.command("wasm-bindgen-test-runner");
        command
            .arg(file)
            .current_dir(&self.project.root)
            .args(self.filter);
        // The run is to depend on us alone, not on what the user has set for other runs.
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
        // Of the runner itself, when all it has to say is that tests failed.
        command.env("RUST_LIB_BACKTRACE", "0");
        command.env("WASM_BINDGEN_TEST_TIMEOUT", self.limit.as_secs().to_string());
        command
    }

    fn run(&self, mut command: Command, name: &str, binary: &Binary) -> Result<Run> {
        let mut reading = Reading::new(name.to_owned());
        let progress = Progress::new();
        let mut done = 0;
        let finished = process::run(&mut command, Some(self.limit + AROUND), |line| {
            if let Some(test) = reading.line(line) {
                done += 1;
                progress.show(&format!("{name} {done}/{} {}", binary.tests.len(), test.name));
            }
        })?;
        progress.clear();
        Ok(Run {
            summary_seen: reading.has_summary(),
            reading,
            finished,
        })
    }

    fn add(&self, run: Run, binary: &Binary, lane: Option<&Lane>, report: &mut Report) {
        if run.not_for_here() {
            return;
        }
        let Run {
            mut reading,
            finished,
            summary_seen,
        } = run;
        for skip in lane.iter().flat_map(|lane| lane.control.take_skips()) {
            reading.skip(&skip.test, &skip.reason);
        }
        let row: Row = reading.finish(finished.success(), &finished.how(), &binary.tests);
        if row.failed() > 0 {
            println!("{}", finished.output.trim_end());
            if let Some(lane) = lane.filter(|_| !summary_seen) {
                lane.tell_log();
            }
        }
        report.add(row);
    }
}

/// What came of running one binary.
struct Run {
    reading: Reading,
    finished: Finished,
    summary_seen: bool,
}

impl Run {
    /// What went wrong before any test could, or whatever any of them did.
    fn mishap(&self, lane: &Lane) -> Option<&'static str> {
        let begun = || {
            let mut lines = self.finished.output.lines();
            lines.any(|line| line.starts_with("running ") && line.ends_with(['s', 't']))
        };
        if self.summary_seen || self.not_for_here() {
            None
        } else if lane.crashed() {
            // No page can do that, whatever is in it.
            Some("the browser itself crashed")
        } else if !begun() {
            Some("the browser never came to the tests")
        } else {
            None
        }
    }

    /// The binary is for Node and was run for browsers, or the other way round.
    fn not_for_here(&self) -> bool {
        const WORDS: [&str; 2] = [
            "only configured to run in node.js",
            "only configured to run in a browser",
        ];
        self.finished.success() && WORDS.iter().any(|words| self.finished.output.contains(words))
    }
}

/// An engine's driver with the channel to it. Dropping it ends the browser, too.
struct Lane {
    engine: Engine,
    // Before the driver: it ends the session.
    control: Control,
    driver: Driver,
    capabilities: tempfile::NamedTempFile,
}

impl Lane {
    fn start(tests: &WasmTests, engine: Engine) -> Result<Self> {
        let capabilities = tempfile::Builder::new()
            .prefix("webdriver-")
            .suffix(".json")
            .tempfile()?;
        fs::write(
            capabilities.path(),
            serde_json::to_string(&engine.capabilities(tests.project)?)?,
        )?;
        let driver = Driver::start(tests.project, tests.tools, engine)?;
        let control = Control::start(engine, &driver)?;
        Ok(Self {
            engine,
            control,
            driver,
            capabilities,
        })
    }

    fn runner(&self, tests: &WasmTests, binary: &Binary) -> Command {
        let mut command = tests.runner(&binary.file);
        command
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", self.capabilities.path())
            .env(self.engine.remote_variable(), self.control.url());
        command
    }

    /// Whether the driver says that the browser has crashed: WebKitGTK's does so now and then, in GLib's own code.
    fn crashed(&self) -> bool {
        self.log().contains("WebProcess CRASHED")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.driver.log()).unwrap_or_default()
    }

    /// Shows the last that the driver said.
    fn tell_log(&self) {
        let log = self.log();
        let lines: Vec<_> = log.lines().collect();
        println!(
            "{} said (all of it in {}):",
            self.engine.driver(),
            self.driver.log().display()
        );
        for line in lines.iter().skip(lines.len().saturating_sub(20)) {
            println!("    {line}");
        }
    }
}

/// One line that is written over and over, where there is somebody to see it.
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
