//! `cargo xtask conformance`: compares the results of web-platform-tests with and without the shim.

mod comparison;
mod engine_run;
mod expected;
mod history;
mod page_source;
mod pages;
mod results;
mod suite;
mod variant;
mod verdict;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use self::comparison::Comparison;
use self::pages::Pages;
use self::suite::Suite;
use crate::browser::engine::Engine;
use crate::browser::install;
use crate::support::project::Project;
use crate::support::shim;
use crate::support::tools::Tools;

#[derive(Args)]
pub struct Options {
    /// The folder of a web-platform-tests checkout
    #[arg(long, value_name = "DIR")]
    suite: PathBuf,
    /// The engine; can be repeated; all by default
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Run only pages whose path contains this text; can be repeated
    #[arg(long = "page", value_name = "TEXT")]
    only: Vec<String>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let suite = options
        .suite
        .canonicalize()
        .with_context(|| format!("cannot find {}", options.suite.display()))?;
    let mut pages = Pages::find(&suite)?;
    let is_selected =
        |path: &str| options.only.is_empty() || options.only.iter().any(|part| path.contains(part));
    pages.runnable.retain(|page| is_selected(page));
    pages.excluded.retain(|(page, _)| is_selected(page));
    if pages.runnable.is_empty() {
        bail!("no page matches");
    }

    let mut tools = Tools::new()?;
    tools.ensure_esbuild()?;
    // A separate copy, which concurrent builds do not change.
    let folder = tempfile::tempdir()?;
    shim::bundle_script(project, &tools, &folder.path().join(shim::SCRIPT))?;
    let engines = Engine::selection(&options.browsers, &[]);
    install::require(&mut tools, &engines)?;

    println!(
        "{} pages; {} excluded:",
        pages.runnable.len(),
        pages.excluded.len()
    );
    for (page, reason) in &pages.excluded {
        println!("  {page}: {reason}");
    }
    let server = Suite::serve(&suite, folder.path().to_owned(), engine_run::LIMIT)?;
    let mut all = Vec::new();
    for engine in engines {
        let started = Instant::now();
        let comparisons = engine_run::run_all(project, &tools, engine, &server, &pages.runnable)?;
        println!("{engine}: {} s", started.elapsed().as_secs());
        all.extend(comparisons);
    }
    print(&all, &server)
}

fn print(all: &[Comparison], server: &Suite) -> Result<()> {
    for comparison in all {
        comparison.print();
    }
    let missing = server.missing();
    if !missing.is_empty() {
        println!("\nRequested files that are missing in the checkout:");
        for path in &missing {
            println!("  {path}");
        }
    }
    println!("\n{}", Comparison::HEAD);
    for comparison in all {
        println!("{comparison}");
    }
    match all.iter().map(Comparison::differences).sum() {
        0 => Ok(()),
        count => bail!("{count} unexpected differences"),
    }
}
