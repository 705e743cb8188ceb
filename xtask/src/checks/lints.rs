//! Formatting, clippy and documentation.

use anyhow::Result;

use crate::checks::{api_coverage, import_cycles, shim_bundle};
use crate::harness::report::Report;
use crate::support::frameworks::{self, Framework};
use crate::support::process::run_checked;
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
    if let Err(error) = tools.ensure_lints().and_then(|()| tools.ensure_wasm_target()) {
        report.fail("rustfmt and clippy", &error);
    }
    let wasm = format!("--target {WASM_TARGET}");
    let mut cargo = |name: &str, arguments: &str| {
        report.run(name, || cargo(project, tools, arguments));
    };
    cargo("format", "fmt --all --check");
    if others {
        let workspace = frameworks::other_arguments(project);
        let every = "--all-targets --all-features -- -D warnings";
        cargo("clippy native", &format!("clippy {workspace} {every}"));
        let crates = format!("--package {} --package {}", project.name, Project::NPM_CRATE);
        cargo("clippy wasm32", &format!("clippy {wasm} {crates} {every}"));
        let downstream = Project::DOWNSTREAM_CRATE;
        let downstream = format!("clippy {wasm} --package {downstream} -- -D warnings");
        cargo("downstream, without flags", &downstream);
        cargo(
            "documentation",
            &format!("doc {workspace} --no-deps --all-features"),
        );
    }
    if !frameworks.is_empty() {
        // For wasm only. The native tests compile the crates for servers.
        let crates = frameworks::browser_arguments(project, frameworks);
        let dependents =
            frameworks::example_arguments(frameworks) + &frameworks::separate_test_arguments(frameworks);
        let clippy = format!("clippy {wasm} {crates} {dependents} --all-targets -- -D warnings");
        cargo("frameworks: clippy wasm32", &clippy);
        cargo(
            "frameworks: documentation",
            &format!("doc {wasm} {crates} --no-deps"),
        );
    }
    if others {
        report.run("docs/api-coverage.md", || {
            api_coverage::check(&project.root, &project.documentation())
        });
        report.run("import cycles", || import_cycles::check(&project.root));
        shim_bundle::run(project, tools, report);
    }
}

/// Runs a cargo subcommand.
fn cargo(project: &Project, tools: &Tools, arguments: &str) -> Result<()> {
    let mut command = tools.cargo();
    command
        .args(arguments.split_whitespace())
        .current_dir(&project.root);
    // The crates must compile without flags such as `--cfg web_sys_unstable_apis`.
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
        command.env_remove(flags);
    }
    run_checked(command.env("RUSTDOCFLAGS", "-Dwarnings"), None)
}
