//! Builds the npm package. Downloads only missing tools.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use super::files::copy_files;
use super::process::run_checked;
use super::project::Project;
use super::shim;
use super::tools::Tools;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Release,
    Dev,
}

/// The wasm-pack builds: folder, target, and cargo's arguments. The declarations are in npm/js.
///
/// The `web` and `full` modules are for pages without a bundler. The `bundler` module is for bundlers.
const BUILDS: [(&str, &str, &[&str]); 3] = [
    ("web", "web", &[]),
    ("full", "web", &["--", "--features", "full"]),
    ("bundler", "bundler", &[]),
];

/// Builds the package. Returns its folder.
pub fn build(project: &Project, tools: &mut Tools, profile: Profile) -> Result<PathBuf> {
    let source = project.root.join("npm");
    let manifest = source.join("package.json");
    if !manifest.is_file() {
        bail!("{} is missing", manifest.display());
    }
    tools.ensure_wasm_target()?;
    tools.ensure_wasm_bindgen(&project.wasm_bindgen)?;
    tools.ensure_wasm_pack()?;
    if profile == Profile::Release {
        tools.ensure_wasm_opt()?;
    }
    if tools.has_node() {
        tools.ensure_esbuild()?;
    }

    let package = project.npm_package();
    if package.exists() {
        // Files of an older build must not be published.
        fs::remove_dir_all(&package)?;
    }
    fs::create_dir_all(&package)?;
    for (name, target, cargo_arguments) in BUILDS {
        println!("Building {name} with wasm-pack…");
        let folder = package.join(name);
        let mut command = tools.command("wasm-pack");
        command.arg("build").arg(&source).args([
            "--mode",
            "no-install",
            "--no-pack",
            "--no-typescript",
            "--target",
            target,
        ]);
        command.arg(if profile == Profile::Release {
            "--release"
        } else {
            "--dev"
        });
        command
            .args(["--out-name", &project.name.replace('-', "_"), "--out-dir"])
            .arg(&folder)
            .args(cargo_arguments);
        run_checked(&mut command, None)?;
        // npm would exclude the files that it names, which are all files.
        fs::remove_file(folder.join(".gitignore"))?;
    }

    fs::write(
        package.join("package.json"),
        manifest_with_version(&manifest, &project.version)?,
    )?;
    copy_files(&source.join("js"), &package, |_| true)?;
    copy_files(&project.root.join("src").join("testing"), &package, |name| {
        name.ends_with(".js")
    })?;
    copy_files(&source, &package, |name| name == "README.md")?;
    copy_files(&project.root, &package, |name| name.starts_with("LICENSE"))?;
    add_shim(project, tools, &package)?;
    Ok(package)
}

/// Adds the shim, which does not use wasm: the module that the crate also uses, and the classic script.
fn add_shim(project: &Project, tools: &Tools, package: &Path) -> Result<()> {
    let (folder, source) = (package.join("legacy"), project.root.join("npm").join("legacy"));
    fs::create_dir_all(&folder)?;
    fs::copy(source.join("index.d.ts"), folder.join("index.d.ts"))?;
    if tools.has_node() {
        shim::bundle_module(project, tools)?;
        shim::bundle_script(project, tools, &package.join(shim::SCRIPT))?;
        fs::copy(source.join("script.d.ts"), package.join("legacy.d.ts"))?;
    } else {
        println!(
            "{} is omitted: esbuild needs npm. Do not publish this package.",
            shim::SCRIPT
        );
    }
    fs::copy(shim::bundled_module(project), folder.join("index.js"))?;
    Ok(())
}

/// Returns the manifest with the version of the crate.
fn manifest_with_version(manifest: &Path, version: &str) -> Result<String> {
    let text = fs::read_to_string(manifest)?;
    let mut content: Map<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("{} is not valid JSON", manifest.display()))?;
    content.insert("version".into(), json!(version));
    Ok(serde_json::to_string_pretty(&content)? + "\n")
}
