//! `cargo xtask test`: every check there is, one after the other, and what came of them.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use crate::engines::Engine;
use crate::libtest::{Line, Outcome, read};
use crate::project::Project;
use crate::report::{Reading, Report, Row};
use crate::tools::Tools;
use crate::wasm_tests::WasmTests;
use crate::{browsers, demo_check, npm, process, surface};

/// Which of the checks to run: all of them, unless said otherwise.
#[derive(Args)]
pub struct Options {
    /// Test in this engine only; may be given several times
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Leave this engine out; may be given several times
    #[arg(long = "skip-browser", value_name = "NAME")]
    skipped_browsers: Vec<Engine>,
    /// Leave out formatting, lints and documentation
    #[arg(long)]
    no_static: bool,
    /// Run tests/FILE.rs only, and nothing but tests for wasm32; may be given several times
    #[arg(long = "test", value_name = "FILE")]
    tests: Vec<String>,
    /// How long the tests of one binary may take, in seconds
    #[arg(long, default_value_t = 420, value_name = "SECONDS")]
    timeout: u64,
    /// Run only those tests whose name has this in it, and nothing but tests for wasm32
    #[arg(last = true)]
    filter: Option<String>,
}

impl Options {
    fn engines(&self) -> Vec<Engine> {
        Engine::chosen(&self.browsers, &self.skipped_browsers)
    }

    /// Somebody works on certain tests, and waits for nothing else.
    fn is_narrow(&self) -> bool {
        !self.tests.is_empty() || self.filter.is_some()
    }
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let mut report = Report::default();
    let all = !options.is_narrow();

    if all {
        if !options.no_static {
            run_checks(project, &mut tools, &mut report);
        }
        step("Native tests");
        run_native(project, &tools, &mut report);
    }

    let engines = run_wasm(project, &mut tools, options, &mut report);

    if all {
        step("The npm package");
        let started = Instant::now();
        match npm::build(project, &mut tools, npm::Profile::Release) {
            Ok(package) => {
                report.add(Row::single("npm build", Outcome::Passed, started));
                npm::check(project, &mut tools, &engines, &package, &mut report);
                step("The demo");
                for &engine in &engines {
                    demo_check::run(project, &tools, engine, &package, None, &mut report);
                }
            }
            Err(error) => report.add_failure("npm build", started, &error),
        }
    }
    report.tell()
}

fn step(title: &str) {
    println!("\n{title}");
}

/// Formatting, lints and documentation.
fn run_checks(project: &Project, tools: &mut Tools, report: &mut Report) {
    step("Formatting, lints, documentation");
    let started = Instant::now();
    if let Err(error) = tools.need_lints().and_then(|()| tools.need_wasm_target()) {
        report.add_failure("rustfmt and clippy", started, &error);
    }
    let checks: [(&str, &[&str]); 5] = [
        ("format", &["fmt", "--all", "--check"]),
        (
            "clippy native",
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "clippy wasm32",
            &[
                "clippy",
                "--target",
                "wasm32-unknown-unknown",
                "--package",
                &project.name,
                "--package",
                Project::NPM_CRATE,
                "--all-targets",
                "--all-features",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "downstream, without flags",
            &[
                "clippy",
                "--target",
                "wasm32-unknown-unknown",
                "--package",
                Project::DOWNSTREAM_CRATE,
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "documentation",
            &["doc", "--workspace", "--no-deps", "--all-features"],
        ),
    ];
    for (name, arguments) in checks {
        let started = Instant::now();
        let mut command = tools.cargo();
        command.args(arguments).current_dir(&project.root);
        if name == "documentation" {
            command.env("RUSTDOCFLAGS", "-Dwarnings");
        }
        // What a user has not set must not be what makes it compile.
        for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
            command.env_remove(flags);
        }
        match process::run(&mut command, None, |_| ()) {
            Ok(finished) => {
                let outcome = if finished.success() {
                    Outcome::Passed
                } else {
                    Outcome::Failed
                };
                if outcome == Outcome::Failed {
                    println!("{}\n{}", process::shown(&command), finished.output.trim_end());
                }
                report.add(Row::single(name, outcome, started));
            }
            Err(error) => report.add_failure(name, started, &error),
        }
    }
    let started = Instant::now();
    match surface::check(&project.root, &project.documentation()) {
        Ok(_) => report.add(Row::single("docs/surface.md", Outcome::Passed, started)),
        Err(error) => report.add_failure("docs/surface.md", started, &error),
    }
}

/// The tests that need no browser, and the examples in the documentation.
fn run_native(project: &Project, tools: &Tools, report: &mut Report) {
    const NAME: &str = "native tests";
    let started = Instant::now();
    let mut command = tools.cargo();
    command
        .args(["test", "--workspace", "--all-features", "--no-fail-fast"])
        .current_dir(&project.root);
    let mut readings: Vec<Reading> = Vec::new();
    let finished = process::run(&mut command, None, |line| match read(line) {
        Some(Line::Binary(name)) => readings.push(Reading::new(format!("native {name}"))),
        _ => {
            if let Some(reading) = readings.last_mut() {
                reading.line(line);
            }
        }
    });
    let finished = match finished {
        Ok(finished) => finished,
        Err(error) => return report.add_failure(NAME, started, &error),
    };
    if !finished.success() {
        println!("{}", finished.output.trim_end());
    }
    let mut failed = false;
    for reading in readings {
        let row = reading.finish(true, &finished.how(), &[]);
        failed |= row.failed() > 0;
        if !row.tests.is_empty() {
            report.add(row);
        }
    }
    if !finished.success() && !failed {
        report.add(Row::single(NAME, Outcome::Failed, started));
    }
}

/// The tests for Node and browsers. Tells the engines that can be run at all.
fn run_wasm(project: &Project, tools: &mut Tools, options: &Options, report: &mut Report) -> Vec<Engine> {
    step("What the tests for wasm32 need");
    let started = Instant::now();
    let mut engines = options.engines();
    for (engine, message) in browsers::need(tools, &engines) {
        report.add_failure(engine.name(), started, &anyhow::Error::msg(message));
        engines.retain(|other| *other != engine);
    }
    if let Err(error) = tools
        .need_wasm_target()
        .and_then(|()| tools.need_wasm_bindgen(&project.wasm_bindgen))
    {
        report.add_failure("wasm-bindgen", started, &error);
        return engines;
    }
    let tests = WasmTests {
        project,
        tools,
        filter: options.filter.as_deref(),
        limit: Duration::from_secs(options.timeout),
    };
    let started = Instant::now();
    let binaries = match tests.compile(&options.tests) {
        Ok(binaries) => binaries,
        Err(error) => {
            report.add_failure("tests for wasm32", started, &error);
            return engines;
        }
    };
    if binaries.is_empty() {
        let error = anyhow::Error::msg("there is no such test");
        report.add_failure("tests for wasm32", started, &error);
    }
    step("Tests in Node");
    tests.run_in_node(&binaries, report);
    for &engine in &engines {
        step(&format!("Tests in {engine}"));
        tests.run_in(engine, &binaries, report);
    }
    engines
}
