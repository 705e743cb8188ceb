//! Formatting, clippy and documentation.

use std::time::Instant;

use crate::checks::{api_coverage, import_cycles, shim_bundle};
use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
use crate::support::frameworks::{self, Framework};
use crate::support::process;
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};

/// Runs all static checks of the selected packages.
///
/// `others` selects everything except the framework crates.
pub fn run(
    project: &Project,
    tools: &mut Tools,
    frameworks: &[Framework],
    others: bool,
    report: &mut Report,
) {
    let started = Instant::now();
    if let Err(error) = tools.ensure_lints().and_then(|()| tools.ensure_wasm_target()) {
        report.add_failure("rustfmt and clippy", started, &error);
    }
    cargo(
        project,
        tools,
        "format",
        "fmt",
        &with(&[], &["--all", "--check"]),
        report,
    );
    if others {
        check_workspace(project, tools, report);
        import_cycles::run(project, report);
        shim_bundle::run(project, tools, report);
    }
    if !frameworks.is_empty() {
        check_frameworks(project, tools, frameworks, report);
    }
}

/// Checks the workspace without the framework crates.
fn check_workspace(project: &Project, tools: &Tools, report: &mut Report) {
    let packages = |names: &[&str]| -> Vec<String> {
        let pairs = names
            .iter()
            .map(|name| ["--package".to_owned(), (*name).to_owned()]);
        pairs.flatten().collect()
    };
    let workspace = frameworks::other_arguments(project);
    let every = ["--all-targets", "--all-features"];
    clippy(project, tools, "clippy native", &with(&workspace, &every), report);
    let crates = [&wasm()[..], &packages(&[&project.name, Project::NPM_CRATE])].concat();
    clippy(project, tools, "clippy wasm32", &with(&crates, &every), report);
    let downstream = [&wasm()[..], &packages(&[Project::DOWNSTREAM_CRATE])].concat();
    clippy(project, tools, "downstream, without flags", &downstream, report);
    let all = with(&workspace, &["--no-deps", "--all-features"]);
    cargo(project, tools, "documentation", "doc", &all, report);
    let started = Instant::now();
    match api_coverage::check(&project.root, &project.documentation()) {
        Ok(_) => report.add(Row::single("docs/api-coverage.md", Outcome::Passed, started)),
        Err(error) => report.add_failure("docs/api-coverage.md", started, &error),
    }
}

/// Checks the framework crates for wasm only. The native tests compile them for servers.
fn check_frameworks(project: &Project, tools: &Tools, frameworks: &[Framework], report: &mut Report) {
    let browser = [
        &wasm()[..],
        &frameworks::browser_arguments(project, frameworks, true),
    ]
    .concat();
    let all = with(&browser, &["--all-targets"]);
    clippy(project, tools, "frameworks: clippy wasm32", &all, report);
    let crates = frameworks::browser_arguments(project, frameworks, false);
    let crates = with(&[&wasm()[..], &crates].concat(), &["--no-deps"]);
    cargo(
        project,
        tools,
        "frameworks: documentation",
        "doc",
        &crates,
        report,
    );
}

fn wasm() -> [String; 2] {
    ["--target".to_owned(), WASM_TARGET.to_owned()]
}

fn with(first: &[String], more: &[&str]) -> Vec<String> {
    let more = more.iter().map(|word| (*word).to_owned());
    first.iter().cloned().chain(more).collect()
}

fn clippy(project: &Project, tools: &Tools, name: &str, arguments: &[String], report: &mut Report) {
    let arguments = with(arguments, &["--", "-D", "warnings"]);
    cargo(project, tools, name, "clippy", &arguments, report);
}

/// Runs a cargo subcommand as a check.
fn cargo(
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
    // The crates must compile without flags such as `--cfg web_sys_unstable_apis`.
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
                println!(
                    "{}\n{}",
                    process::command_line(&command),
                    finished.output.trim_end()
                );
            }
            report.add(Row::single(name, outcome, started));
        }
        Err(error) => report.add_failure(name, started, &error),
    }
}
