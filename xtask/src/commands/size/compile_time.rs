//! Compares the clean build times of two programs of the crate `size`, each in a separate project.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use sysinfo::{CpuRefreshKind, RefreshKind, System};

use crate::support::process::run_checked;
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};

/// The number of builds of each program, alternating. The fastest counts.
const ROUNDS: usize = 3;

const PROGRAMS: [&str; 2] = ["raw_open_stop", "open_stop"];

pub fn run(project: &Project, tools: &mut Tools) -> Result<()> {
    tools.ensure_wasm_target()?;
    let folder = tempfile::tempdir()?;
    let projects = PROGRAMS.map(|program| folder.path().join(program));
    for (program, folder) in PROGRAMS.iter().zip(&projects) {
        write_project(project, program, folder)?;
        run_checked(tools.cargo().arg("fetch").current_dir(folder), None)?;
    }
    println!("\n{}", machine(tools));
    println!(
        "{:9}  {:>9}  {:>9}  {:>10}",
        "seconds", "web-sys", "crate", "difference"
    );
    for profile in ["dev", "release"] {
        let mut best = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            for (folder, best) in projects.iter().zip(&mut best) {
                *best = build(tools, folder, profile)?.min(*best);
            }
        }
        let [raw, with_crate] = best.map(|time| time.as_secs_f64());
        println!(
            "{profile:9}  {raw:9.1}  {with_crate:9.1}  {:10.1}",
            with_crate - raw
        );
    }
    Ok(())
}

/// Writes a user's project that contains only the program.
fn write_project(project: &Project, program: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let example = project
        .root
        .join("size")
        .join("examples")
        .join(format!("{program}.rs"));
    fs::copy(example, folder.join("src").join("lib.rs"))?;
    // The same versions as in the workspace.
    fs::copy(project.root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let dependency = if program == PROGRAMS[0] {
        "web-sys = { version = \"0.3\", features = [\"MediaDevices\", \"MediaStream\", \"MediaStreamConstraints\", \
         \"MediaStreamTrack\", \"Navigator\", \"Window\"] }"
            .to_owned()
    } else {
        format!("{} = {{ path = {:?} }}", project.name, project.root)
    };
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\ncrate-type = [\"cdylib\"]\n\n\
         [dependencies]\nwasm-bindgen = \"0.2\"\nwasm-bindgen-futures = \"0.4\"\n{dependency}\n\n\
         [profile.release]\nopt-level = \"z\"\nlto = true\ncodegen-units = 1\npanic = \"abort\"\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    Ok(())
}

fn build(tools: &Tools, folder: &Path, profile: &str) -> Result<Duration> {
    let target = folder.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let mut command = tools.cargo();
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
        command.env_remove(flags);
    }
    command
        .current_dir(folder)
        .args([
            "build",
            "--offline",
            "--target",
            WASM_TARGET,
            "--profile",
            profile,
        ])
        .arg("--target-dir")
        .arg(&target);
    let started = Instant::now();
    run_checked(&mut command, None)?;
    Ok(started.elapsed())
}

fn machine(tools: &Tools) -> String {
    let system = System::new_with_specifics(RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing()));
    let cpus = system.cpus();
    let brand = cpus
        .first()
        .map_or("an unknown processor", |cpu| cpu.brand().trim());
    let rustc = tools.version_of("rustc").unwrap_or_default();
    format!("{brand}, {} cores, rustc {rustc}", cpus.len())
}
