//! What was done and what came of it, told at the end of a test run.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::libtest::{Line, Outcome, Summary, Test, read};

/// One line of the table: a check, or a test binary in one engine.
pub struct Row {
    pub name: String,
    pub tests: Vec<Test>,
    pub time: Duration,
}

impl Row {
    /// A check that is one test by itself.
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

    pub fn count(&self, wanted: impl Fn(&Outcome) -> bool) -> usize {
        self.tests.iter().filter(|test| wanted(&test.outcome)).count()
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

/// Reads what the harness of one test binary prints, line by line.
pub struct Reading {
    row: Row,
    started: Instant,
    summary: Option<Summary>,
}

impl Reading {
    pub fn new(name: String) -> Self {
        Self {
            row: Row {
                name,
                tests: Vec::new(),
                time: Duration::ZERO,
            },
            started: Instant::now(),
            summary: None,
        }
    }

    /// Takes a line; tells the test that it reports.
    pub fn line(&mut self, line: &str) -> Option<&Test> {
        match read(line)? {
            // Nothing counts after the summary, where failures are told at length.
            Line::Test(test) if self.summary.is_none() => {
                self.row.tests.push(test);
                self.row.tests.last()
            }
            Line::Summary(summary) => {
                self.summary.get_or_insert(summary);
                None
            }
            Line::Test(_) | Line::Binary(_) => None,
        }
    }

    /// The harness has come to its end.
    pub fn has_summary(&self) -> bool {
        self.summary.is_some()
    }

    /// Replaces what the harness says by what a test itself asked for.
    pub fn skip(&mut self, name: &str, reason: &str) {
        let is_it = |test: &&mut Test| test.name == name || test.name.ends_with(&format!("::{name}"));
        match self.row.tests.iter_mut().find(is_it) {
            // Whoever skips and fails nevertheless has failed.
            Some(test) if test.outcome == Outcome::Failed => {}
            Some(test) => test.outcome = Outcome::Skipped(reason.to_owned()),
            None => self.row.fail(format!(
                "{name} (skipped by this name, but there is no such test)"
            )),
        }
    }

    /// The end: what the harness did not say counts as failed. `expected` are the tests that it should have reported.
    pub fn finish(mut self, success: bool, how: &str, expected: &[String]) -> Row {
        let silent: Vec<_> = expected
            .iter()
            .filter(|name| self.row.tests.iter().all(|test| test.name != **name))
            .cloned()
            .collect();
        for name in &silent {
            self.row.fail(format!("{name} (did not finish)"));
        }
        let row = &mut self.row;
        match self.summary {
            None if silent.is_empty() => row.fail(format!("(the whole of it: no summary; {how})")),
            None => {}
            Some(summary) => {
                let told = summary.passed + summary.failed + summary.ignored;
                let seen = row.tests.len();
                if told > seen {
                    row.fail(format!("(the summary counts {told} tests, but {seen} were seen)"));
                }
            }
        }
        if !success && row.failed() == 0 {
            row.fail(format!("(the whole of it: {how})"));
        }
        row.time = self.started.elapsed();
        self.row
    }
}

/// All rows of a run.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Takes a row and says in a line what came of it.
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

    /// A step that could not even begin.
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

    /// Tells all; an error when anything failed. The last line is for programs to read.
    pub fn tell(&self) -> Result<()> {
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
            true => bail!("not everything passed"),
            false => Ok(()),
        }
    }

    fn list(&self, title: &str, wanted: impl Fn(&Outcome) -> Option<&str>) {
        let mut title = Some(title);
        for row in &self.rows {
            for test in &row.tests {
                let Some(reason) = wanted(&test.outcome) else {
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

fn totals<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for row in rows {
        passed += row.passed();
        failed += row.failed();
        skipped += row.skipped();
    }
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
Running headless tests in Chrome on `http://127.0.0.1:4444/`
Loading scripts...
running 3 tests
test c ... ok
test m::b ... ok
test a ... ignored, not yet

test result: ok. 2 passed; 0 failed; 1 ignored; 0 filtered out; finished in 0.12s
";

    fn reading(output: &str) -> Reading {
        let mut reading = Reading::new("a binary".into());
        for line in output.lines() {
            reading.line(line);
        }
        reading
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_ends_well() {
        let row = reading(GOOD).finish(true, "", &names(&["a", "m::b", "c"]));
        assert_eq!(totals([&row]), "2 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn skipped_is_not_passed() {
        let mut reading = reading(GOOD);
        reading.skip("b", "no display");
        let row = reading.finish(true, "", &[]);
        assert_eq!(totals([&row]), "1 passed, 0 failed, 2 skipped");
        assert_eq!(row.tests[1].outcome, Outcome::Skipped("no display".into()));
    }

    #[test]
    fn a_skip_under_a_wrong_name_fails() {
        let mut reading = reading(GOOD);
        reading.skip("x", "no display");
        assert_eq!(
            totals([&reading.finish(true, "", &[])]),
            "2 passed, 1 failed, 1 skipped"
        );
    }

    #[test]
    fn silence_is_failure() {
        assert_eq!(
            totals([&reading("").finish(false, "killed", &[])]),
            "0 passed, 1 failed, 0 skipped"
        );
        assert_eq!(
            totals([&reading("").finish(true, "", &[])]),
            "0 passed, 1 failed, 0 skipped"
        );
        let row = reading("test a ... ok\n").finish(false, "killed", &names(&["a", "b"]));
        assert_eq!(totals([&row]), "1 passed, 1 failed, 0 skipped");
        assert_eq!(row.tests[1].name, "b (did not finish)");
        // A summary that ends well, from a process that does not.
        assert_eq!(
            totals([&reading(GOOD).finish(false, "signal: 9", &[])]),
            "2 passed, 1 failed, 1 skipped"
        );
        let short = "test a ... ok\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(
            totals([&reading(short).finish(true, "", &[])]),
            "1 passed, 1 failed, 0 skipped"
        );
    }
}
