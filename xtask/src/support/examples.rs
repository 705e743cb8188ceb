//! Builds the examples like `trunk build`, without Trunk.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::frameworks::Example;
use super::process::run_checked;
use super::project::Project;
use super::tools::{Tools, WASM_TARGET};
use super::wasm_build;

/// The start of a link for Trunk.
const TRUNK_LINK: &str = "<link data-trunk ";

/// Builds an example. Returns the folder of its page.
pub fn build(project: &Project, tools: &mut Tools, example: Example) -> Result<PathBuf> {
    compile(project, tools, &[example], true)?;
    assemble(project, tools, example, true)
}

/// Compiles several examples in one cargo call, so that shared dependencies are compiled once.
pub fn compile(project: &Project, tools: &mut Tools, examples: &[Example], release: bool) -> Result<()> {
    tools.ensure_wasm_target()?;
    tools.ensure_wasm_bindgen(&project.wasm_bindgen)?;
    let mut command = tools.cargo();
    command
        .args(["build", "--target", WASM_TARGET])
        .current_dir(&project.root);
    for example in examples {
        println!("Building {} with cargo…", example.crate_name());
        command.args(["--package", &example.crate_name()]);
    }
    if release {
        command.arg("--release");
    }
    run_checked(&mut command, None)
}

/// Assembles the page of a compiled example. Returns its folder.
pub fn assemble(project: &Project, tools: &Tools, example: Example, release: bool) -> Result<PathBuf> {
    let name = example.crate_name();
    let site = project.target.join("demo").join(example.name());
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    let profile = if release { "release" } else { "debug" };
    let compiled = project
        .target
        .join(WASM_TARGET)
        .join(profile)
        .join(format!("{name}.wasm"));
    wasm_build::generate_glue(tools, &compiled, &name, &site)?;

    let folder = example.folder(project);
    let page = fs::read_to_string(folder.join("index.html"))
        .with_context(|| format!("{} has no index.html", folder.display()))?;
    let (page, assets) = replace_trunk_links(&page, &name)?;
    fs::write(site.join("index.html"), page)?;
    for asset in assets {
        let from = folder.join(&asset);
        let copied = fs::copy(&from, site.join(file_name(&asset)));
        copied.with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(site)
}

/// Returns the page that Trunk would generate, and the files to copy beside it.
fn replace_trunk_links(page: &str, name: &str) -> Result<(String, Vec<String>)> {
    let mut assets = Vec::new();
    let mut output = String::new();
    for line in page.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        match line.trim().strip_prefix(TRUNK_LINK) {
            None => output += line,
            Some(link) if link.starts_with("rel=\"rust\"") => {
                output += indent;
                output += "<script type=\"module\">import init from \"./";
                output += name;
                output += ".js\"; await init();</script>";
            }
            Some(link) => {
                let href = link
                    .strip_prefix("rel=\"css\" href=\"")
                    .and_then(|rest| rest.split('"').next())
                    .with_context(|| format!("unsupported Trunk link: {}", line.trim()))?;
                output += indent;
                output += "<link rel=\"stylesheet\" href=\"";
                output += file_name(href);
                output += "\">";
                assets.push(href.to_owned());
            }
        }
        output += "\n";
    }
    Ok((output, assets))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_links_are_replaced() {
        let page = "<head>\n  <link data-trunk rel=\"rust\">\n  <link data-trunk rel=\"css\" href=\"../../style.css\">\n</head>\n";
        let (output, assets) = replace_trunk_links(page, "some-example").unwrap();
        assert_eq!(
            output,
            "<head>\n  <script type=\"module\">import init from \"./some-example.js\"; await init();</script>\n  \
             <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n"
        );
        assert_eq!(assets, ["../../style.css"]);
        assert!(replace_trunk_links("<link data-trunk rel=\"icon\">", "x").is_err());
    }
}
