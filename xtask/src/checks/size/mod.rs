//! Measures the npm entries and the Rust programs, and compares them with the recorded sizes.

pub mod entries;
mod measure;
pub mod programs;
pub mod record;

use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use self::record::{Record, Section};
use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
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
    let started = Instant::now();
    let (recorded, section) = match Record::read(project).and_then(|record| Ok((record, measure()?))) {
        Ok(both) => both,
        Err(error) => return report.add_failure(&title, started, &error),
    };
    // Other compiler versions generate other code. `cargo xtask size` reports the difference.
    if let Some(old) = recorded.section(name).filter(|old| old.tools != section.tools) {
        return report.add_skip(
            &title,
            &format!(
                "{} was measured with {}, not with {}",
                record::FILE,
                old.tools,
                section.tools
            ),
        );
    }
    let deviations = deviations(name, &section, &recorded);
    let outcome = if deviations.is_empty() {
        Outcome::Passed
    } else {
        println!("{}\n{ADVICE}", deviations.join("\n"));
        Outcome::Failed
    };
    report.add(Row::single(&title, outcome, started));
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
