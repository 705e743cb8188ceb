//! `cargo xtask setup`: installs what the other commands need, and nothing twice.

use anyhow::{Result, bail};
use clap::Args;

use crate::browsers;
use crate::engines::Engine;
use crate::project::Project;
use crate::tools::Tools;

#[derive(Args)]
pub struct Options {
    /// Install for this engine only; may be given several times
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Leave this engine out; may be given several times
    #[arg(long = "skip-browser", value_name = "NAME")]
    skipped_browsers: Vec<Engine>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    tools.need_lints()?;
    tools.need_wasm_target()?;
    tools.need_wasm_bindgen(&project.wasm_bindgen)?;
    tools.need_wasm_pack()?;
    tools.need_wasm_opt()?;
    if tools.has_node() {
        tools.need_esbuild()?;
        tools.need_typescript()?;
        tools.need_publint()?;
        tools.need_attw()?;
        tools.need_vite()?;
        tools.need_webpack()?;
    } else {
        println!(
            "Node is not installed: the tests of the npm package will be skipped. It is optional; see https://nodejs.org"
        );
    }
    let engines = Engine::chosen(&options.browsers, &options.skipped_browsers);
    let lacking = browsers::need(&mut tools, &engines);
    if lacking.is_empty() {
        return Ok(());
    }
    let messages: Vec<_> = lacking
        .iter()
        .map(|(engine, message)| format!("{engine}: {message}"))
        .collect();
    bail!("{}", messages.join("\n"))
}
