//! `cargo xtask`: builds, tests and serves the project, and installs the necessary tools.
//!
//! Imports go down only: `commands`, `checks`, `harness`, `browser`, `support`.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod browser;
mod checks;
mod commands;
mod harness;
mod support;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tokio::runtime::Runtime;

use crate::commands::{bench, conformance, demo, mutants, npm, setup, size, test};
use crate::support::process;
use crate::support::project::Project;

/// Builds, tests and serves local-media-stream, and installs the necessary tools.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install the prerequisites of the other commands, except those already installed
    Setup(setup::Options),
    /// Run all checks: formatting, lints, native tests, browser tests, npm package, demo, framework crates
    Test(test::Options),
    /// Build the npm package into target/npm/local-media-stream
    Npm(npm::Options),
    /// Compare the speed of the crate with hand-written JavaScript and raw web-sys
    Bench(bench::Options),
    /// Measure the size of npm entries and Rust programs, and compare it with docs/sizes.json
    Size(size::Options),
    /// Run web-platform-tests with and without the shim, and report differences
    Conformance(conformance::Options),
    /// Change plain data, JSON and the state machine of captures, and list the changes that no native test notices
    Mutants(mutants::Options),
    /// Serve or check the demo page or the example of a framework
    Demo(demo::Options),
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<()> {
    process::kill_children_on_interrupt()?;
    // The servers and the WebDriver client run on this runtime.
    let runtime = Runtime::new()?;
    let _guard = runtime.enter();
    let project = Project::load()?;
    match &cli.command {
        Command::Setup(options) => setup::run(&project, options),
        Command::Test(options) => test::run(&project, options),
        Command::Npm(options) => npm::run(&project, options),
        Command::Bench(options) => bench::run(&project, options),
        Command::Size(options) => size::run(&project, options),
        Command::Conformance(options) => conformance::run(&project, options),
        Command::Mutants(options) => mutants::run(&project, options),
        Command::Demo(options) => demo::run(&project, options),
    }
}
