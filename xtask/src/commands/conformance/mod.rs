//! `cargo xtask conformance`: whether web-platform-tests come out with the shim as they do without.

mod compare;
mod expected;
mod pages;
mod run;
mod site;
mod way;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use self::pages::Pages;
use self::run::Comparison;
use self::site::Suite;
use crate::engines::Engine;
use crate::project::Project;
use crate::tools::Tools;
use crate::{browsers, npm};

#[derive(Args)]
pub struct Options {
    /// A checkout of web-platform-tests, of any time
    #[arg(long, value_name = "DIR")]
    suite: PathBuf,
    /// The engine; may be given several times; all of them unless said otherwise
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
    /// Only pages with this in their path; may be given several times
    #[arg(long = "page", value_name = "TEXT")]
    only: Vec<String>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let suite = options
        .suite
        .canonicalize()
        .with_context(|| format!("there is no {}", options.suite.display()))?;
    let mut pages = Pages::of(&suite)?;
    let wanted = |path: &str| options.only.is_empty() || options.only.iter().any(|part| path.contains(part));
    pages.here.retain(|page| wanted(page));
    pages.left_out.retain(|(page, _)| wanted(page));
    if pages.here.is_empty() {
        bail!("there is no such page");
    }

    let mut tools = Tools::new()?;
    tools.need_esbuild()?;
    // Its own, whatever else is made of the shim in the meantime.
    let shim = tempfile::tempdir()?;
    npm::bundle_script(project, &tools, &shim.path().join(npm::SCRIPT))?;
    let engines = Engine::chosen(&options.browsers, &[]);
    if let Some((engine, message)) = browsers::need(&mut tools, &engines).into_iter().next() {
        bail!("{engine}: {message}");
    }

    println!("{} pages; {} left out:", pages.here.len(), pages.left_out.len());
    for (page, why) in &pages.left_out {
        println!("  {page}: {why}");
    }
    let served = Suite::serve(&suite, shim.path().to_owned(), run::LIMIT)?;
    let mut all = Vec::new();
    for engine in engines {
        let started = Instant::now();
        let comparisons = run::all(project, &tools, engine, &served, &pages.here)?;
        println!("{engine}: {} s", started.elapsed().as_secs());
        all.extend(comparisons);
    }
    tell(&all, &served)
}

fn tell(all: &[Comparison], served: &Suite) -> Result<()> {
    for comparison in all {
        comparison.tell();
    }
    let missing = served.missing();
    if !missing.is_empty() {
        println!("\nWhat pages asked for and the checkout does not have:");
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
        count => bail!("{count} differences that the shim is not there for"),
    }
}
