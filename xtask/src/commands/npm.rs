//! `cargo xtask npm`: builds the npm package.

use std::fs::File;
use std::io;
use std::path::Path;

use anyhow::Result;
use clap::Args;
use flate2::Compression;
use flate2::read::GzEncoder;

use crate::browser::engine::Engine;
use crate::browser::install;
use crate::checks::npm_package as package_checks;
use crate::harness::in_each_engine;
use crate::harness::report::Report;
use crate::support::examples;
use crate::support::files::files_below;
use crate::support::frameworks::Example;
use crate::support::npm_package::{self, Profile};
use crate::support::project::Project;
use crate::support::tools::Tools;

#[derive(Args)]
pub struct Options {
    /// Build faster, without optimizations
    #[arg(long)]
    dev: bool,
    /// Check the package: installation, types, bundlers, browsers
    #[arg(long)]
    check: bool,
    /// The engine for --check; can be repeated; all by default
    #[arg(long = "browser", value_name = "NAME")]
    browsers: Vec<Engine>,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let profile = if options.dev {
        Profile::Dev
    } else {
        Profile::Release
    };
    let mut tools = Tools::new()?;
    let package = npm_package::build(project, &mut tools, profile)?;
    println!("The package is in {}:", package.display());
    print_sizes(&package)?;
    if !options.check {
        return Ok(());
    }
    let engines = Engine::selection(&options.browsers, &[]);
    install::require(&mut tools, &engines)?;
    examples::build(project, &mut tools, Example::Frames)?;
    let mut report = Report::default();
    in_each_engine(&engines, &mut report, |engine, report| {
        package_checks::run_pages(project, &tools, engine, &package, report);
    });
    package_checks::run_installed(project, &mut tools, &engines, &package, &mut report);
    report.print()
}

fn print_sizes(package: &Path) -> Result<()> {
    println!("{:>9}  {:>9}", "bytes", "gzip");
    for file in files_below(package)? {
        let raw = file.metadata()?.len();
        let gzip = io::copy(
            &mut GzEncoder::new(File::open(&file)?, Compression::best()),
            &mut io::sink(),
        )?;
        println!("{raw:>9}  {gzip:>9}  {}", file.strip_prefix(package)?.display());
    }
    Ok(())
}
