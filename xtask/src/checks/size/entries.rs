//! The size of each entry of the npm package: its minified bundle and its wasm.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::measure::Size;
use super::programs::tool_versions;
use super::record::Section;
use crate::support::esbuild::{REFERENCE_PACKAGES, bundle_minified, bundle_reference_package};
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::wasm_build::Std;

pub const NPM: &str = "npm entries, JavaScript and wasm";
pub const OTHERS: &str = "other npm packages";

/// Measures all JavaScript entries in the package's `exports`.
pub fn measure(project: &Project, tools: &mut Tools, package: &Path) -> Result<Section> {
    tools.ensure_esbuild()?;
    let manifest: Value = serde_json::from_str(&fs::read_to_string(package.join("package.json"))?)?;
    let exports = manifest["exports"]
        .as_object()
        .context("the package has no exports")?;
    let name = &project.name;
    let std = Std::smallest(project, tools);
    let mut section = Section::new(tool_versions(project, tools, std));
    let folder = tempfile::tempdir()?;
    for (entry, files) in exports {
        let Some(module) = files["default"].as_str().filter(|file| file.ends_with(".js")) else {
            continue;
        };
        let (bundled, inputs) = (folder.path().join("entry.js"), folder.path().join("inputs.json"));
        let metafile = format!("--metafile={}", inputs.display());
        // The entries for frameworks import packages that the page has anyway.
        let arguments = [&metafile, "--packages=external"];
        bundle_minified(tools, package, Path::new(module), &bundled, &arguments)?;
        let mut size = Size::of_file(&bundled)?;
        for wasm in wasm_files(package, &inputs)? {
            size += Size::of_file(&wasm)?;
        }
        section.add(&format!("{name}{}", entry.trim_start_matches('.')), size);
    }
    Ok(section)
}

/// Returns the wasm files of a bundle, which are beside the inputs that wasm-bindgen generated.
fn wasm_files(package: &Path, inputs: &Path) -> Result<Vec<std::path::PathBuf>> {
    let metafile: Value = serde_json::from_str(&fs::read_to_string(inputs)?)?;
    let inputs = metafile["inputs"]
        .as_object()
        .context("esbuild's metafile has no inputs")?;
    let wasm = inputs.keys().filter_map(|input| {
        let wasm = package.join(format!("{}_bg.wasm", input.strip_suffix(".js")?));
        wasm.is_file().then_some(wasm)
    });
    Ok(wasm.collect())
}

/// Measures the reference packages.
pub fn measure_reference_packages(tools: &mut Tools) -> Result<Section> {
    tools.ensure_esbuild()?;
    let mut section = Section::new(format!("esbuild {}", Tools::ESBUILD));
    let temporary = tempfile::tempdir()?;
    for (name, version) in REFERENCE_PACKAGES {
        let bundled = temporary.path().join("bundled.js");
        bundle_reference_package(tools, name, &bundled)?;
        section.add(&format!("{name} {version}"), Size::of_file(&bundled)?);
    }
    Ok(section)
}
