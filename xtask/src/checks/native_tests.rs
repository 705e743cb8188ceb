//! Native tests and doctests.

use std::time::Instant;

use crate::harness::libtest::{Line, parse_line};
use crate::harness::output_reader::OutputReader;
use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
use crate::support::process;
use crate::support::project::Project;
use crate::support::tools::Tools;

/// Runs `cargo test` with these arguments.
pub fn run(project: &Project, tools: &Tools, arguments: Vec<String>, report: &mut Report) {
    const NAME: &str = "native tests";
    let started = Instant::now();
    let mut command = tools.cargo();
    command
        .args(["test", "--no-fail-fast"])
        .args(arguments)
        .current_dir(&project.root);
    let mut readers: Vec<OutputReader> = Vec::new();
    let finished = process::run(&mut command, None, |line| match parse_line(line) {
        Some(Line::Binary(name)) => readers.push(OutputReader::new(format!("native {name}"))),
        _ => {
            if let Some(reader) = readers.last_mut() {
                reader.read_line(line);
            }
        }
    });
    let finished = match finished {
        Ok(finished) => finished,
        Err(error) => return report.add_failure(NAME, started, &error),
    };
    if !finished.success() {
        println!("{}", finished.output.trim_end());
    }
    let mut failed = false;
    for reader in readers {
        let row = reader.finish(true, &finished.description(), &[]);
        failed |= row.failed() > 0;
        if !row.tests.is_empty() {
            report.add(row);
        }
    }
    if !finished.success() && !failed {
        report.add(Row::single(NAME, Outcome::Failed, started));
    }
}
