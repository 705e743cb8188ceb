//! `cargo xtask test`: every check there is, one after the other, and what came of them.

use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use crate::engines::Engine;
use crate::integrations::{self, Framework};
use crate::libtest::{Line, Outcome, read};
use crate::project::Project;
use crate::report::{Reading, Report, Row};
use crate::tools::{TARGET, Tools};
use crate::wasm_tests::{Binary, WasmTests};
use crate::{browsers, demo_check, example, example_check, legacy_check, npm, process, size, surface};

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
    /// Check the crate for this framework only; may be given several times
    #[arg(long = "framework", value_name = "NAME", conflicts_with = "tests")]
    frameworks: Vec<Framework>,
    /// How long the tests of one binary may take, in seconds
    #[arg(long, default_value_t = 420, value_name = "SECONDS")]
    timeout: u64,
    /// Run only those tests whose name has this in it, and nothing but tests for wasm32 (without --framework, those of
    /// the crate itself)
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

    /// The crates for frameworks that are to be checked.
    fn frameworks(&self) -> &[Framework] {
        match &self.frameworks[..] {
            [] if self.is_narrow() => &[],
            [] => &Framework::ALL,
            some => some,
        }
    }

    /// Whether everything else is to be checked.
    fn all_else(&self) -> bool {
        self.frameworks.is_empty()
    }
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let mut report = Report::default();
    let all = !options.is_narrow();

    if all {
        if !options.no_static {
            run_checks(project, &mut tools, options, &mut report);
        }
        step("Native tests");
        if options.all_else() {
            let mut arguments = integrations::all_else(project);
            arguments.push("--all-features".into());
            run_native(project, &tools, arguments, &mut report);
        }
        let arguments = integrations::for_servers(project, options.frameworks());
        run_native(project, &tools, arguments, &mut report);
    }

    let engines = run_wasm(project, &mut tools, options, &mut report);

    if all {
        if options.all_else() {
            run_package(project, &mut tools, &engines, &mut report);
        }
        run_examples(project, &mut tools, options.frameworks(), &engines, &mut report);
    }
    report.tell()
}

/// The npm package, and the page that shows it.
fn run_package(project: &Project, tools: &mut Tools, engines: &[Engine], report: &mut Report) {
    step("The npm package");
    let started = Instant::now();
    match npm::build(project, tools, npm::Profile::Release) {
        Ok(package) => {
            report.add(Row::single("npm build", Outcome::Passed, started));
            size::check(project, tools, &package, report);
            npm::check(project, tools, engines, &package, report);
            step("The demo");
            for &engine in engines {
                demo_check::run(project, tools, engine, &package, None, report);
                legacy_check::run(project, tools, engine, &package, report);
            }
        }
        Err(error) => report.add_failure("npm build", started, &error),
    }
}

/// The examples of the frameworks, as their visitors see them.
fn run_examples(
    project: &Project,
    tools: &mut Tools,
    frameworks: &[Framework],
    engines: &[Engine],
    report: &mut Report,
) {
    step("The examples of the frameworks");
    let started = Instant::now();
    // Not for release: that takes long, and what it shows is the same.
    if let Err(error) = example::compile(project, tools, frameworks, false) {
        return report.add_failure("examples", started, &error);
    }
    for &framework in frameworks {
        let started = Instant::now();
        match example::assemble(project, tools, framework, false) {
            Ok(site) => {
                for &engine in engines {
                    example_check::run(project, tools, engine, (framework, &site), None, report);
                }
            }
            Err(error) => report.add_failure(&framework.example(), started, &error),
        }
    }
}

fn step(title: &str) {
    println!("\n{title}");
}

/// Formatting, lints and documentation.
fn run_checks(project: &Project, tools: &mut Tools, options: &Options, report: &mut Report) {
    step("Formatting, lints, documentation");
    let started = Instant::now();
    if let Err(error) = tools.need_lints().and_then(|()| tools.need_wasm_target()) {
        report.add_failure("rustfmt and clippy", started, &error);
    }
    let packages = |names: &[&str]| -> Vec<String> {
        let pairs = names
            .iter()
            .map(|name| ["--package".to_owned(), (*name).to_owned()]);
        pairs.flatten().collect()
    };
    let wasm = ["--target".to_owned(), TARGET.to_owned()];
    let with = |first: &[String], more: &[&str]| -> Vec<String> {
        first
            .iter()
            .cloned()
            .chain(more.iter().map(|word| (*word).to_owned()))
            .collect()
    };
    run_check(
        project,
        tools,
        "format",
        "fmt",
        &with(&[], &["--all", "--check"]),
        report,
    );
    if options.all_else() {
        let rest = integrations::all_else(project);
        let every = ["--all-targets", "--all-features"];
        clippy(project, tools, "clippy native", &with(&rest, &every), report);
        let crates = [&wasm[..], &packages(&[&project.name, Project::NPM_CRATE])].concat();
        clippy(project, tools, "clippy wasm32", &with(&crates, &every), report);
        let downstream = [&wasm[..], &packages(&[Project::DOWNSTREAM_CRATE])].concat();
        clippy(project, tools, "downstream, without flags", &downstream, report);
        let all = with(&rest, &["--no-deps", "--all-features"]);
        run_check(project, tools, "documentation", "doc", &all, report);
        let started = Instant::now();
        match surface::check(&project.root, &project.documentation()) {
            Ok(_) => report.add(Row::single("docs/surface.md", Outcome::Passed, started)),
            Err(error) => report.add_failure("docs/surface.md", started, &error),
        }
        check_shim(project, tools, report);
    }
    if !options.frameworks().is_empty() {
        // Not natively, too: all of a framework would be read once more, and the tests for servers compile it anyway.
        let browser = [
            &wasm[..],
            &integrations::for_browsers(project, options.frameworks(), true),
        ]
        .concat();
        let all = with(&browser, &["--all-targets"]);
        clippy(project, tools, "frameworks: clippy wasm32", &all, report);
        let own = integrations::for_browsers(project, options.frameworks(), false);
        let own = with(&[&wasm[..], &own].concat(), &["--no-deps"]);
        run_check(project, tools, "frameworks: documentation", "doc", &own, report);
    }
}

