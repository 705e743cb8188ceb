//! `cargo xtask test`: runs all checks and prints a report.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::browser::engine::Engine;
use crate::checks::wasm_tests::{self, Selection};
use crate::checks::{capture_pages, legacy_page, lints, native_tests, npm_package, old_pages, size};
use crate::harness::in_each_engine;
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
        let others = (self.others() && !self.is_narrow()).then_some([Example::Plain, Example::Frames]);
        let frameworks = self.frameworks().iter().copied().map(Example::Framework);
        others.into_iter().flatten().chain(frameworks).collect()
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
        run_native_tests(project, &tools, options, &mut report);
    }

    print_step("Prerequisites of the browser tests");
    let (engines, has_test_runner) = wasm_tests::prepare(project, &mut tools, options.engines(), &mut report);
    print_step("Builds");
    let package = (all && options.others()).then(|| build_package(project, &mut tools, &mut report));
    let package = package.flatten();
    let examples = build_examples(project, &mut tools, options, &mut report);
    let tests = WasmTests {
        project,
        tools: &tools,
        filter: options.filter.as_deref(),
        limit: Duration::from_secs(options.timeout),
    };
    let binaries = if has_test_runner {
        let selection = Selection {
            frameworks: options.frameworks(),
            root_crate: options.others(),
            files: &options.tests,
        };
        wasm_tests::compile(&tests, &selection, &mut report)
    } else {
        Vec::new()
    };

    print_step("Tests in Node");
    tests.run_in_node(&binaries, &mut report);
    print_step("Tests in browsers");
    if package.is_some() {
        report.run("libraries of old pages", || old_pages::fetch_libraries(&tools));
    }
    in_each_engine(&engines, &mut report, |engine, report| {
        tests.run_in(engine, &binaries, report);
        if let Some(package) = &package {
            npm_package::run_pages(project, &tools, engine, package, report);
            capture_pages::run_demo(project, &tools, engine, package, None, report);
            legacy_page::run(project, &tools, engine, package, report);
            old_pages::run(project, &tools, engine, package, report);
        }
        for (example, site) in examples.iter().filter(|(example, _)| *example != Example::Frames) {
            capture_pages::run_example(project, &tools, engine, (*example, site), None, report);
        }
    });
    if let Some(package) = &package {
        print_step("npm package");
        npm_package::run_installed(project, &mut tools, &engines, package, &mut report);
    }
    report.print()
}

fn run_native_tests(project: &Project, tools: &Tools, options: &Options, report: &mut Report) {
    if options.others() {
        let arguments = frameworks::other_arguments(project) + " --all-features";
        native_tests::run(project, tools, "native tests", &arguments, report);
    }
    if !options.frameworks().is_empty() {
        let arguments = frameworks::server_arguments(project, options.frameworks());
        native_tests::run(
            project,
            tools,
            "native tests of the frameworks",
            &arguments,
            report,
        );
    }
}

/// Builds the npm package and compares its size. Returns its folder.
fn build_package(project: &Project, tools: &mut Tools, report: &mut Report) -> Option<PathBuf> {
    if !tools.has_node() {
        report.skip("npm build", "Node is not installed");
        return None;
    }
    let package = report.run("npm build", || {
        package_build::build(project, tools, Profile::Release)
    })?;
    size::run(project, tools, &package, report);
    Some(package)
}

/// Builds the selected examples. Returns the folders of their pages.
fn build_examples(
    project: &Project,
    tools: &mut Tools,
    options: &Options,
    report: &mut Report,
) -> Vec<(Example, PathBuf)> {
    let examples = options.examples();
    if examples.is_empty() {
        return Vec::new();
    }
    // The debug profile compiles faster, and the behavior is the same.
    let build = || {
        examples::compile(project, tools, &examples, false)?;
        let site = |&example: &Example| Ok((example, examples::assemble(project, tools, example, false)?));
        examples.iter().map(site).collect()
    };
    report.run("examples", build).unwrap_or_default()
}

fn print_step(title: &str) {
    println!("\n{title}");
}
