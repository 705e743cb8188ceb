//! The entries of the npm package, each as a page loads it: its JavaScript in one minified file, and its wasm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::measure::{Size, bundle};
use super::programs::tools_in_words;
use super::record::Section;
use crate::project::Project;
use crate::tools::Tools;

pub const NPM: &str = "npm entries, JavaScript and wasm";
pub const OTHERS: &str = "other npm packages";

/// What pages use today for some of the same, in the very versions that are compared with.
const OTHER_PACKAGES: [(&str, &str); 2] = [("webrtc-adapter", "9.0.6"), ("media-devices", "0.5.0")];

/// Every entry with JavaScript that the package's `exports` name.
pub fn measure(project: &Project, tools: &mut Tools, package: &Path) -> Result<Section> {
    tools.need_esbuild()?;
    let manifest: Value = serde_json::from_str(&fs::read_to_string(package.join("package.json"))?)?;
    let exports = manifest["exports"]
        .as_object()
        .context("the package has no exports")?;
    let name = &project.name;
    let mut section = Section::new(tools_in_words(project, tools));
    let folder = tempfile::tempdir()?;
    for (entry, files) in exports {
        let Some(module) = files["default"].as_str().filter(|file| file.ends_with(".js")) else {
            continue;
        };
        let (bundled, inputs) = (folder.path().join("entry.js"), folder.path().join("inputs.json"));
        let told = format!("--metafile={}", inputs.display());
        bundle(tools, package, Path::new(module), &bundled, &[&told])?;
        let mut size = Size::of_file(&bundled)?;
        for wasm in wasm_of(package, &inputs)? {
            size += Size::of_file(&wasm)?;
        }
        section.add(&format!("{name}{}", entry.trim_start_matches('.')), size);
    }
    Ok(section)
}

/// The wasm of each module of wasm-bindgen's that is in a bundle: it lies beside it.
fn wasm_of(package: &Path, inputs: &Path) -> Result<Vec<std::path::PathBuf>> {
    let told: Value = serde_json::from_str(&fs::read_to_string(inputs)?)?;
    let inputs = told["inputs"].as_object().context("esbuild tells no inputs")?;
    let wasm = inputs.keys().filter_map(|input| {
        let wasm = package.join(format!("{}_bg.wasm", input.strip_suffix(".js")?));
        wasm.is_file().then_some(wasm)
    });
    Ok(wasm.collect())
}

pub fn measure_others(tools: &mut Tools) -> Result<Section> {
    tools.need_esbuild()?;
    let mut section = Section::new(format!("esbuild {}", Tools::ESBUILD));
    let work = tempfile::tempdir()?;
    for (name, version) in OTHER_PACKAGES {
        let bundled = work.path().join("bundled.js");
        bundle_other(tools, name, &bundled)?;
        section.add(&format!("{name} {version}"), Size::of_file(&bundled)?);
    }
    Ok(section)
}

/// Puts all of such a package into one minified file.
pub fn bundle_other(tools: &mut Tools, name: &str, to: &Path) -> Result<()> {
    let version = OTHER_PACKAGES
        .iter()
        .find_map(|(other, version)| (*other == name).then_some(*version))
        .with_context(|| format!("{name} is compared with nothing"))?;
    let folder = tools.need_npm_package(name, version)?;
    let work = tempfile::tempdir_in(&folder)?;
    let module = work.path().join("all.js");
    fs::write(
        &module,
        format!("import * as everything from \"{name}\";\nexport default everything;\n"),
    )?;
    bundle(tools, &folder, &module, to, &[])
}
