//! Modules of wasm that cargo has built, made ready for pages.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::process::succeed;
use crate::project::Project;
use crate::tools::Tools;

/// Puts a module with its JavaScript into a folder, by this name, and tells where the module is.
pub fn with_glue(tools: &Tools, module: &Path, name: &str, folder: &Path) -> Result<PathBuf> {
    let mut command = tools.command("wasm-bindgen");
    command.args(["--target", "web", "--no-typescript"]);
    command
        .args(["--out-name", name, "--out-dir"])
        .args([folder, module]);
    succeed(&mut command, None)?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

/// Makes a module as small as those of the npm package.
pub fn optimize(project: &Project, tools: &Tools, module: &Path) -> Result<()> {
    let mut command = tools.command("wasm-opt");
    command
        .args(&project.wasm_opt)
        .arg(module)
        .arg("--output")
        .arg(module);
    succeed(&mut command, None)
}
