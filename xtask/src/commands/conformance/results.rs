//! The results of all pages in one variant, and their comparison.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::Result;
use regex::RegexSet;

/// The name of the subtest that has the status of the page itself.
pub const PAGE: &str = "(the page itself)";
/// The status of a page that does not report its results.
pub const NO_REPORT: &str = "NO REPORT";
/// The status of a subtest that a run does not have.
const ABSENT: &str = "ABSENT";

/// The status of each subtest of a page in one run.
pub type PageResults = BTreeMap<String, String>;

/// The results of each run, by page.
pub type Results = BTreeMap<String, Vec<PageResults>>;

/// Adds the results of other pages that an earlier run has saved in this file. Saves all of them.
pub fn merge(results: &mut Results, file: &Path) -> Result<()> {
    let saved: Results = serde_json::from_slice(&fs::read(file).unwrap_or_default()).unwrap_or_default();
    for (page, runs) in saved {
        results.entry(page).or_insert(runs);
    }
    Ok(fs::write(file, serde_json::to_vec(results)?)?)
}

/// The comparison of the results with the shim with those without it.
#[derive(Default)]
pub struct Comparison {
    pages: usize,
    /// Pages that always time out, with and without the shim.
    timeouts: usize,
    subtests: usize,
    passed: usize,
    passed_with: usize,
    /// Unexpected differences.
    pub different: Vec<String>,
    /// Intended differences.
    expected: Vec<String>,
    /// Subtests whose status varies, also without the shim.
    unstable: Vec<String>,
}

impl Comparison {
    pub fn new(without: &Results, with: &Results, expected: &RegexSet) -> Self {
        let mut comparison = Self::default();
        for (page, without) in without {
            let with = with.get(page).map_or(&[][..], Vec::as_slice);
            comparison.add(page, without, with, expected);
        }
        comparison
    }

    /// Returns whether there are only intended differences.
    pub fn is_same(&self) -> bool {
        self.different.is_empty() && self.unstable.is_empty()
    }

    fn add(&mut self, page: &str, without: &[PageResults], with: &[PageResults], expected: &RegexSet) {
        self.pages += 1;
        let names: BTreeSet<_> = without.iter().chain(with).flat_map(BTreeMap::keys).collect();
        for name in names {
            let status = |run| PageResults::get(run, name).map_or(ABSENT, String::as_str);
            let [before, after] = [without, with].map(|runs| runs.iter().map(status).collect::<Vec<_>>());
            if name == PAGE {
                let times_out = |status: &&str| ["TIMEOUT", NO_REPORT].contains(status);
                self.timeouts += usize::from(before.iter().chain(&after).all(times_out));
            } else {
                self.subtests += usize::from(before[0] != ABSENT);
                self.passed += usize::from(before[0] == "PASS");
                self.passed_with += usize::from(after[0] == "PASS");
            }
            let subtest = format!("{page}: {name}");
            let list = match Verdict::of(&before, &after) {
                Verdict::Same => continue,
                Verdict::Unstable => &mut self.unstable,
                Verdict::Different if expected.is_match(&subtest) => &mut self.expected,
                Verdict::Different => &mut self.different,
            };
            let (before, after) = (before.join(" "), after.join(" "));
            list.push(format!("{subtest}: {before} without, {after} with"));
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pages,
            timeouts,
            subtests,
            passed,
            passed_with,
            ..
        } = self;
        write!(f, "{pages} pages, {timeouts} timeouts, {subtests} subtests, ")?;
        write!(f, "{passed} passed without, {passed_with} passed with")?;
        let mut write_list = |title, list: &[String]| {
            write!(f, "\n  {} {title}", list.len())?;
            list.iter().try_for_each(|line| write!(f, "\n    {line}"))
        };
        write_list("different", &self.different)?;
        write_list("different as expected", &self.expected)?;
        write_list("unstable", &self.unstable)
    }
}

/// Whether the status of a subtest is the same with the shim.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Same,
    /// The status varies, also without the shim.
    Unstable,
    Different,
}

impl Verdict {
    fn of(without: &[&str], with: &[&str]) -> Self {
        let is_stable = without.windows(2).all(|pair| pair[0] == pair[1]);
        let new = with.iter().filter(|status| !without.contains(status)).count();
        // The number of runs with a different status.
        let mut rest = without.to_vec();
        for status in with {
            if let Some(at) = rest.iter().position(|other| other == status) {
                rest.swap_remove(at);
            }
        }
        match () {
            () if is_stable && rest.is_empty() => Self::Same,
            // A race condition that occurs repeatedly, but only with the shim, is a difference.
            () if 2 * rest.len() < with.len() && !(is_stable && new > 1) => Self::Unstable,
            () => Self::Different,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_persistent_differences_count() {
        for (without, with, expected) in [
            ("P", "P", Verdict::Same),
            ("F F F F", "F F F F", Verdict::Same),
            ("P", "F", Verdict::Different),
            ("F F F F", "P P P P", Verdict::Different),
            ("P P F P", "T T T T", Verdict::Different),
            ("P F F P", "F F F F", Verdict::Different),
            ("P F F F", "F F F F", Verdict::Unstable),
            ("P F F P", "F P F P", Verdict::Unstable),
            ("P P P P P P", "F P P P P P", Verdict::Unstable),
            ("P P P P P P", "F P P F P P", Verdict::Different),
        ] {
            let [before, after] = [without, with].map(|text| text.split(' ').collect::<Vec<_>>());
            assert_eq!(Verdict::of(&before, &after), expected, "{without}, {with}");
        }
    }

    #[test]
    fn results_are_saved_and_compared() {
        let of = |pages: [(&str, &str, &str); 3]| -> Results {
            let runs = pages.map(|(path, page, name)| (path, json!([{ PAGE: page, name: "PASS" }])));
            serde_json::from_value(runs.into_iter().collect()).unwrap()
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("without.json");
        merge(
            &mut of([("a", "OK", "x"), ("b", "OK", "x"), ("c", "OK", "y")]),
            &file,
        )
        .unwrap();
        let mut without = of([("c", "TIMEOUT", "x"); 3]);
        merge(&mut without, &file).unwrap();
        let with = of([("a", "OK", "x"), ("b", "OK", "y"), ("c", "TIMEOUT", "y")]);
        let comparison = Comparison::new(&without, &with, &RegexSet::new(["^b:"]).unwrap());
        let expected = "3 pages, 1 timeouts, 3 subtests, 3 passed without, 3 passed with
  2 different
    c: x: PASS without, ABSENT with
    c: y: ABSENT without, PASS with
  2 different as expected
    b: x: PASS without, ABSENT with
    b: y: ABSENT without, PASS with
  0 unstable";
        assert_eq!(comparison.to_string(), expected);
        assert!(!comparison.is_same());
    }
}
