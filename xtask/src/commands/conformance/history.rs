//! The results of a page over several runs.

use std::collections::BTreeMap;

use super::results::{PAGE, PageResults, Status};

/// The status of each subtest in each run.
#[derive(Default)]
pub struct History {
    runs: usize,
    subtests: BTreeMap<String, Vec<Status>>,
    messages: BTreeMap<String, String>,
}

impl History {
    pub fn add(&mut self, results: PageResults) {
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

    /// Returns the number of runs.
    pub fn runs(&self) -> usize {
        self.runs
    }

    /// Returns the numbers of subtests and of passed subtests in the first run.
    pub fn first(&self) -> (usize, usize) {
        let firsts = self
            .subtests
            .iter()
            .filter(|(name, _)| *name != PAGE)
            .filter_map(|(_, all)| all.first());
        let count = |selected: fn(&Status) -> bool| firsts.clone().filter(|status| selected(status)).count();
        (
            count(|status| *status != Status::Absent),
            count(|status| *status == Status::Pass),
        )
    }

    /// Returns whether the page had this status in all runs.
    pub fn page_always(&self, expected: Status) -> bool {
        self.statuses(PAGE).iter().all(|status| *status == expected)
    }

    /// Returns the last message of a subtest.
    pub fn message(&self, name: &str) -> &str {
        self.messages.get(name).map_or("", String::as_str)
    }

    /// Returns the statuses of a subtest in all runs.
    pub fn statuses(&self, name: &str) -> Vec<Status> {
        let absent = || vec![Status::Absent; self.runs];
        self.subtests.get(name).cloned().unwrap_or_else(absent)
    }

    /// Returns the names of all subtests.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.subtests.keys()
    }

    /// Describes the statuses of a subtest.
    pub fn description(&self, name: &str) -> String {
        let mut counts = BTreeMap::<Status, usize>::new();
        for status in self.statuses(name) {
            *counts.entry(status).or_default() += 1;
        }
        let parts: Vec<_> = counts
            .iter()
            .map(|(status, count)| match counts.len() {
                1 => status.to_string(),
                _ => format!("{status} in {count} of {} runs", self.runs),
            })
            .collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Status::*;
    use super::*;

    fn page(tests: Value) -> PageResults {
        PageResults::parse(&json!({ "page": [0, ""], "tests": tests })).unwrap()
    }

    #[test]
    fn results_of_several_runs_are_recorded() {
        let mut history = History::default();
        history.add(page(json!([["a", 0, ""], ["a", 1, "no"], ["b", 2, ""]])));
        assert_eq!(history.statuses("a"), [Pass]);
        assert_eq!(history.statuses("a (2)"), [Fail]);
        assert_eq!(history.message("a (2)"), "no");
        assert_eq!(history.statuses("b"), [Timeout]);
        assert_eq!(history.first(), (3, 1));
        assert!(history.page_always(Pass));
        history.add(PageResults::without_report());
        assert_eq!(history.statuses("a"), [Pass, Absent]);
        assert_eq!(history.statuses(PAGE), [Pass, NoReport]);
        assert_eq!(history.first(), (3, 1));
        history.add(page(json!([["c", 0, ""]])));
        assert_eq!(history.statuses("c"), [Absent, Absent, Pass]);
        assert_eq!(
            history.description("c"),
            "passes in 1 of 3 runs, is absent in 2 of 3 runs"
        );
        assert_eq!(history.statuses("d"), [Absent; 3]);
    }
}
