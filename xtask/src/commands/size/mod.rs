//! `cargo xtask size`: how many bytes users pay for what, and whether that has grown.

use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::libtest::Outcome;
use crate::npm;
use crate::project::Project;
use crate::report::{Report, Row};
use crate::tools::Tools;

use self::record::{Record, Section};
pub use entries::bundle_other;
pub use measure::bundle;

mod compile_time;
mod entries;
mod measure;
mod programs;
mod record;

#[derive(Args)]
pub struct Options {
    /// Write what is measured into docs/sizes.json, where something has grown on purpose
    #[arg(long)]
    accept: bool,
    /// Measure the Rust programs only
    #[arg(long)]
    rust_only: bool,
    /// Install what it takes to rebuild the standard library for size: a nightly toolchain and its source
    #[arg(long)]
    build_std: bool,
    /// Tell instead how much longer a clean build takes with the crate
    #[arg(long, conflicts_with_all = ["accept", "rust_only", "build_std"])]
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
        let package = npm::build(project, &mut tools, npm::Profile::Release)?;
        measured.add(entries::NPM, entries::measure(project, &mut tools, &package)?);
        measured.add(entries::OTHERS, entries::measure_others(&mut tools)?);
    }
    measured.add(programs::STOCK, programs::measure(project, &mut tools)?);
    match programs::Nightly::find(&mut tools, options.build_std)? {
        Some(nightly) => measured.add(
            programs::REBUILT,
            programs::measure_rebuilt(project, &mut tools, &nightly)?,
        ),
        None => println!(
            "Not measured: the programs with a standard library that is rebuilt for size. It takes a nightly toolchain \
             with the component rust-src, which `cargo xtask size --build-std` installs."
        ),
    }
    for (name, section) in measured.sections() {
        println!("\n{name} ({})", section.with);
        print!("{}", record::table(section, recorded.section(name)));
    }
    if let Some(stock) = measured.section(programs::STOCK) {
        programs::tell_margins(stock);
    }
    if options.accept {
        return recorded.updated(measured).write(project);
    }
    let mut complaints = Vec::new();
    for (name, section) in measured.sections() {
        complaints.extend(complaints_about(name, section, &recorded));
    }
    if !complaints.is_empty() {
        bail!(
            "{}\nIf that is meant, `cargo xtask size --accept` records it.",
            complaints.join("\n")
        );
    }
    Ok(())
}

fn complaints_about(name: &str, section: &Section, recorded: &Record) -> Vec<String> {
    let Some(old) = recorded.section(name) else {
        return vec![format!("{name}: not in {}", record::FILE)];
    };
    let mut complaints = record::complaints(name, section, old);
    if old.with != section.with {
        complaints.insert(
            0,
            format!(
                "{name}: measured with {}, recorded with {}",
                section.with, old.with
            ),
        );
    }
    complaints
}

/// Whether the entries of the npm package, and the Rust programs, are as small as they were.
pub fn check(project: &Project, tools: &mut Tools, package: &std::path::Path, report: &mut Report) {
    if !tools.has_node() {
        return report.add_skip("size", "Node is not installed, and npm brings what minifies");
    }
    check_section(project, entries::NPM, report, || {
        entries::measure(project, tools, package)
    });
    check_section(project, programs::STOCK, report, || {
        programs::measure(project, tools)
    });
}

fn check_section(
    project: &Project,
    name: &str,
    report: &mut Report,
    measure: impl FnOnce() -> Result<Section>,
) {
    let title = format!("size: {name}");
    let started = Instant::now();
    let (recorded, section) = match Record::read(project).and_then(|record| Ok((record, measure()?))) {
        Ok(both) => both,
        Err(error) => return report.add_failure(&title, started, &error),
    };
    // Another compiler makes other code: what it costs is for `cargo xtask size` to tell, not for every change to mend.
    if let Some(old) = recorded.section(name).filter(|old| old.with != section.with) {
        return report.add_skip(
            &title,
            &format!(
                "{} was measured with {}, and this is {}",
                record::FILE,
                old.with,
                section.with
            ),
        );
    }
    let complaints = complaints_about(name, &section, &recorded);
    let outcome = if complaints.is_empty() {
        Outcome::Passed
    } else {
        println!(
            "{}\nIf that is meant, `cargo xtask size --accept` records it.",
            complaints.join("\n")
        );
        Outcome::Failed
    };
    report.add(Row::single(&title, outcome, started));
}
