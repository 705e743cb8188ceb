//! Parses the output of libtest, and of wasm-bindgen-test, which has the same format.
//!
//! Our own, because the JSON format of libtest is unstable, and because wasm-bindgen-test has no other format.

use anyhow::Result;
use regex::Regex;

use super::report::{Outcome, Test};

/// Returns the tests in the output.
pub fn parse(output: &str) -> Result<Vec<Test>> {
    // libtest adds a suffix to the names of `should_panic` tests.
    let line = r"(?m)^test (.+?)(?: - should panic)? \.\.\. (?:(ok)|FAILED|FAIL|(ignored(?:, (.*))?))\r?$";
    let tests = Regex::new(line)?;
    let test = |found: regex::Captures| {
        let outcome = match (found.get(2), found.get(3), found.get(4)) {
            (Some(_), ..) => Outcome::Passed,
            (None, Some(ignored), reason) => Outcome::Skipped(reason.unwrap_or(ignored).as_str().to_owned()),
            (None, None, _) => Outcome::Failed,
        };
        Test::new(&found[1], outcome)
    };
    Ok(tests.captures_iter(output).map(test).collect())
}

/// Returns the number of tests that the summaries in the output count.
pub fn count(output: &str) -> Result<usize> {
    let summary = Regex::new(r"(?m)^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;")?;
    let counts = summary.captures_iter(output).map(|found| {
        let (_, counts) = found.extract::<3>();
        counts
            .iter()
            .map(|count| count.parse().unwrap_or(0))
            .sum::<usize>()
    });
    Ok(counts.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_are_parsed() {
        let output = "\
running 3 tests
test c ... ok
test m::b ... FAIL
test a ... ignored, not yet

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 filtered out; finished in 0.12s
test d ... ignored
test it_panics - should panic ... FAILED
test src/lib.rs - error::MediaError (line 12) - compile ... ok
test x ... bench: 3 ns

test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
";
        let skipped = |reason: &str| Outcome::Skipped(reason.to_owned());
        let expected = [
            ("c", Outcome::Passed),
            ("m::b", Outcome::Failed),
            ("a", skipped("not yet")),
            ("d", skipped("ignored")),
            ("it_panics", Outcome::Failed),
            (
                "src/lib.rs - error::MediaError (line 12) - compile",
                Outcome::Passed,
            ),
        ];
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, outcome)| Test::new(name, outcome))
            .collect();
        assert_eq!(parse(output).unwrap(), expected);
        assert_eq!(count(output).unwrap(), expected.len());
    }
}
