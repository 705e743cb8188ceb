//! What the subtests of a page came to, time after time, and whether the shim makes a difference.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::expected::name_without;

/// What became of a subtest, or of a page as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Pass,
    Fail,
    Timeout,
    NotRun,
    /// Something that the test takes for granted is not there.
    NotHere,
    /// There was no such subtest, this time.
    Absent,
    /// The page never told anything.
    Silent,
}

impl Status {
    fn of_subtest(number: &Value) -> Option<Self> {
        let all = [Self::Pass, Self::Fail, Self::Timeout, Self::NotRun, Self::NotHere];
        all.get(number.as_u64()? as usize).copied()
    }

    fn of_page(number: &Value) -> Option<Self> {
        let all = [Self::Pass, Self::Fail, Self::Timeout, Self::NotHere];
        all.get(number.as_u64()? as usize).copied()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pass => "passes",
            Self::Fail => "fails",
            Self::Timeout => "takes too long",
            Self::NotRun => "is not run",
            Self::NotHere => "is not for here",
            Self::Absent => "is absent",
            Self::Silent => "tells nothing",
        })
    }
}

/// The page as a whole, among its subtests.
pub const PAGE: &str = "(the page itself)";

/// What a page came to once.
pub struct Results(BTreeMap<String, (Status, String)>);

impl Results {
    /// Of a page that told nothing.
    pub fn silent() -> Self {
        Self([(PAGE.to_owned(), (Status::Silent, String::new()))].into())
    }

    /// What `report.js` sends; None when it is something else.
    pub fn read(report: &Value) -> Option<Self> {
        let text = |value: &Value| Some(value.as_str()?.to_owned());
        let page = (Status::of_page(&report["page"][0])?, text(&report["page"][1])?);
        let mut results = BTreeMap::from([(PAGE.to_owned(), page)]);
        for test in report["tests"].as_array()? {
            let name = name_without(&text(&test[0])?);
            let result = (Status::of_subtest(&test[1])?, text(&test[2])?);
            // Several may have one name; they are told apart by their order.
            let mut key = name.clone();
            let mut count = 1;
            while results.contains_key(&key) {
                count += 1;
                key = format!("{name} ({count})");
            }
            results.insert(key, result);
        }
        Some(Self(results))
    }
}

/// What a page came to, run after run.
#[derive(Default)]
pub struct History {
    runs: usize,
    subtests: BTreeMap<String, Vec<Status>>,
    messages: BTreeMap<String, String>,
}

impl History {
    pub fn add(&mut self, results: Results) {
        for (name, (status, message)) in results.0 {
            let all = self.subtests.entry(name.clone()).or_default();
            all.resize(self.runs, Status::Absent);
            all.push(status);
            if !message.is_empty() {
                self.messages.insert(name, message);
            }
        }
        self.runs += 1;
        for all in self.subtests.values_mut() {
            all.resize(self.runs, Status::Absent);
        }
    }

    pub fn runs(&self) -> usize {
        self.runs
    }

    /// How many subtests there were the first time, and how many of them passed.
    pub fn first(&self) -> (usize, usize) {
        let firsts = self
            .subtests
            .iter()
            .filter(|(name, _)| *name != PAGE)
            .filter_map(|(_, all)| all.first());
        let count = |wanted: fn(&Status) -> bool| firsts.clone().filter(|status| wanted(status)).count();
        (
            count(|status| *status != Status::Absent),
            count(|status| *status == Status::Pass),
        )
    }

    /// Whether this is what the page always came to.
    pub fn page_always(&self, wanted: Status) -> bool {
        self.of(PAGE).iter().all(|status| *status == wanted)
    }

    pub fn message(&self, name: &str) -> &str {
        self.messages.get(name).map_or("", String::as_str)
    }

    pub fn of(&self, name: &str) -> Vec<Status> {
        let absent = || vec![Status::Absent; self.runs];
        self.subtests.get(name).cloned().unwrap_or_else(absent)
    }

    /// What it came to, as words.
    pub fn told(&self, name: &str) -> String {
        let mut counts = BTreeMap::<Status, usize>::new();
        for status in self.of(name) {
            *counts.entry(status).or_default() += 1;
        }
        let parts: Vec<_> = counts
            .iter()
            .map(|(status, count)| match counts.len() {
                1 => status.to_string(),
                _ => format!("{status} {count} of {} times", self.runs),
            })
            .collect();
        parts.join(", ")
    }
}

/// Whether the shim makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Same,
    /// It comes out now this way, now that, with the shim and without.
    Unsteady,
    /// Unsteady, and more so with the shim, as far as is known.
    Doubtful,
    Different,
}

/// How often a page is run, each way, before there is a word about a difference.
pub const RUNS: usize = 4;
/// And when that leaves doubts.
pub const MORE_RUNS: usize = 14;

/// The names of all subtests, and whether the shim makes a difference to each.
pub fn compare(without: &History, with: &History) -> Vec<(String, Verdict)> {
    let names: BTreeSet<_> = without.subtests.keys().chain(with.subtests.keys()).collect();
    names
        .into_iter()
        .map(|name| (name.clone(), verdict(&without.of(name), &with.of(name))))
        .collect()
}

