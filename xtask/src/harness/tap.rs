//! What Node's test runner prints as TAP, read back.

use crate::libtest::{Outcome, Test};

/// The tests that a TAP stream reports, also those inside others; suites are no tests.
pub fn read(output: &str) -> Vec<Test> {
    let mut tests: Vec<Test> = Vec::new();
    for line in output.lines().map(str::trim) {
        if line == "type: 'suite'" {
            // This stands below what turns out to be none.
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
    let (name, remark) = rest.rsplit_once(" # ").unwrap_or((rest, ""));
    let outcome = match remark.strip_prefix("SKIP") {
        Some(reason) => Outcome::Skipped(reason.trim().to_owned()),
        None if remark.starts_with("TODO") => Outcome::Skipped(remark.to_owned()),
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
    fn what_node_prints() {
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
        let seen: Vec<_> = read(output)
            .into_iter()
            .map(|test| (test.name, test.outcome))
            .collect();
        assert_eq!(
            seen,
            [
                ("loads".to_owned(), Outcome::Passed),
                ("refuses # 7".to_owned(), Outcome::Failed),
                ("later".to_owned(), Outcome::Skipped("no camera".into())),
            ]
        );
    }
}
