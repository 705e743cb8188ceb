//! `cargo xtask setup`: installs the prerequisites of the other commands.

use anyhow::Result;
use clap::Args;

use crate::browser::engine::Engine;
use crate::browser::install;
use crate::support::project::Project;
use crate::support::tools::Tools;

#[derive(Args)]
pub struct Options {
    /// Install for this engine only; can be repeated
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Skip this engine; can be repeated
    #[arg(long = "skip-browser", value_name = "NAME")]
    skipped_browsers: Vec<Engine>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    tools.ensure_lints()?;
    tools.ensure_wasm_target()?;
    tools.ensure_wasm_bindgen(&project.wasm_bindgen)?;
    tools.ensure_wasm_opt()?;
    if tools.has_node() {
        tools.ensure_esbuild()?;
        tools.ensure_typescript()?;
        tools.ensure_publint()?;
        tools.ensure_attw()?;
    } else {
        println!(
            "Node is not installed, so the npm package will not be built. It is optional; see https://nodejs.org"
        );
    }
    let engines = Engine::selection(&options.browsers, &options.skipped_browsers);
    install::require(&mut tools, &engines)
}