fn verdict(without: &[Status], with: &[Status]) -> Verdict {
    let is_steady = without.windows(2).all(|pair| pair[0] == pair[1]);
    let new = with.iter().filter(|status| !without.contains(status)).count();
    let moved = moved(without, with);
    match () {
        () if moved == 0.0 && is_steady => Verdict::Same,
        () if moved == 1.0 => Verdict::Different,
        // Not by chance, if it stays so: it comes out otherwise half the time, or does what it never does without.
        () if moved < 0.5 && !(is_steady && new > 0) => Verdict::Unsteady,
        () if with.len() < MORE_RUNS => Verdict::Doubtful,
        () if moved < 0.5 && new == 1 => Verdict::Unsteady,
        () => Verdict::Different,
    }
}

/// How much of the runs comes out otherwise: 0 for none, 1 for all.
fn moved(without: &[Status], with: &[Status]) -> f64 {
    let statuses: BTreeSet<_> = without.iter().chain(with).collect();
    let share = |all: &[Status], status: &Status| {
        all.iter().filter(|one| *one == status).count() as f64 / all.len() as f64
    };
    let distances = statuses
        .into_iter()
        .map(|status| (share(without, status) - share(with, status)).abs());
    distances.sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Status::*;
    use super::*;

    fn page(tests: Value) -> Results {
        Results::read(&json!({ "page": [0, ""], "tests": tests })).unwrap()
    }

    #[test]
    fn what_pages_tell() {
        let mut history = History::default();
        history.add(page(json!([["a", 0, ""], ["a", 1, "no"], ["b", 2, ""]])));
        assert_eq!(history.of("a"), [Pass]);
        assert_eq!(history.of("a (2)"), [Fail]);
        assert_eq!(history.message("a (2)"), "no");
        assert_eq!(history.of("b"), [Timeout]);
        assert_eq!(history.first(), (3, 1));
        assert!(history.page_always(Pass));
        history.add(Results::silent());
        assert_eq!(history.of("a"), [Pass, Absent]);
        assert_eq!(history.of(PAGE), [Pass, Silent]);
        assert_eq!(history.first(), (3, 1));
        history.add(page(json!([["c", 0, ""]])));
        assert_eq!(history.of("c"), [Absent, Absent, Pass]);
        assert_eq!(history.told("c"), "passes 1 of 3 times, is absent 2 of 3 times");
        assert_eq!(history.of("d"), [Absent; 3]);
    }

    #[test]
    fn nonsense_is_refused() {
        for report in [
            json!(null),
            json!({}),
            json!({ "page": [9, ""], "tests": [] }),
            json!({ "page": [0, ""], "tests": [["a", 9, ""]] }),
            json!({ "page": [0, ""], "tests": [[1, 0, ""]] }),
        ] {
            assert!(Results::read(&report).is_none(), "{report}");
        }
    }

    #[test]
    fn only_what_is_always_so_is_a_difference() {
        assert_eq!(verdict(&[Pass], &[Pass]), Verdict::Same);
        assert_eq!(verdict(&[Fail; 4], &[Fail; 4]), Verdict::Same);
        assert_eq!(verdict(&[Pass; 4], &[Fail; 4]), Verdict::Different);
        assert_eq!(verdict(&[Fail; 4], &[Pass; 4]), Verdict::Different);
        assert_eq!(
            verdict(&[Pass, Pass, Fail, Pass], &[Timeout; 4]),
            Verdict::Different
        );
        assert_eq!(verdict(&[Pass, Fail, Fail, Pass], &[Fail; 4]), Verdict::Doubtful);
        assert_eq!(verdict(&[Pass, Fail, Fail, Fail], &[Fail; 4]), Verdict::Unsteady);
        assert_eq!(
            verdict(&[Pass, Fail, Fail, Pass], &[Fail, Pass, Fail, Pass]),
            Verdict::Unsteady
        );
        assert_eq!(verdict(&[Pass, Pass, Fail, Pass], &[Pass; 4]), Verdict::Unsteady);
        // A race that only the shim loses.
        assert_eq!(verdict(&[Pass; 4], &[Fail, Pass, Pass, Pass]), Verdict::Doubtful);
        let mut more = [Pass; MORE_RUNS];
        more[3] = Fail;
        assert_eq!(verdict(&[Pass; MORE_RUNS], &more), Verdict::Unsteady);
        assert_eq!(verdict(&more, &[Fail; MORE_RUNS]), Verdict::Different);
        more[7] = Fail;
        assert_eq!(verdict(&[Pass; MORE_RUNS], &more), Verdict::Different);
    }

    #[test]
    fn subtests_that_come_and_go_are_compared_too() {
        let (mut without, mut with) = (History::default(), History::default());
        without.add(page(json!([["a", 0, ""]])));
        with.add(page(json!([["b", 0, ""]])));
        let verdicts = compare(&without, &with);
        let expected = [
            (PAGE, Verdict::Same),
            ("a", Verdict::Different),
            ("b", Verdict::Different),
        ];
        assert_eq!(
            verdicts,
            expected.map(|(name, verdict)| (name.to_owned(), verdict))
        );
    }
}
