//! Builds the npm package. Downloads only missing tools.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

use super::files::copy_files;
use super::process::run_checked;
use super::project::Project;
use super::shim;
use super::tools::Tools;
use super::wasm_build::{self, Std};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Release,
    /// Without optimizations. A panic throws an error with its message.
    Dev,
}

/// The wasm modules: folder and cargo's arguments. The declarations are in npm/js.
const MODULES: [(&str, &[&str]); 5] = [
    ("web", &[]),
    ("full", &["--features", "full"]),
    ("audio", &["--no-default-features", "--features", "audio"]),
    ("photo", &["--no-default-features", "--features", "photo"]),
    ("recorder", &["--no-default-features", "--features", "recorder"]),
];

/// Builds the package. Returns its folder.
pub fn build(project: &Project, tools: &mut Tools, profile: Profile) -> Result<PathBuf> {
    let source = project.root.join("npm");
    if !tools.has_node() {
        bail!("Node and npm are missing. The npm package cannot be built without them");
    }
    tools.ensure_wasm_target()?;
    tools.ensure_wasm_bindgen(&project.wasm_bindgen)?;
    tools.ensure_wasm_pack()?;
    tools.ensure_esbuild()?;
    let std = if profile == Profile::Release {
        tools.ensure_wasm_opt()?;
        Std::smallest(project, tools)
    } else {
        Std::Stock
    };

    let package = project.npm_package();
    if package.exists() {
        // Files of an older build must not be published.
        fs::remove_dir_all(&package)?;
    }
    fs::create_dir_all(&package)?;
    for (name, arguments) in MODULES {
        println!("Building {name} with wasm-pack…");
        add_module(project, tools, (profile, std), arguments, &package.join(name))?;
    }
    fs::write(
        package.join("package.json"),
        manifest_with_version(&source.join("package.json"), &project.version)?,
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

/// Adds a module to the package: wasm, glue code, and the wasm as a JavaScript module.
fn add_module(
    project: &Project,
    tools: &Tools,
    (profile, std): (Profile, Std),
    arguments: &[&str],
    folder: &Path,
) -> Result<()> {
    let name = project.name.replace('-', "_");
    let source = project.root.join("npm");
    let mut build = tools.command("wasm-pack");
    build.arg("build").arg(&source);
    // wasm-opt runs last: it also removes the code of exports that the glue code does not use.
    build.args(["--mode", "no-install", "--no-pack", "--no-opt", "--no-typescript"]);
    build.args(["--target", "bundler", "--out-name", &name, "--out-dir"]);
    build.arg(folder).arg(match profile {
        Profile::Release => "--release",
        Profile::Dev => "--dev",
    });
    build.arg("--").args(std.arguments()).args(arguments);
    std.set_environment(project, &mut build);
    run_checked(&mut build, None)?;
    // npm would exclude the files that it names, which are all files.
    fs::remove_file(folder.join(".gitignore"))?;
    let mut shorten = tools.command("node");
    shorten.arg(source.join("build").join("shorten.mjs"));
    run_checked(shorten.arg(folder).arg(&name), None)?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    if profile == Profile::Release {
        wasm_build::optimize(tools, &wasm)?;
    }
    let inlined = format!(
        "// {name}_bg.wasm, for environments that cannot load it.
         export default Uint8Array.from(atob(\"{}\"), (character) => character.charCodeAt(0));\n",
        BASE64_STANDARD.encode(fs::read(&wasm)?)
    );
    Ok(fs::write(folder.join("inlined.js"), inlined)?)
}

/// Adds the shim, which does not use wasm: the module that the crate also uses, and the classic script.
fn add_shim(project: &Project, tools: &Tools, package: &Path) -> Result<()> {
    let (folder, source) = (package.join("legacy"), project.root.join("npm").join("legacy"));
    fs::create_dir_all(&folder)?;
    copy_files(&source, &folder, |name| {
        name == "index.d.ts" || name.starts_with("aliases.")
    })?;
    shim::bundle_module(project, tools)?;
    shim::bundle_script(project, tools, &package.join(shim::SCRIPT))?;
    fs::copy(source.join("script.d.ts"), package.join("legacy.d.ts"))?;
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
