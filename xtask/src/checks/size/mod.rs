//! Measures the npm entries and the Rust programs, and compares them with the recorded sizes.

pub mod entries;
mod measure;
pub mod programs;
pub mod record;

use std::path::Path;

use anyhow::{Result, ensure};

use self::record::{Record, Section};
use crate::harness::report::Report;
use crate::support::project::Project;
use crate::support::tools::Tools;
use crate::support::wasm_build::Std;

/// How to accept a deviation.
pub const ADVICE: &str = "If the growth is intended, record it with `cargo xtask size --accept`.";

/// Checks the npm entries and the Rust programs against the record.
pub fn run(project: &Project, tools: &mut Tools, package: &Path, report: &mut Report) {
    check_section(project, entries::NPM, report, || {
        entries::measure(project, tools, package)
    });
    check_section(project, programs::STOCK, report, || {
        programs::measure(project, tools, Std::Stock)
    });
}

fn check_section(
    project: &Project,
    name: &str,
    report: &mut Report,
    measure: impl FnOnce() -> Result<Section>,
) {
    let title = format!("size: {name}");
    let (recorded, section) = match Record::read(project).and_then(|record| Ok((record, measure()?))) {
        Ok(both) => both,
        Err(error) => return report.fail(&title, &error),
    };
    // Other compiler versions generate other code. `cargo xtask size` reports the difference.
    if let Some(old) = recorded.section(name).filter(|old| old.tools != section.tools) {
        let (old, new) = (&old.tools, &section.tools);
        return report.skip(
            &title,
            &format!("{} was measured with {old}, not with {new}", record::FILE),
        );
    }
    report.run(&title, || {
        let deviations = deviations(name, &section, &recorded);
        ensure!(deviations.is_empty(), "{}\n{ADVICE}", deviations.join("\n"));
        Ok(())
    });
}

/// Returns the deviations of a section from the record, including a difference in tools.
pub fn deviations(name: &str, section: &Section, recorded: &Record) -> Vec<String> {
    let Some(old) = recorded.section(name) else {
        return vec![format!("{name}: not in {}", record::FILE)];
    };
    let mut deviations = record::deviations(name, section, old);
    if old.tools != section.tools {
        deviations.insert(
            0,
            format!(
                "{name}: measured with {}, recorded with {}",
                section.tools, old.tools
            ),
        );
    }
    deviations
}
