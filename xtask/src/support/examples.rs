//! Builds the examples like `trunk build`. Our own, because installing Trunk takes several minutes.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use regex::Regex;

use super::frameworks::Example;
use super::process::run_checked;
use super::project::Project;
use super::tools::{Tools, WASM_TARGET};
use super::wasm_build;

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
    let profile = if release { "release" } else { "debug" };
    let compiled = project
        .target
        .join(WASM_TARGET)
        .join(profile)
        .join(format!("{name}.wasm"));
    let folder = example.folder(project);
    if example == Example::Frames {
        // The site has the page.
        wasm_build::generate_glue(tools, &compiled, &name, &folder)?;
        return Ok(folder);
    }
    let site = project.target.join("demo").join(example.name());
    wasm_build::generate_glue(tools, &compiled, &name, &site)?;
    let page = fs::read_to_string(folder.join("index.html"))
        .with_context(|| format!("{} has no index.html", folder.display()))?;
    fs::write(site.join("index.html"), replace_trunk_links(&page, &name)?)?;
    fs::copy(
        project.root.join("integrations/style.css"),
        site.join("style.css"),
    )?;
    Ok(site)
}

/// Returns the page that Trunk would generate.
fn replace_trunk_links(page: &str, name: &str) -> Result<String> {
    let program = format!("<script type=\"module\">import init from \"./{name}.js\"; await init();</script>");
    let page = page.replace("<link data-trunk rel=\"rust\">", &program);
    let style = Regex::new(r#"<link data-trunk rel="css" href="[^"]*/(style.css)">"#)?;
    let page = style
        .replace_all(&page, "<link rel=\"stylesheet\" href=\"$1\">")
        .into_owned();
    ensure!(
        !page.contains("data-trunk"),
        "the page has an unsupported link for Trunk:\n{page}"
    );
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_links_are_replaced() {
        let page = "<head>\n  <link data-trunk rel=\"rust\">\n  <link data-trunk rel=\"css\" href=\"../../style.css\">\n</head>\n";
        let output = replace_trunk_links(page, "some-example").unwrap();
        assert_eq!(
            output,
            "<head>\n  <script type=\"module\">import init from \"./some-example.js\"; await init();</script>\n  \
             <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n"
        );
        assert!(replace_trunk_links("<link data-trunk rel=\"icon\">", "x").is_err());
    }
}
