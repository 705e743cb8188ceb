//! Parses the TAP output of Node's test runner.
//!
//! See <https://testanything.org/>.

use super::test_result::{Outcome, Test};

/// Returns all tests, including subtests, without suites.
pub fn parse(output: &str) -> Vec<Test> {
    let mut tests: Vec<Test> = Vec::new();
    for line in output.lines().map(str::trim) {
        if line == "type: 'suite'" {
            // The type follows the line that looks like a test.
            tests.pop();
        } else if let Some(test) = test(line) {
            tests.push(test);
        }
    }
    tests
}

fn test(line: &str) -> Option<Test> {
    let (passed, rest) = match line.strip_prefix("not ok ") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("ok ")?),
    };
    let (number, rest) = rest.split_once(" - ")?;
    number.parse::<u32>().ok()?;
    let (name, directive) = rest.rsplit_once(" # ").unwrap_or((rest, ""));
    let outcome = match directive.strip_prefix("SKIP") {
        Some(reason) => Outcome::Skipped(reason.trim().to_owned()),
        None if directive.starts_with("TODO") => Outcome::Skipped(directive.to_owned()),
        None if passed => Outcome::Passed,
        None => Outcome::Failed,
    };
    let name = if outcome == Outcome::Passed || outcome == Outcome::Failed {
        rest
    } else {
        name
    };
    Some(Test {
        name: name.to_owned(),
        outcome,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_output_is_parsed() {
        let output = "\
TAP version 13
# Subtest: the entry
    # Subtest: loads
    ok 1 - loads
      ---
      duration_ms: 0.5
      ...
    not ok 2 - refuses # 7
      ---
      duration_ms: 0.5
      failureType: 'testCodeFailure'
      ...
    1..2
not ok 1 - the entry
  ---
  duration_ms: 1.5
  type: 'suite'
  ...
# Subtest: later
ok 2 - later # SKIP no camera
  ---
  ...
1..2
# tests 3
";
        let tests: Vec<_> = parse(output)
            .into_iter()
            .map(|test| (test.name, test.outcome))
            .collect();
        assert_eq!(
            tests,
            [
                ("loads".to_owned(), Outcome::Passed),
                ("refuses # 7".to_owned(), Outcome::Failed),
                ("later".to_owned(), Outcome::Skipped("no camera".into())),
            ]
        );
    }
}
