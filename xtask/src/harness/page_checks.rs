//! Runs the checks of a page and reports their results.

use std::time::Instant;

use anyhow::Result;

use super::report::{Report, Row};
use super::test_result::{Outcome, Test};
use crate::browser::browser_page::{BrowserPage, CheckResult};

/// Runs the checks of a page. Reports a failure if the page could not be opened.
pub fn run<const N: usize>(
    name: String,
    page: Result<BrowserPage>,
    checks: impl FnOnce(&BrowserPage) -> [(&'static str, CheckResult); N],
    report: &mut Report,
) {
    let started = Instant::now();
    match page {
        Ok(page) => {
            let tests = checks(&page)
                .into_iter()
                .map(|(check, result)| test(&name, check, result))
                .collect();
            report.add(Row {
                name,
                tests,
                time: started.elapsed(),
            });
        }
        Err(error) => report.add_failure(&name, started, &error),
    }
}

fn test(page: &str, check: &str, result: CheckResult) -> Test {
    let outcome = match result {
        Ok(None) => Outcome::Passed,
        Ok(Some(reason)) => Outcome::Skipped(reason.to_owned()),
        Err(error) => {
            eprintln!("{page}: {check}: {error:#}");
            Outcome::Failed
        }
    };
    Test {
        name: check.to_owned(),
        outcome,
    }
}
