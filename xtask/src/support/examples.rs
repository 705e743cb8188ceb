//! The examples of the frameworks: built and served as `trunk serve` does it, without the need of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::integrations::Framework;
use crate::module;
use crate::process;
use crate::project::Project;
use crate::serve::{Serving, Site};
use crate::tools::{TARGET, Tools};

/// What stands before each link of a page that is meant for Trunk.
const TRUNK: &str = "<link data-trunk ";

/// Builds the example of a framework and tells the folder with its page.
pub fn build(project: &Project, tools: &mut Tools, framework: Framework) -> Result<PathBuf> {
    compile(project, tools, &[framework], true)?;
    assemble(project, tools, framework, true)
}

/// Compiles the examples of these frameworks, all at once: most of what they need is the same.
pub fn compile(project: &Project, tools: &mut Tools, frameworks: &[Framework], release: bool) -> Result<()> {
    tools.need_wasm_target()?;
    tools.need_wasm_bindgen(&project.wasm_bindgen)?;
    let mut command = tools.cargo();
    command
        .args(["build", "--target", TARGET])
        .current_dir(&project.root);
    for framework in frameworks {
        println!("Building {} with cargo…", framework.example());
        command.args(["--package", &framework.example()]);
    }
    if release {
        command.arg("--release");
    }
    process::succeed(&mut command, None)
}

/// Puts the page of an example together, which has been compiled, and tells its folder.
pub fn assemble(project: &Project, tools: &Tools, framework: Framework, release: bool) -> Result<PathBuf> {
    let name = framework.example();
    let site = project.target.join("demo").join(framework.name());
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    let profile = if release { "release" } else { "debug" };
    let compiled = project
        .target
        .join(TARGET)
        .join(profile)
        .join(format!("{name}.wasm"));
    module::with_glue(tools, &compiled, &name, &site)?;

    let folder = framework.example_folder(project);
    let page = fs::read_to_string(folder.join("index.html"))
        .with_context(|| format!("{} has no index.html", folder.display()))?;
    let (page, assets) = without_trunk(&page, &name)?;
    fs::write(site.join("index.html"), page)?;
    for asset in assets {
        let from = folder.join(&asset);
        let copied = fs::copy(&from, site.join(file_name(&asset)));
        copied.with_context(|| format!("cannot copy {}", from.display()))?;
    }
    Ok(site)
}

pub fn serve(site: &Path, port: u16) -> Result<Serving> {
    Site(vec![("/", site.to_owned())]).serve(port)
}

/// The page as Trunk would write it, and the files that it needs beside it.
fn without_trunk(page: &str, name: &str) -> Result<(String, Vec<String>)> {
    let mut assets = Vec::new();
    let mut written = String::new();
    for line in page.lines() {
        let indent = &line[..line.len() - line.trim_start().len()];
        match line.trim().strip_prefix(TRUNK) {
            None => written += line,
            Some(link) if link.starts_with("rel=\"rust\"") => {
                written += indent;
                written += "<script type=\"module\">import init from \"./";
                written += name;
                written += ".js\"; await init();</script>";
            }
            Some(link) => {
                let href = link
                    .strip_prefix("rel=\"css\" href=\"")
                    .and_then(|rest| rest.split('"').next())
                    .with_context(|| format!("this is not known here: {}", line.trim()))?;
                written += indent;
                written += "<link rel=\"stylesheet\" href=\"";
                written += file_name(href);
                written += "\">";
                assets.push(href.to_owned());
            }
        }
        written += "\n";
    }
    Ok((written, assets))
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_what_trunk_makes_of_them() {
        let page = "<head>\n  <link data-trunk rel=\"rust\">\n  <link data-trunk rel=\"css\" href=\"../../style.css\">\n</head>\n";
        let (written, assets) = without_trunk(page, "some-example").unwrap();
        assert_eq!(
            written,
            "<head>\n  <script type=\"module\">import init from \"./some-example.js\"; await init();</script>\n  \
             <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n"
        );
        assert_eq!(assets, ["../../style.css"]);
        assert!(without_trunk("<link data-trunk rel=\"icon\">", "x").is_err());
    }
}
