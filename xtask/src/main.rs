//! `cargo xtask`: everything that is done with this project, and the installing of what it takes.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod browsers;
mod conformance;
mod control;
mod demo;
mod demo_check;
mod driver;
mod engines;
mod example;
mod example_check;
mod integrations;
mod legacy_check;
mod libtest;
mod machine;
mod module;
mod npm;
mod npm_browser;
mod npm_bundlers;
mod npm_check;
mod process;
mod project;
mod relay;
mod report;
mod serve;
mod setup;
mod size;
mod surface;
mod tap;
mod test;
mod tools;
mod verbs;
mod visit;
mod wasm_tests;
mod webdriver;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::project::Project;

/// Builds, tests and shows local-media-stream, and installs what that takes.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install all that the other commands need; what is there already is left alone
    Setup(setup::Options),
    /// Run every check: formatting, lints, native tests, browser tests, the npm package, the demo, the crates for frameworks
    Test(test::Options),
    /// Build the npm package into target/npm/local-media-stream
    Npm(npm::Options),
    /// Measure how fast the crate is beside hand-written JavaScript and raw web-sys
    Bench(bench::Options),
    /// Measure how many bytes users pay for what, and whether that has grown
    Size(size::Options),
    /// Run web-platform-tests with the shim and without, and tell where that makes a difference
    Conformance(conformance::Options),
    /// Serve the demo page, or the example of a framework, or check that it works
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
    process::end_children_on_interrupt()?;
    let project = Project::load()?;
    match &cli.task {
        Task::Setup(options) => setup::run(&project, options),
        Task::Test(options) => test::run(&project, options),
        Task::Npm(options) => npm::run(&project, options),
        Task::Bench(options) => bench::run(&project, options),
        Task::Size(options) => size::run(&project, options),
        Task::Conformance(options) => conformance::run(&project, options),
        Task::Demo(options) => demo::run(&project, options),
    }
}
