//! The results of a test run, printed as a table.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::test_result::{Outcome, Test};

/// A row of the table: a check, or a test binary in one engine.
pub struct Row {
    pub name: String,
    pub tests: Vec<Test>,
    pub time: Duration,
}

impl Row {
    /// Creates a row with a single test.
    pub fn single(name: &str, outcome: Outcome, started: Instant) -> Self {
        let test = Test {
            name: name.to_owned(),
            outcome,
        };
        Self {
            name: name.to_owned(),
            tests: vec![test],
            time: started.elapsed(),
        }
    }

    pub fn count(&self, selected: impl Fn(&Outcome) -> bool) -> usize {
        self.tests.iter().filter(|test| selected(&test.outcome)).count()
    }

    pub fn passed(&self) -> usize {
        self.count(|outcome| *outcome == Outcome::Passed)
    }

    pub fn failed(&self) -> usize {
        self.count(|outcome| *outcome == Outcome::Failed)
    }

    pub fn skipped(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Skipped(_)))
    }

    pub fn fail(&mut self, name: impl Into<String>) {
        self.tests.push(Test {
            name: name.into(),
            outcome: Outcome::Failed,
        });
    }
}

/// All rows of a run.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Adds a row and prints its totals.
    pub fn add(&mut self, row: Row) {
        let verdict = if row.failed() == 0 { "" } else { "FAILED  " };
        println!(
            "  {verdict}{}: {} ({:.1} s)",
            row.name,
            totals([&row]),
            row.time.as_secs_f32()
        );
        self.rows.push(row);
    }

    /// Prints an error and adds a row with a failure.
    pub fn add_failure(&mut self, name: &str, started: Instant, error: &anyhow::Error) {
        eprintln!("{name}: {error:#}");
        self.add(Row::single(name, Outcome::Failed, started));
    }

    pub fn add_skip(&mut self, name: &str, reason: &str) {
        self.add(Row::single(
            name,
            Outcome::Skipped(reason.to_owned()),
            Instant::now(),
        ));
    }

    /// Prints all results. The last line, the totals, is machine-readable.
    ///
    /// # Errors
    /// If any test failed.
    pub fn print(&self) -> Result<()> {
        let width = self
            .rows
            .iter()
            .map(|row| row.name.chars().count())
            .max()
            .unwrap_or(0)
            .max(4);
        println!("\n{:width$}  passed  failed  skipped  seconds", "step");
        for row in &self.rows {
            println!(
                "{:width$}  {:6}  {:6}  {:7}  {:7.1}",
                row.name,
                row.passed(),
                row.failed(),
                row.skipped(),
                row.time.as_secs_f32()
            );
        }
        self.list("Skipped", |outcome| match outcome {
            Outcome::Skipped(reason) => Some(reason),
            _ => None,
        });
        self.list("Failed", |outcome| (*outcome == Outcome::Failed).then_some(""));
        println!("\n{}", totals(&self.rows));
        match self.rows.iter().any(|row| row.failed() > 0) {
            true => bail!("some checks failed"),
            false => Ok(()),
        }
    }

    fn list(&self, title: &str, selected: impl Fn(&Outcome) -> Option<&str>) {
        let mut title = Some(title);
        for row in &self.rows {
            for test in &row.tests {
                let Some(reason) = selected(&test.outcome) else {
                    continue;
                };
                if let Some(title) = title.take() {
                    println!("\n{title}:");
                }
                let name = if test.name == row.name {
                    String::new()
                } else {
                    format!(" {}", test.name)
                };
                let colon = if reason.is_empty() { "" } else { ": " };
                println!("  {}{name}{colon}{reason}", row.name);
            }
        }
    }
}

/// Returns the numbers of passed, failed and skipped tests as text.
pub fn totals<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for row in rows {
        passed += row.passed();
        failed += row.failed();
        skipped += row.skipped();
    }
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}
