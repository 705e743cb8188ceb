//! The results of a test run, printed as a table. Our own, because the rows are from several test harnesses.

use std::time::{Duration, Instant};

use anyhow::{Error, Result, ensure};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// Contains the reason, or `ignored`.
    Skipped(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    pub name: String,
    pub outcome: Outcome,
}

impl Test {
    pub fn new(name: impl Into<String>, outcome: Outcome) -> Self {
        let name = name.into();
        Self { name, outcome }
    }
}

/// A row of the table: a check, or a test binary in one engine.
struct Row {
    name: String,
    tests: Vec<Test>,
    time: Duration,
}

/// All rows of a run.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Runs a check with a single result, and adds its row.
    pub fn run<T>(&mut self, name: &str, check: impl FnOnce() -> Result<T>) -> Option<T> {
        let started = Instant::now();
        match check() {
            Ok(value) => {
                self.add(name, vec![Test::new(name, Outcome::Passed)], started);
                Some(value)
            }
            Err(error) => {
                self.add_failure(name, started, &error);
                None
            }
        }
    }

    /// Runs tests, and adds their row.
    pub fn run_tests(&mut self, name: &str, tests: impl FnOnce() -> Result<Vec<Test>>) {
        let started = Instant::now();
        match tests() {
            Ok(tests) => self.add(name, tests, started),
            Err(error) => self.add_failure(name, started, &error),
        }
    }

    pub fn fail(&mut self, name: &str, error: &Error) {
        self.add_failure(name, Instant::now(), error);
    }

    pub fn skip(&mut self, name: &str, reason: &str) {
        let test = Test::new(name, Outcome::Skipped(reason.to_owned()));
        self.add(name, vec![test], Instant::now());
    }

    /// Appends the rows of another report.
    pub fn append(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }

    /// Prints an error and adds a row with a failure.
    fn add_failure(&mut self, name: &str, started: Instant, error: &Error) {
        eprintln!("{name}: {error:#}");
        self.add(name, vec![Test::new(name, Outcome::Failed)], started);
    }

    /// Adds a row and prints its totals.
    fn add(&mut self, name: &str, tests: Vec<Test>, started: Instant) {
        let (name, time) = (name.to_owned(), started.elapsed());
        let row = Row { name, tests, time };
        let verdict = if row.counts()[1] == 0 { "" } else { "FAILED  " };
        println!(
            "  {verdict}{}: {} ({:.1} s)",
            row.name,
            totals([&row]),
            time.as_secs_f32()
        );
        self.rows.push(row);
    }

    /// Prints all results. The last line, the totals, is machine-readable.
    ///
    /// # Errors
    /// If any test failed.
    pub fn print(&self) -> Result<()> {
        let widths = self.rows.iter().map(|row| row.name.chars().count());
        let width = widths.max().unwrap_or(0).max(4);
        println!("\n{:width$}  passed  failed  skipped  seconds", "step");
        for row in &self.rows {
            let ([passed, failed, skipped], time) = (row.counts(), row.time.as_secs_f32());
            println!(
                "{:width$}  {passed:6}  {failed:6}  {skipped:7}  {time:7.1}",
                row.name
            );
        }
        self.list("Skipped", |outcome| match outcome {
            Outcome::Skipped(reason) => Some(format!(": {reason}")),
            _ => None,
        });
        self.list("Failed", |outcome| {
            (*outcome == Outcome::Failed).then(String::new)
        });
        println!("\n{}", totals(&self.rows));
        ensure!(
            self.rows.iter().all(|row| row.counts()[1] == 0),
            "some checks failed"
        );
        Ok(())
    }

    fn list(&self, title: &str, selected: impl Fn(&Outcome) -> Option<String>) {
        let tests = self
            .rows
            .iter()
            .flat_map(|row| row.tests.iter().map(move |test| (row, test)));
        let lines = tests.filter_map(|(row, test)| {
            let reason = selected(&test.outcome)?;
            let name = if test.name == row.name { "" } else { &test.name };
            Some(format!("\n  {} {name}", row.name).trim_end().to_owned() + &reason)
        });
        let lines: String = lines.collect();
        if !lines.is_empty() {
            println!("\n{title}:{lines}");
        }
    }
}

impl Row {
    /// Returns the numbers of passed, failed and skipped tests.
    fn counts(&self) -> [usize; 3] {
        let count =
            |selected: fn(&Outcome) -> bool| self.tests.iter().filter(|test| selected(&test.outcome)).count();
        [
            count(|outcome| *outcome == Outcome::Passed),
            count(|outcome| *outcome == Outcome::Failed),
            count(|outcome| matches!(outcome, Outcome::Skipped(_))),
        ]
    }
}

/// Returns the numbers of passed, failed and skipped tests as text.
fn totals<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut totals = [0; 3];
    for row in rows {
        for (total, count) in totals.iter_mut().zip(row.counts()) {
            *total += count;
        }
    }
    let [passed, failed, skipped] = totals;
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}
