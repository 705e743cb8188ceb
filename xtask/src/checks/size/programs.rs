//! The size of the Rust programs in the crate `size`: the optimized wasm and its minified glue.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::measure::Size;
use super::record::Section;
use crate::support::esbuild::bundle_minified;
use crate::support::process::{run_checked, run_inherited, stdout_of};
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};
use crate::support::wasm_build;

pub const STOCK: &str = "Rust programs, wasm and its JavaScript";
pub const REBUILT: &str = "Rust programs with std rebuilt for size";

/// The program without the crate.
const RAW: &str = "raw_open_stop";
/// The program that all others extend.
const BASE: &str = "open_stop";

const PROGRAMS: [&str; 11] = [
    "empty",
    RAW,
    BASE,
    "constraints",
    "events",
    "settings",
    "devices",
    "permissions",
    "display",
    "capture",
    SERDE,
];

/// The program that enables a feature of the crate. It is built separately.
const SERDE: &str = "serde";

/// Cargo's arguments to rebuild the standard library.
const BUILD_STD: [&str; 4] = [
    "-Z",
    "build-std=std,panic_abort",
    "-Z",
    "build-std-features=optimize_for_size",
];
const IMMEDIATE_ABORT: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// Returns the versions of the tools that affect the size.
pub fn tool_versions(project: &Project, tools: &Tools) -> String {
    let version = |program| {
        tools
            .version_of(program)
            .unwrap_or_else(|| "of unknown version".into())
    };
    format!(
        "rustc {}, wasm-bindgen {}, wasm-opt {}, esbuild {}",
        version("rustc"),
        project.wasm_bindgen,
        version("wasm-opt"),
        version("esbuild"),
    )
}

/// Builds and measures all programs.
pub fn measure(project: &Project, tools: &mut Tools) -> Result<Section> {
    ensure_tools(project, tools)?;
    let versions = tool_versions(project, tools);
    build(project, &project.target, || {
        let mut command = tools.cargo();
        command.arg("build");
        command
    })?;
    finish(project, tools, &project.target, Section::new(versions))
}

/// A nightly toolchain with the source of the standard library.
pub struct Nightly {
    version: String,
}

impl Nightly {
    /// Returns the installed nightly toolchain. Installs one if `install` is true.
    pub fn find(tools: &mut Tools, install: bool) -> Result<Option<Self>> {
        if install && !Self::has_source(tools) {
            println!("Installing a nightly toolchain with rust-src (about a minute)…");
            let rustup = |words: &str| run_inherited(tools.command("rustup").args(words.split(' ')));
            // Does not update an existing nightly toolchain.
            rustup("component add rust-src --toolchain nightly")
                .or_else(|_| rustup("toolchain install nightly --profile minimal --component rust-src"))?;
        }
        if !Self::has_source(tools) {
            return Ok(None);
        }
        let version = stdout_of(
            tools
                .command("rustup")
                .args(["run", "nightly", "rustc", "--version"]),
        );
        Ok(version.map(|version| Self { version }))
    }

    fn has_source(tools: &Tools) -> bool {
        let list = [
            "component",
            "list",
            "--toolchain",
            "nightly",
            "--installed",
            "--quiet",
        ];
        stdout_of(tools.command("rustup").args(list))
            .is_some_and(|list| list.lines().any(|component| component.starts_with("rust-src")))
    }
}

/// Builds and measures all programs with a standard library rebuilt for size.
pub fn measure_rebuilt(project: &Project, tools: &mut Tools, nightly: &Nightly) -> Result<Section> {
    ensure_tools(project, tools)?;
    let versions = tool_versions(project, tools);
    let rest = versions.split_once(", ").map_or("", |(_, rest)| rest);
    // A separate folder: cargo would rebuild everything at each change of toolchain.
    let target = project.target.join("build-std");
    build(project, &target, || {
        let mut command = tools.command("rustup");
        for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(variable);
        }
        command
            .args(["run", "nightly", "cargo", "build"])
            .args(BUILD_STD)
            .env("RUSTFLAGS", IMMEDIATE_ABORT);
        command
    })?;
    finish(
        project,
        tools,
        &target,
        Section::new(format!("{}, {rest}", nightly.version)),
    )
}

fn ensure_tools(project: &Project, tools: &mut Tools) -> Result<()> {
    tools.ensure_wasm_target()?;
    tools.ensure_wasm_bindgen(&project.wasm_bindgen)?;
    tools.ensure_wasm_opt()?;
    tools.ensure_esbuild()
}

fn build(project: &Project, target: &Path, cargo: impl Fn() -> Command) -> Result<()> {
    println!("Building the programs in size/examples…");
    let run = |programs: &[&str], features: &[&str]| {
        let mut command = cargo();
        for flags in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
            command.env_remove(flags);
        }
        // The user's flags must not affect the result.
        if !command.get_envs().any(|(name, _)| name == "RUSTFLAGS") {
            command.env_remove("RUSTFLAGS");
        }
        command
            .current_dir(&project.root)
            .args([
                "--release",
                "--target",
                WASM_TARGET,
                "--package",
                Project::SIZE_CRATE,
            ])
            .arg("--target-dir")
            .arg(target)
            .args(features);
        for program in programs {
            command.args(["--example", program]);
        }
        run_checked(&mut command, None)
    };
    let (separate, plain): (Vec<_>, Vec<_>) = PROGRAMS.into_iter().partition(|program| *program == SERDE);
    run(&plain, &[])?;
    run(&separate, &["--features", "serde"])
}

/// Generates the glue, optimizes and measures each program, as for the npm package.
fn finish(project: &Project, tools: &Tools, target: &Path, mut section: Section) -> Result<Section> {
    let built = target.join(WASM_TARGET).join("release").join("examples");
    for program in PROGRAMS {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        let compiled = built.join(format!("{program}.wasm"));
        let wasm = wasm_build::generate_glue(tools, &compiled, program, folder)?;
        wasm_build::optimize(project, tools, &wasm)?;
        let bundled = folder.join("bundled.js");
        bundle_minified(
            tools,
            folder,
            &folder.join(format!("{program}.js")),
            &bundled,
            &[],
        )?;
        let mut size = Size::of_file(&wasm)?;
        size += Size::of_file(&bundled)?;
        section.add(program, size);
    }
    Ok(section)
}

/// Prints the size of the base program over raw web-sys, and of each program over the base program.
pub fn print_margins(section: &Section) {
    let gzip = |name| section.size(name).map(|size: Size| size.gzip);
    let (Some(raw), Some(base)) = (gzip(RAW), gzip(BASE)) else {
        return;
    };
    println!("\n{BASE} over {RAW}: {:+} bytes (gzip).", difference(base, raw));
    println!("Over {BASE}:");
    for (name, size) in section.sizes() {
        if !["empty", RAW, BASE].contains(&name) {
            println!("  {name:12} {:+6}", difference(size.gzip, base));
        }
    }
}

fn difference(size: u64, base: u64) -> i128 {
    i128::from(size) - i128::from(base)
}