/// Whether the shim's one file is what its many make: what is tested, and shipped, is the one.
fn check_shim(project: &Project, tools: &mut Tools, report: &mut Report) {
    const NAME: &str = "src/legacy/bundled.js";
    if !tools.has_node() {
        return report.add_skip(NAME, "Node is not installed");
    }
    let started = Instant::now();
    let changed = tools
        .need_esbuild()
        .and_then(|()| npm::bundle_shim(project, tools));
    match changed {
        Ok(false) => report.add(Row::single(NAME, Outcome::Passed, started)),
        Ok(true) => {
            let error =
                anyhow::anyhow!("it was not what the files beside it make; now it is, and can be committed");
            report.add_failure(NAME, started, &error);
        }
        Err(error) => report.add_failure(NAME, started, &error),
    }
}

fn clippy(project: &Project, tools: &Tools, name: &str, arguments: &[String], report: &mut Report) {
    let arguments: Vec<_> = arguments
        .iter()
        .cloned()
        .chain(["--", "-D", "warnings"].map(str::to_owned))
        .collect();
    run_check(project, tools, name, "clippy", &arguments, report);
}

fn run_check(
    project: &Project,
    tools: &Tools,
    name: &str,
    subcommand: &str,
    arguments: &[String],
    report: &mut Report,
) {
    let started = Instant::now();
    let mut command = tools.cargo();
    command.arg(subcommand).args(arguments).current_dir(&project.root);
    // What a user has not set must not be what makes it compile.
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
        command.env_remove(flags);
    }
    if subcommand == "doc" {
        command.env("RUSTDOCFLAGS", "-Dwarnings");
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

/// The tests that need no browser, and the examples in the documentation.
fn run_native(project: &Project, tools: &Tools, arguments: Vec<String>, report: &mut Report) {
    const NAME: &str = "native tests";
    let started = Instant::now();
    let mut command = tools.cargo();
    command
        .args(["test", "--no-fail-fast"])
        .args(arguments)
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
    let binaries = compile(&tests, options, report);
    step("Tests in Node");
    tests.run_in_node(&binaries, report);
    for &engine in &engines {
        step(&format!("Tests in {engine}"));
        tests.run_in(engine, &binaries, report);
    }
    engines
}

/// Compiles what is to be run. What does not compile fails by itself; the rest is run.
fn compile(tests: &WasmTests, options: &Options, report: &mut Report) -> Vec<Binary> {
    let begun = Instant::now();
    let mut binaries = Vec::new();
    let mut all_compiled = true;
    let mut add = |name: &str, arguments: Vec<String>| {
        let started = Instant::now();
        match tests.compile(arguments) {
            Ok(compiled) => binaries.extend(compiled),
            Err(error) => {
                all_compiled = false;
                report.add_failure(name, started, &error);
            }
        }
    };
    if options.all_else() {
        let mut arguments: Vec<String> = ["--all-features", "--package", &tests.project.name]
            .map(str::to_owned)
            .into();
        if options.tests.is_empty() {
            arguments.push("--tests".into());
        }
        for name in &options.tests {
            arguments.extend(["--test".into(), name.clone()]);
        }
        add("tests for wasm32", arguments);
    }
    if !options.frameworks().is_empty() {
        let mut arguments = integrations::for_browsers(tests.project, options.frameworks(), false);
        arguments.push("--tests".into());
        add("tests of the frameworks for wasm32", arguments);
        let mut arguments = integrations::apart(options.frameworks());
        if !arguments.is_empty() {
            arguments.push("--tests".into());
            add("tests of the frameworks, built apart", arguments);
        }
    }
    if binaries.is_empty() && all_compiled {
        report.add_failure(
            "tests for wasm32",
            begun,
            &anyhow::Error::msg("there is no such test"),
        );
    }
    binaries
}
