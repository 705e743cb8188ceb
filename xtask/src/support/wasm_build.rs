//! Prepares wasm modules built by cargo for use in a page.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::process::run_checked;
use super::project::Project;
use super::tools::Tools;

/// Writes a module and its wasm-bindgen glue to a folder. Returns the path of the module.
pub fn generate_glue(tools: &Tools, module: &Path, name: &str, folder: &Path) -> Result<PathBuf> {
    let mut command = tools.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript"]);
    command
        .args(["--out-name", name, "--out-dir"])
        .args([folder, module]);
    run_checked(&mut command, None)?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

/// Runs wasm-opt with the arguments of the npm package.
pub fn optimize(project: &Project, tools: &Tools, module: &Path) -> Result<()> {
    let mut command = tools.command("wasm-opt");
    command
        .args(&project.wasm_opt)
        .arg(module)
        .arg("--output")
        .arg(module);
    run_checked(&mut command, None)
}
