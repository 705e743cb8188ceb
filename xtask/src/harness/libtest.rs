//! What test harnesses print, read back: Rust's own, and that of wasm-bindgen, which imitates it.

/// What became of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// With the reason, as far as one is given.
    Skipped(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    pub name: String,
    pub outcome: Outcome,
}

/// The numbers of a harness's own summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub passed: usize,
    pub failed: usize,
    pub ignored: usize,
}

/// A line that tells something.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Cargo begins with another binary, or with the examples in a crate's documentation.
    Binary(String),
    Test(Test),
    Summary(Summary),
}

/// Reads a line, None when it tells nothing about tests.
pub fn read(line: &str) -> Option<Line> {
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
        // libtest says more about some tests behind their names.
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
        let (number, what) = part.trim().split_once(' ')?;
        let place = match what {
            "passed" => &mut summary.passed,
            "failed" => &mut summary.failed,
            "ignored" => &mut summary.ignored,
            _ => continue,
        };
        *place = number.parse().ok()?;
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
    fn what_wasm_bindgen_prints() {
        assert_eq!(
            read("test opens_shows_and_stops ... ok"),
            test("opens_shows_and_stops", Outcome::Passed)
        );
        assert_eq!(read("test a::b ... FAIL"), test("a::b", Outcome::Failed));
        assert_eq!(
            read("test a ... ignored"),
            test("a", Outcome::Skipped("ignored".into()))
        );
        assert_eq!(
            read("test a ... ignored, no camera"),
            test("a", Outcome::Skipped("no camera".into()))
        );
        let line = "test result: FAILED. 9 passed; 2 failed; 1 ignored; 3 filtered out; finished in 2.44s";
        assert_eq!(
            read(line),
            Some(Line::Summary(Summary {
                passed: 9,
                failed: 2,
                ignored: 1
            }))
        );
    }

    #[test]
    fn what_cargo_prints() {
        let line =
            "     Running unittests src/lib.rs (target/debug/deps/local_media_stream-0f58bd31a2d1dff7)";
        assert_eq!(
            read(line),
            Some(Line::Binary("local_media_stream src/lib.rs".into()))
        );
        let line = "     Running tests/words.rs (target/debug/deps/words-4f58bd31a2d1dff7)";
        assert_eq!(read(line), Some(Line::Binary("words tests/words.rs".into())));
        assert_eq!(
            read("   Doc-tests local_media_stream"),
            Some(Line::Binary("local_media_stream documentation".into()))
        );
        let line = "test src/lib.rs - error::MediaError (line 12) - compile ... ok";
        assert_eq!(
            read(line),
            test(
                "src/lib.rs - error::MediaError (line 12) - compile",
                Outcome::Passed
            )
        );
        assert_eq!(
            read("test it_panics - should panic ... ok"),
            test("it_panics", Outcome::Passed)
        );
        let line =
            "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(
            read(line),
            Some(Line::Summary(Summary {
                passed: 3,
                failed: 0,
                ignored: 0
            }))
        );
    }

    #[test]
    fn what_tells_nothing() {
        for line in [
            "",
            "running 3 tests",
            "test",
            "tests ... ok",
            "test a ... bench: 3 ns",
            "Loading scripts...",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
