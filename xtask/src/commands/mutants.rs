//! `cargo xtask mutants`: changes one expression at a time, and lists the changes that no native test notices.

use std::env;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::support::process::run_inherited;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// The time limit of the tests, in seconds. Some mutants of the JSON reader never return.
const TIMEOUT: &str = "20";

#[derive(Args)]
pub struct Options {
    /// Change this part only; can be repeated; all by default
    #[arg(long = "part", value_name = "NAME")]
    parts: Vec<Part>,
    /// Run one of several equal shares of the changes, such as 0/4
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
    /// Skip the changes that a previous run noticed
    #[arg(long)]
    iterate: bool,
}

/// A part of the crate that native tests cover.
#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// Constraints and settings
    Constraints,
    /// Errors, options of display captures, devices
    Data,
    /// JSON-like values and their reader
    Json,
    /// The state machine of captures, and the plain data of their API
    Capture,
}

/// Code that runs in a browser only. Browser tests cover it.
const BROWSER_ONLY: &str =
    "encode|From<&?JsValue>|for JsValue|Details::read|is_insecure_page|require_member|validate_for_call";

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Constraints => "constraints",
            Part::Data => "data",
            Part::Json => "json",
            Part::Capture => "capture",
        }
    }

    fn files(self) -> &'static [&'static str] {
        match self {
            Part::Constraints => &["src/constraints/**", "src/settings/**"],
            Part::Data => &[
                "src/devices/info.rs",
                "src/display/options.rs",
                "src/error/**",
                "src/string_enum.rs",
            ],
            // All but `js.rs`, which needs JavaScript.
            Part::Json => &["src/json/[!j]*.rs"],
            Part::Capture => &[
                "src/capture/machine/**",
                "src/capture/loss.rs",
                "src/capture/recovery_policy.rs",
                "src/capture/state.rs",
            ],
        }
    }

    /// Returns the test binaries to build, and the arguments of each.
    fn tests(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Part::Capture => (&["--lib"], &["capture::"]),
            _ => (
                &["--lib", "--test=constraints", "--test=plain_data"],
                &["--skip", "capture::machine"],
            ),
        }
    }
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    tools.ensure_cargo_mutants()?;
    let parts = match &options.parts[..] {
        [] => Part::value_variants(),
        some => some,
    };
    let missed: Vec<_> = parts
        .iter()
        .filter(|part| run_part(project, &tools, **part, options).is_err())
        .map(|part| part.name())
        .collect();
    if !missed.is_empty() {
        bail!(
            "no test notices some changes of: {}. Compare target/mutants/PART/mutants.out/missed.txt with CONTRIBUTING.md",
            missed.join(", ")
        );
    }
    Ok(())
}

fn run_part(project: &Project, tools: &Tools, part: Part, options: &Options) -> Result<()> {
    let mut command = tools.command("cargo-mutants");
    command
        .arg("mutants")
        .args(["--package", &project.name, "--features", "serde"])
        .args(["--timeout", TIMEOUT, "--jobs", "1", "--no-shuffle"])
        .args(["--exclude-re", BROWSER_ONLY])
        .arg("--output")
        .arg(project.target.join("mutants").join(part.name()));
    for file in part.files() {
        command.args(["--file", file]);
    }
    if let Some(shard) = &options.shard {
        command.args(["--shard", shard]);
    }
    if options.iterate {
        command.arg("--iterate");
    }
    let (binaries, arguments) = part.tests();
    for binary in binaries {
        // An argument after `--` would not apply to the build.
        command.arg(format!("--cargo-arg={binary}"));
    }
    command.args(["--", "--"]).args(arguments);
    // Each change is compiled and tested once: fast builds and few cases save most of the time.
    for (name, value) in [
        ("CARGO_PROFILE_DEV_DEBUG", "0"),
        ("CAPTURE_EVENTS", "60000"),
        ("CAPTURE_DEPTH", "5"),
        ("PROPTEST_CASES", "64"),
    ] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    // Dependencies are compiled once for all runs.
    command.env("CARGO_TARGET_DIR", project.target.join("mutants").join("target"));
    run_inherited(command.current_dir(&project.root))
}
