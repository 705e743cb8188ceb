//! `cargo xtask size`: measures the size of npm entries and Rust programs.

mod compile_time;

use anyhow::{Result, bail};
use clap::Args;

use crate::checks::size::record::{self, Record};
use crate::checks::size::{ADVICE, deviations, entries, programs};
use crate::support::npm_package::{self, Profile};
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::wasm_build::Std;

#[derive(Args)]
pub struct Options {
    /// Write the measured sizes to docs/sizes.json
    #[arg(long)]
    accept: bool,
    /// Measure the Rust programs only
    #[arg(long)]
    rust_only: bool,
    /// Measure the clean build time with and without the crate instead
    #[arg(long, conflicts_with_all = ["accept", "rust_only"])]
    compile_time: bool,
}

pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut tools = Tools::new()?;
    if options.compile_time {
        return compile_time::run(project, &mut tools);
    }
    let recorded = Record::read(project)?;
    let mut measured = Record::default();
    if !options.rust_only {
        let package = npm_package::build(project, &mut tools, Profile::Release)?;
        measured.add(entries::NPM, entries::measure(project, &mut tools, &package)?);
        measured.add(entries::OTHERS, entries::measure_reference_packages(&mut tools)?);
    }
    measured.add(
        programs::STOCK,
        programs::measure(project, &mut tools, Std::Stock)?,
    );
    if Std::smallest(project, &tools) == Std::Rebuilt {
        measured.add(
            programs::REBUILT,
            programs::measure(project, &mut tools, Std::Rebuilt)?,
        );
    }
    for (name, section) in measured.sections() {
        println!("\n{name} ({})", section.tools);
        print!("{}", record::table(section, recorded.section(name)));
    }
    if let Some(stock) = measured.section(programs::STOCK) {
        programs::print_margins(stock);
    }
    if options.accept {
        return recorded.updated(measured).write(project);
    }
    let all: Vec<_> = measured
        .sections()
        .flat_map(|(name, section)| deviations(name, section, &recorded))
        .collect();
    if !all.is_empty() {
        bail!("{}\n{ADVICE}", all.join("\n"));
    }
    Ok(())
}
