//! Reads the output of a test binary and detects missing results.

use std::time::{Duration, Instant};

use super::libtest::{Line, Summary, parse_line};
use super::report::Row;
use super::test_result::{Outcome, Test};

/// Reads the output of one test binary line by line.
pub struct OutputReader {
    row: Row,
    started: Instant,
    summary: Option<Summary>,
}

impl OutputReader {
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

    /// Reads a line. Returns the test that it reports.
    pub fn read_line(&mut self, line: &str) -> Option<&Test> {
        match parse_line(line)? {
            // The details of failures follow the summary and may contain similar lines.
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

    /// Returns whether the harness has printed its summary.
    pub fn has_summary(&self) -> bool {
        self.summary.is_some()
    }

    /// Marks a test as skipped, at its own request.
    pub fn skip(&mut self, name: &str, reason: &str) {
        let matches = |test: &&mut Test| test.name == name || test.name.ends_with(&format!("::{name}"));
        match self.row.tests.iter_mut().find(matches) {
            // A test that skips and then fails has failed.
            Some(test) if test.outcome == Outcome::Failed => {}
            Some(test) => test.outcome = Outcome::Skipped(reason.to_owned()),
            None => self.row.fail(format!(
                "{name} (skipped under this name, but no such test exists)"
            )),
        }
    }

    /// Returns the results. Tests of `expected` without a result count as failed.
    ///
    /// `success` and `exit` describe the exit status of the process.
    pub fn finish(mut self, success: bool, exit: &str, expected: &[String]) -> Row {
        let missing: Vec<_> = expected
            .iter()
            .filter(|name| self.row.tests.iter().all(|test| test.name != **name))
            .cloned()
            .collect();
        for name in &missing {
            self.row.fail(format!("{name} (did not finish)"));
        }
        let row = &mut self.row;
        match self.summary {
            None if missing.is_empty() => row.fail(format!("(no summary; {exit})")),
            None => {}
            Some(summary) => {
                let reported = summary.passed + summary.failed + summary.ignored;
                let parsed = row.tests.len();
                if reported > parsed {
                    row.fail(format!(
                        "(the summary counts {reported} tests, but the output contains {parsed})"
                    ));
                }
            }
        }
        if !success && row.failed() == 0 {
            row.fail(format!("({exit})"));
        }
        row.time = self.started.elapsed();
        self.row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness::report::totals;

    const GOOD: &str = "\
Running headless tests in Chrome on `http://127.0.0.1:4444/`
Loading scripts...
running 3 tests
test c ... ok
test m::b ... ok
test a ... ignored, not yet

test result: ok. 2 passed; 0 failed; 1 ignored; 0 filtered out; finished in 0.12s
";

    fn read(output: &str) -> OutputReader {
        let mut reader = OutputReader::new("a binary".into());
        for line in output.lines() {
            reader.read_line(line);
        }
        reader
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn successful_output_is_read() {
        let row = read(GOOD).finish(true, "", &names(&["a", "m::b", "c"]));
        assert_eq!(totals([&row]), "2 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn skipped_tests_do_not_count_as_passed() {
        let mut reader = read(GOOD);
        reader.skip("b", "no display");
        let row = reader.finish(true, "", &[]);
        assert_eq!(totals([&row]), "1 passed, 0 failed, 2 skipped");
        assert_eq!(row.tests[1].outcome, Outcome::Skipped("no display".into()));
    }

    #[test]
    fn a_skip_under_an_unknown_name_fails() {
        let mut reader = read(GOOD);
        reader.skip("x", "no display");
        assert_eq!(
            totals([&reader.finish(true, "", &[])]),
            "2 passed, 1 failed, 1 skipped"
        );
    }

    #[test]
    fn missing_results_count_as_failures() {
        assert_eq!(
            totals([&read("").finish(false, "killed", &[])]),
            "0 passed, 1 failed, 0 skipped"
        );
        assert_eq!(
            totals([&read("").finish(true, "", &[])]),
            "0 passed, 1 failed, 0 skipped"
        );
        let row = read("test a ... ok\n").finish(false, "killed", &names(&["a", "b"]));
        assert_eq!(totals([&row]), "1 passed, 1 failed, 0 skipped");
        assert_eq!(row.tests[1].name, "b (did not finish)");
        // A successful summary, but a failed process.
        assert_eq!(
            totals([&read(GOOD).finish(false, "signal: 9", &[])]),
            "2 passed, 1 failed, 1 skipped"
        );
        let short = "test a ... ok\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(
            totals([&read(short).finish(true, "", &[])]),
            "1 passed, 1 failed, 0 skipped"
        );
    }
}
