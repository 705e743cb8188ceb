//! Parses the output of libtest, and of wasm-bindgen-test, which has the same format.

use super::test_result::{Outcome, Test};

/// The counts in the summary line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
}

/// A parsed line.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Cargo starts a test binary, or the doctests of a crate.
    Binary(String),
    Test(Test),
    Summary(Summary),
}

/// Parses a line. `None` for lines without information about tests.
pub fn parse_line(line: &str) -> Option<Line> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("test result: ") {
        return summary(rest).map(Line::Summary);
    }
    if let Some(rest) = line.strip_prefix("test ") {
        let (name, outcome) = rest.rsplit_once(" ... ")?;
        let outcome = match outcome {
            "ok" => Outcome::Passed,
            "FAILED" | "FAIL" => Outcome::Failed,
            _ => {
                let reason = outcome.strip_prefix("ignored")?;
                let reason = reason.strip_prefix(", ").unwrap_or("ignored");
                Outcome::Skipped(reason.to_owned())
            }
        };
        // libtest adds a suffix to the names of `should_panic` tests.
        let name = name.strip_suffix(" - should panic").unwrap_or(name);
        return Some(Line::Test(Test {
            name: name.to_owned(),
            outcome,
        }));
    }
    if let Some(rest) = line.strip_prefix("Running ") {
        let (source, binary) = rest.split_once(" (")?;
        let binary = binary.trim_end_matches(')').rsplit(['/', '\\']).next()?;
        let binary = binary.rsplit_once('-').map_or(binary, |(name, _hash)| name);
        let source = source.trim_start_matches("unittests ");
        return Some(Line::Binary(format!("{binary} {source}")));
    }
    line.strip_prefix("Doc-tests ")
        .map(|name| Line::Binary(format!("{name} documentation")))
}

fn summary(text: &str) -> Option<Summary> {
    let (_verdict, numbers) = text.split_once(". ")?;
    let mut summary = Summary::default();
    for part in numbers.split(';') {
        let (number, label) = part.trim().split_once(' ')?;
        let count = match label {
            "passed" => &mut summary.passed,
            "failed" => &mut summary.failed,
            "ignored" => &mut summary.ignored,
            _ => continue,
        };
        *count = number.parse().ok()?;
    }
    Some(summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(name: &str, outcome: Outcome) -> Option<Line> {
        Some(Line::Test(Test {
            name: name.into(),
            outcome,
        }))
    }

    #[test]
    fn wasm_bindgen_test_output_is_parsed() {
        assert_eq!(
            parse_line("test opens_shows_and_stops ... ok"),
            test("opens_shows_and_stops", Outcome::Passed)
        );
        assert_eq!(parse_line("test a::b ... FAIL"), test("a::b", Outcome::Failed));
        assert_eq!(
            parse_line("test a ... ignored"),
            test("a", Outcome::Skipped("ignored".into()))
        );
        assert_eq!(
            parse_line("test a ... ignored, no camera"),
            test("a", Outcome::Skipped("no camera".into()))
        );
        let line = "test result: FAILED. 9 passed; 2 failed; 1 ignored; 3 filtered out; finished in 2.44s";
        assert_eq!(
            parse_line(line),
            Some(Line::Summary(Summary {
                passed: 9,
                failed: 2,
                ignored: 1
            }))
        );
    }

    #[test]
    fn cargo_test_output_is_parsed() {
        let line =
            "     Running unittests src/lib.rs (target/debug/deps/local_media_stream-0f58bd31a2d1dff7)";
        assert_eq!(
            parse_line(line),
            Some(Line::Binary("local_media_stream src/lib.rs".into()))
        );
        let line = "     Running tests/words.rs (target/debug/deps/words-4f58bd31a2d1dff7)";
        assert_eq!(
            parse_line(line),
            Some(Line::Binary("words tests/words.rs".into()))
        );
        assert_eq!(
            parse_line("   Doc-tests local_media_stream"),
            Some(Line::Binary("local_media_stream documentation".into()))
        );
        let line = "test src/lib.rs - error::MediaError (line 12) - compile ... ok";
        assert_eq!(
            parse_line(line),
            test(
                "src/lib.rs - error::MediaError (line 12) - compile",
                Outcome::Passed
            )
        );
        assert_eq!(
            parse_line("test it_panics - should panic ... ok"),
            test("it_panics", Outcome::Passed)
        );
        let line =
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(
            parse_line(line),
            Some(Line::Summary(Summary {
                passed: 3,
                failed: 0,
                ignored: 0
            }))
        );
    }

    #[test]
    fn other_lines_are_ignored() {
        for line in [
            "",
            "running 3 tests",
            "test",
            "tests ... ok",
            "test a ... bench: 3 ns",
            "Loading scripts...",
        ] {
            assert_eq!(parse_line(line), None, "{line}");
        }
    }
}
