//! Runs the checks of a page.

use anyhow::Result;

use super::report::{Outcome, Report, Test};
use crate::browser::browser_page::{BrowserPage, CheckResult};

/// Runs the checks of a page in the browser that `open` starts.
pub fn run<const N: usize>(
    name: &str,
    open: impl FnOnce() -> Result<BrowserPage>,
    checks: impl FnOnce(&BrowserPage) -> [(&'static str, CheckResult); N],
    report: &mut Report,
) {
    let test = |(check, result): (&str, CheckResult)| {
        let outcome = match result {
            Ok(None) => Outcome::Passed,
            Ok(Some(reason)) => Outcome::Skipped(reason.to_owned()),
            Err(error) => {
                eprintln!("{name}: {check}: {error:#}");
                Outcome::Failed
            }
        };
        Test::new(check, outcome)
    };
    report.run_tests(name, || Ok(checks(&open()?).into_iter().map(test).collect()));
}
