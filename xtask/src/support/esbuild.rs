//! Minified bundles for size and load-time measurements.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::process::run_checked;
use super::tools::Tools;

/// The npm packages to compare with, and their versions.
pub const REFERENCE_PACKAGES: [(&str, &str); 3] = [
    ("webrtc-adapter", "9.0.6"),
    ("media-devices", "0.5.0"),
    ("recordrtc", "5.6.2"),
];

/// Bundles and minifies a module and its imports, except wasm and its substitute. `arguments` are further arguments of
/// esbuild.
pub fn bundle_minified(
    tools: &Tools,
    folder: &Path,
    module: &Path,
    to: &Path,
    arguments: &[&str],
) -> Result<()> {
    let mut command = tools.command("esbuild");
    command
        .current_dir(folder)
        .arg(module)
        .args(["--bundle", "--minify", "--format=esm", "--target=es2022"])
        .args(["--external:*.wasm", "--external:*/inlined.js"])
        .args(["--legal-comments=none", "--log-level=error"])
        .arg(format!("--outfile={}", to.display()))
        .args(arguments);
    run_checked(&mut command, None)
}

/// Installs a reference package and bundles all of its exports.
pub fn bundle_reference_package(tools: &mut Tools, name: &str, to: &Path) -> Result<()> {
    let version = REFERENCE_PACKAGES
        .iter()
        .find_map(|(other, version)| (*other == name).then_some(*version))
        .with_context(|| format!("{name} is not a reference package"))?;
    let folder = tools.ensure_npm_package(name, version)?;
    let temporary = tempfile::tempdir_in(&folder)?;
    let module = temporary.path().join("all.js");
    fs::write(
        &module,
        format!("import * as everything from \"{name}\";\nexport default everything;\n"),
    )?;
    bundle_minified(tools, &folder, &module, to, &[])
}
