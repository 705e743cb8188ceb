//! How much longer a clean build takes with the crate: two programs of the crate `size`, each in a project of its own.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::machine::processor;
use crate::process::succeed;
use crate::project::Project;
use crate::tools::{TARGET, Tools};

/// Each is built so often, in turns; the quickest counts.
const ROUNDS: usize = 3;

const PROGRAMS: [&str; 2] = ["raw_open_stop", "open_stop"];

pub fn run(project: &Project, tools: &mut Tools) -> Result<()> {
    tools.need_wasm_target()?;
    let folder = tempfile::tempdir()?;
    let projects = PROGRAMS.map(|program| folder.path().join(program));
    for (program, here) in PROGRAMS.iter().zip(&projects) {
        write_project(project, program, here)?;
        succeed(tools.cargo().arg("fetch").current_dir(here), None)?;
    }
    println!("\n{}", machine(tools));
    println!(
        "{:9}  {:>9}  {:>9}  {:>9}",
        "seconds", "web-sys", "with us", "more"
    );
    for profile in ["dev", "release"] {
        let mut best = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            for (here, best) in projects.iter().zip(&mut best) {
                *best = build(tools, here, profile)?.min(*best);
            }
        }
        let [raw, ours] = best.map(|time| time.as_secs_f64());
        println!("{profile:9}  {raw:9.1}  {ours:9.1}  {:9.1}", ours - raw);
    }
    Ok(())
}

/// A project as a user has it, with nothing in it but the program.
fn write_project(project: &Project, program: &str, here: &Path) -> Result<()> {
    fs::create_dir_all(here.join("src"))?;
    let example = project
        .root
        .join("size")
        .join("examples")
        .join(format!("{program}.rs"));
    fs::copy(example, here.join("src").join("lib.rs"))?;
    // The versions that the workspace has.
    fs::copy(project.root.join("Cargo.lock"), here.join("Cargo.lock"))?;
    let ours = if program == PROGRAMS[0] {
        "web-sys = { version = \"0.3\", features = [\"MediaDevices\", \"MediaStream\", \"MediaStreamConstraints\", \
         \"MediaStreamTrack\", \"Navigator\", \"Window\"] }"
            .to_owned()
    } else {
        format!("{} = {{ path = {:?} }}", project.name, project.root)
    };
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\ncrate-type = [\"cdylib\"]\n\n\
         [dependencies]\nwasm-bindgen = \"0.2\"\nwasm-bindgen-futures = \"0.4\"\n{ours}\n\n\
         [profile.release]\nopt-level = \"z\"\nlto = true\ncodegen-units = 1\npanic = \"abort\"\n\n[workspace]\n"
    );
    fs::write(here.join("Cargo.toml"), manifest)?;
    Ok(())
}

fn build(tools: &Tools, here: &Path, profile: &str) -> Result<Duration> {
    let target = here.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let mut command = tools.cargo();
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS"] {
        command.env_remove(flags);
    }
    command
        .current_dir(here)
        .args(["build", "--offline", "--target", TARGET, "--profile", profile])
        .arg("--target-dir")
        .arg(&target);
    let started = Instant::now();
    succeed(&mut command, None)?;
    Ok(started.elapsed())
}

fn machine(tools: &Tools) -> String {
    let (brand, cores) = processor();
    let rustc = tools.version_of("rustc").unwrap_or_default();
    format!("{brand}, {} cores, rustc {rustc}", cores)
}
