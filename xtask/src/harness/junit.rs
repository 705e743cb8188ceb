//! Reads the results of Node's JUnit reporter.

use anyhow::Result;
use regex::Regex;

use super::report::{Outcome, Test};

/// Returns the tests in a report, without suites.
pub fn parse(report: &str) -> Result<Vec<Test>> {
    // Node does not escape `>` in attributes.
    let element =
        r#"<testcase name="([^"]*)"(?: \w+="[^"]*")*(?:/>|>\s*<(\w+) type="[^"]*" message="([^"]*)")"#;
    let element = Regex::new(element)?;
    let tests = element.captures_iter(report).map(|found| {
        let child = found
            .get(2)
            .zip(found.get(3))
            .map(|(child, message)| (child.as_str(), message.as_str()));
        let outcome = match child {
            None => Outcome::Passed,
            Some(("skipped", reason)) => Outcome::Skipped(reason.to_owned()),
            Some(_) => Outcome::Failed,
        };
        Test::new(&found[1], outcome)
    });
    Ok(tests.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_parsed() {
        let report = r#"<testsuites>
    <testsuite name="suite" time="0.002" disabled="0" errors="0" tests="2" failures="1" skipped="0">
        <testcase name="loads > inits" time="0.000834" classname="test"/>
        <testcase name="fails" time="0.000330" classname="test" failure="no > way">
            <failure type="testCodeFailure" message="no > way">
Error [ERR_TEST_FAILURE]: no > way
            </failure>
        </testcase>
    </testsuite>
    <testcase name="later" time="0.000197" classname="test">
        <skipped type="skipped" message="no camera"/>
    </testcase>
    <!-- tests 3 -->"#;
        let expected = [
            Test::new("loads > inits", Outcome::Passed),
            Test::new("fails", Outcome::Failed),
            Test::new("later", Outcome::Skipped("no camera".to_owned())),
        ];
        assert_eq!(parse(report).unwrap(), expected);
    }
}
