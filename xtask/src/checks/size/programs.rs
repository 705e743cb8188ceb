//! What a Rust program pays: the programs of the crate `size`, each as a page loads it.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::measure::{Size, bundle};
use super::record::Section;
use crate::module;
use crate::process::{output_of, run_shown, succeed};
use crate::project::Project;
use crate::tools::{TARGET, Tools};

pub const STOCK: &str = "Rust programs, wasm and its JavaScript";
pub const REBUILT: &str = "Rust programs with std rebuilt for size";

/// What the margin is measured against, and what each of the others has in it.
const RAW: &str = "raw_open_stop";
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

/// The one that has a feature of the crate, which the others are to be without.
const SERDE: &str = "serde";

/// How cargo is told to build the standard library too.
const BUILD_STD: [&str; 4] = [
    "-Z",
    "build-std=std,panic_abort",
    "-Z",
    "build-std-features=optimize_for_size",
];
const IMMEDIATE_ABORT: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// What decides how large things get.
pub fn tools_in_words(project: &Project, tools: &Tools) -> String {
    let version = |program| {
        tools
            .version_of(program)
            .unwrap_or_else(|| "of no version".into())
    };
    format!(
        "rustc {}, wasm-bindgen {}, wasm-opt {}, esbuild {}",
        version("rustc"),
        project.wasm_bindgen,
        version("wasm-opt"),
        version("esbuild"),
    )
}

pub fn measure(project: &Project, tools: &mut Tools) -> Result<Section> {
    need(project, tools)?;
    let with = tools_in_words(project, tools);
    build(project, &project.target, || {
        let mut command = tools.cargo();
        command.arg("build");
        command
    })?;
    finish(project, tools, &project.target, Section::new(with))
}

/// A toolchain that can build the standard library.
pub struct Nightly {
    version: String,
}

impl Nightly {
    /// The one that is there; where there is none it is installed, if that is wanted.
    pub fn find(tools: &mut Tools, install: bool) -> Result<Option<Self>> {
        if install && !Self::has_source(tools) {
            println!("Installing what rebuilds std, a nightly toolchain with its source (a minute)…");
            let rustup = |words: &str| run_shown(tools.command("rustup").args(words.split(' ')));
            // A nightly that is there is left as it is, but for the component.
            rustup("component add rust-src --toolchain nightly")
                .or_else(|_| rustup("toolchain install nightly --profile minimal --component rust-src"))?;
        }
        if !Self::has_source(tools) {
            return Ok(None);
        }
        let version = output_of(
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
        output_of(tools.command("rustup").args(list))
            .is_some_and(|list| list.lines().any(|component| component.starts_with("rust-src")))
    }
}

pub fn measure_rebuilt(project: &Project, tools: &mut Tools, nightly: &Nightly) -> Result<Section> {
    need(project, tools)?;
    let with = tools_in_words(project, tools);
    let rest = with.split_once(", ").map_or("", |(_, rest)| rest);
    // A folder of its own: cargo would build everything anew at each change of toolchain.
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

fn need(project: &Project, tools: &mut Tools) -> Result<()> {
    tools.need_wasm_target()?;
    tools.need_wasm_bindgen(&project.wasm_bindgen)?;
    tools.need_wasm_opt()?;
    tools.need_esbuild()
}

fn build(project: &Project, target: &Path, cargo: impl Fn() -> Command) -> Result<()> {
    println!("Building the programs in size/examples…");
    let run = |programs: &[&str], features: &[&str]| {
        let mut command = cargo();
        for flags in ["CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
            command.env_remove(flags);
        }
        // What somebody has set for builds of their own is not to be measured.
        if !command.get_envs().any(|(name, _)| name == "RUSTFLAGS") {
            command.env_remove("RUSTFLAGS");
        }
        command
            .current_dir(&project.root)
            .args(["--release", "--target", TARGET, "--package", Project::SIZE_CRATE])
            .arg("--target-dir")
            .arg(target)
            .args(features);
        for program in programs {
            command.args(["--example", program]);
        }
        succeed(&mut command, None)
    };
    let (apart, plain): (Vec<_>, Vec<_>) = PROGRAMS.into_iter().partition(|program| *program == SERDE);
    run(&plain, &[])?;
    run(&apart, &["--features", "serde"])
}

/// What npm's package is made with: glue of wasm-bindgen's, minified, and wasm-opt.
fn finish(project: &Project, tools: &Tools, target: &Path, mut section: Section) -> Result<Section> {
    let built = target.join(TARGET).join("release").join("examples");
    for program in PROGRAMS {
        let work = tempfile::tempdir()?;
        let here = work.path();
        let compiled = built.join(format!("{program}.wasm"));
        let wasm = module::with_glue(tools, &compiled, program, here)?;
        module::optimize(project, tools, &wasm)?;
        let bundled = here.join("bundled.js");
        bundle(tools, here, &here.join(format!("{program}.js")), &bundled, &[])?;
        let mut size = Size::of_file(&wasm)?;
        size += Size::of_file(&bundled)?;
        section.add(program, size);
    }
    Ok(section)
}

/// Says what the crate adds, and what each part of it does.
pub fn tell_margins(section: &Section) {
    let gzip = |name| section.size(name).map(|size: Size| size.gzip);
    let (Some(raw), Some(base)) = (gzip(RAW), gzip(BASE)) else {
        return;
    };
    println!("\n{BASE} is {:+} bytes gzip over {RAW}.", over(base, raw));
    println!("On top of {BASE}:");
    for (name, size) in section.sizes() {
        if !["empty", RAW, BASE].contains(&name) {
            println!("  {name:12} {:+6}", over(size.gzip, base));
        }
    }
}

fn over(size: u64, base: u64) -> i128 {
    i128::from(size) - i128::from(base)
}
