//! `cargo xtask test`: runs all checks and prints a report.

use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::browser::engine::Engine;
use crate::checks::wasm_tests::{self, Selection};
use crate::checks::{capture_pages, legacy_page, lints, native_tests, npm_package, old_pages, size};
use crate::harness::report::Report;
use crate::harness::wasm_tests::WasmTests;
use crate::support::examples;
use crate::support::frameworks::{self, Example, Framework};
use crate::support::npm_package::{self as package_build, Profile};
use crate::support::project::Project;
use crate::support::tools::Tools;

/// The selection of checks; all by default.
#[derive(Args)]
pub struct Options {
    /// Test in this engine only; can be repeated
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Skip this engine; can be repeated
    #[arg(long = "skip-browser", value_name = "NAME")]
    skipped_browsers: Vec<Engine>,
    /// Skip formatting, lints and documentation
    #[arg(long)]
    no_static: bool,
    /// Run the wasm tests of tests/FILE.rs only; can be repeated
    #[arg(long = "test", value_name = "FILE")]
    tests: Vec<String>,
    /// Check the crate for this framework only; can be repeated
    #[arg(long = "framework", value_name = "NAME", conflicts_with = "tests")]
    frameworks: Vec<Framework>,
    /// The time limit for the tests of one binary, in seconds
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    timeout: u64,
    /// Run only wasm tests whose names contain this text (without --framework, those of the root crate)
    #[arg(last = true)]
    filter: Option<String>,
}

impl Options {
    fn engines(&self) -> Vec<Engine> {
        Engine::selection(&self.browsers, &self.skipped_browsers)
    }

    /// Returns whether only certain wasm tests are selected.
    fn is_narrow(&self) -> bool {
        !self.tests.is_empty() || self.filter.is_some()
    }

    /// Returns the selected frameworks.
    fn frameworks(&self) -> &[Framework] {
        match &self.frameworks[..] {
            [] if self.is_narrow() => &[],
            [] => &Framework::ALL,
            some => some,
        }
    }

    /// Returns the examples to check.
    fn examples(&self) -> Vec<Example> {
        let plain = self.others().then_some(Example::Plain);
        let frameworks = self.frameworks().iter().copied().map(Example::Framework);
        plain.into_iter().chain(frameworks).collect()
    }

    /// Returns whether everything except the framework crates is selected.
    fn others(&self) -> bool {
        self.frameworks.is_empty()
    }
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    let mut report = Report::default();
    let all = !options.is_narrow();

    if all {
        if !options.no_static {
            print_step("Formatting, lints, documentation");
            let (frameworks, others) = (options.frameworks(), options.others());
            lints::run(project, &mut tools, frameworks, others, &mut report);
        }
        print_step("Native tests");
        if options.others() {
            let arguments = frameworks::other_arguments(project) + " --all-features";
            native_tests::run(project, &tools, "native tests", &arguments, &mut report);
        }
        if !options.frameworks().is_empty() {
            let arguments = frameworks::server_arguments(project, options.frameworks());
            native_tests::run(
                project,
                &tools,
                "native tests of the frameworks",
                &arguments,
                &mut report,
            );
        }
    }

    let engines = run_wasm_tests(project, &mut tools, options, &mut report);

    if all {
        if options.others() {
            check_package(project, &mut tools, &engines, &mut report);
        }
        check_examples(project, &mut tools, &options.examples(), &engines, &mut report);
    }
    report.print()
}

/// Runs the wasm tests. Returns the available engines.
fn run_wasm_tests(
    project: &Project,
    tools: &mut Tools,
    options: &Options,
    report: &mut Report,
) -> Vec<Engine> {
    print_step("Prerequisites of the wasm tests");
    let (engines, has_test_runner) = wasm_tests::prepare(project, tools, options.engines(), report);
    if !has_test_runner {
        return engines;
    }
    let tests = WasmTests {
        project,
        tools,
        filter: options.filter.as_deref(),
        limit: Duration::from_secs(options.timeout),
    };
    let selection = Selection {
        frameworks: options.frameworks(),
        root_crate: options.others(),
        files: &options.tests,
    };
    let binaries = wasm_tests::compile(&tests, &selection, report);
    print_step("Tests in Node");
    tests.run_in_node(&binaries, report);
    for &engine in &engines {
        print_step(&format!("Tests in {engine}"));
        tests.run_in(engine, &binaries, report);
    }
    engines
}

/// Builds and checks the npm package and the demo page.
fn check_package(project: &Project, tools: &mut Tools, engines: &[Engine], report: &mut Report) {
    print_step("npm package");
    if !tools.has_node() {
        return report.skip("npm build", "Node is not installed");
    }
    let build = || package_build::build(project, tools, Profile::Release);
    let Some(package) = report.run("npm build", build) else {
        return;
    };
    size::run(project, tools, &package, report);
    npm_package::run(project, tools, engines, &package, report);
    print_step("Demo");
    for &engine in engines {
        capture_pages::run_demo(project, tools, engine, &package, None, report);
        legacy_page::run(project, tools, engine, &package, report);
    }
    print_step("Old pages");
    old_pages::run(project, tools, engines, &package, report);
}

/// Builds and checks the examples.
fn check_examples(
    project: &Project,
    tools: &mut Tools,
    examples: &[Example],
    engines: &[Engine],
    report: &mut Report,
) {
    print_step("Examples");
    // The debug profile compiles faster, and the behavior is the same.
    let compile = || examples::compile(project, tools, examples, false);
    if report.run("examples", compile).is_none() {
        return;
    }
    for &example in examples {
        match examples::assemble(project, tools, example, false) {
            Ok(site) => {
                for &engine in engines {
                    capture_pages::run_example(project, tools, engine, (example, &site), None, report);
                }
            }
            Err(error) => report.fail(&example.crate_name(), &error),
        }
    }
}

fn print_step(title: &str) {
    println!("\n{title}");
}
