//! The size of the Rust programs in the crate `size`: the optimized wasm and its minified glue.

use anyhow::Result;

use super::measure::Size;
use super::record::Section;
use crate::support::esbuild::bundle_minified;
use crate::support::process::run_checked;
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};
use crate::support::wasm_build::{self, Std};

pub const STOCK: &str = "Rust programs, wasm and its JavaScript";
pub const REBUILT: &str = "Rust programs with std rebuilt for size";

/// The program without the crate.
const RAW: &str = "raw_open_stop";
/// The program that all others extend.
const BASE: &str = "open_stop";

const PROGRAMS: [&str; 10] = [
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
];

/// The programs that enable the feature of the same name. They are built separately.
const OF_FEATURES: &str = "serde recorder recorder_capture photo audio vad frames video_source";

/// Returns the versions of the tools that affect the size.
pub fn tool_versions(project: &Project, tools: &Tools, std: Std) -> String {
    let version = |program| {
        tools
            .version_of(program)
            .unwrap_or_else(|| "of unknown version".into())
    };
    format!(
        "rustc {}, {}wasm-bindgen {}, wasm-opt {}, esbuild {}",
        version("rustc"),
        if std == Std::Rebuilt {
            "std rebuilt for size, "
        } else {
            ""
        },
        project.wasm_bindgen,
        version("wasm-opt"),
        version("esbuild"),
    )
}

/// Builds all programs, generates their glue, optimizes and measures them.
pub fn measure(project: &Project, tools: &mut Tools, std: Std) -> Result<Section> {
    tools.ensure_wasm_target()?;
    tools.ensure_wasm_bindgen(&project.wasm_bindgen)?;
    tools.ensure_wasm_opt()?;
    tools.ensure_esbuild()?;
    println!("Building the programs in size/examples…");
    let build = |programs: &[&str], features: &[&str]| {
        let mut command = std.cargo_build(project, tools);
        command
            .args(["--release", "--package", Project::SIZE_CRATE])
            .args(features);
        for program in programs {
            command.args(["--example", program]);
        }
        run_checked(&mut command, None)
    };
    build(&PROGRAMS, &[])?;
    for feature in OF_FEATURES.split(' ') {
        build(&[feature], &["--features", feature])?;
    }
    let built = std
        .target(project)
        .join(WASM_TARGET)
        .join("release")
        .join("examples");
    let mut section = Section::new(tool_versions(project, tools, std));
    for program in PROGRAMS.into_iter().chain(OF_FEATURES.split(' ')) {
        let temporary = tempfile::tempdir()?;
        let folder = temporary.path();
        let compiled = built.join(format!("{program}.wasm"));
        let wasm = wasm_build::generate_glue(tools, &compiled, program, folder)?;
        wasm_build::optimize(tools, &wasm)?;
        let bundled = folder.join("bundled.js");
        let glue = folder.join(format!("{program}.js"));
        bundle_minified(tools, folder, &glue, &bundled, &[])?;
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
