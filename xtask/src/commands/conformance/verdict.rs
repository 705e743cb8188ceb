//! Compares the results of a page with and without the shim.

use std::collections::BTreeSet;

use super::history::History;
use super::results::Status;

/// Whether a subtest has a different status with the shim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Same,
    /// The status varies, also without the shim.
    Unstable,
    /// The status varies more with the shim. Further runs are necessary.
    Undecided,
    Different,
}

/// The number of runs in each variant before a difference is reported.
pub const RUNS: usize = 4;
/// The number of runs if the verdict is undecided.
pub const MAX_RUNS: usize = 14;

/// Returns the verdict for each subtest.
pub fn compare(without: &History, with: &History) -> Vec<(String, Verdict)> {
    let names: BTreeSet<_> = without.names().chain(with.names()).collect();
    names
        .into_iter()
        .map(|name| {
            (
                name.clone(),
                verdict(&without.statuses(name), &with.statuses(name)),
            )
        })
        .collect()
}

fn verdict(without: &[Status], with: &[Status]) -> Verdict {
    let is_stable = without.windows(2).all(|pair| pair[0] == pair[1]);
    let new = with.iter().filter(|status| !without.contains(status)).count();
    let distance = distance(without, with);
    match () {
        () if distance == 0.0 && is_stable => Verdict::Same,
        () if distance == 1.0 => Verdict::Different,
        // A difference, if it persists: at least half of the runs differ, or a stable subtest has a new status.
        () if distance < 0.5 && !(is_stable && new > 0) => Verdict::Unstable,
        () if with.len() < MAX_RUNS => Verdict::Undecided,
        () if distance < 0.5 && new == 1 => Verdict::Unstable,
        () => Verdict::Different,
    }
}

/// Returns the share of runs with a different status, from 0 to 1: the total variation distance.
fn distance(without: &[Status], with: &[Status]) -> f64 {
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

    use super::*;
    use crate::commands::conformance::results::Status::*;
    use crate::commands::conformance::results::{PAGE, PageResults};

    #[test]
    fn only_persistent_differences_count() {
        assert_eq!(verdict(&[Pass], &[Pass]), Verdict::Same);
        assert_eq!(verdict(&[Fail; 4], &[Fail; 4]), Verdict::Same);
        assert_eq!(verdict(&[Pass; 4], &[Fail; 4]), Verdict::Different);
        assert_eq!(verdict(&[Fail; 4], &[Pass; 4]), Verdict::Different);
        assert_eq!(
            verdict(&[Pass, Pass, Fail, Pass], &[Timeout; 4]),
            Verdict::Different
        );
        assert_eq!(verdict(&[Pass, Fail, Fail, Pass], &[Fail; 4]), Verdict::Undecided);
        assert_eq!(verdict(&[Pass, Fail, Fail, Fail], &[Fail; 4]), Verdict::Unstable);
        assert_eq!(
            verdict(&[Pass, Fail, Fail, Pass], &[Fail, Pass, Fail, Pass]),
            Verdict::Unstable
        );
        assert_eq!(verdict(&[Pass, Pass, Fail, Pass], &[Pass; 4]), Verdict::Unstable);
        // A race condition that occurs only with the shim.
        assert_eq!(verdict(&[Pass; 4], &[Fail, Pass, Pass, Pass]), Verdict::Undecided);
        let mut more = [Pass; MAX_RUNS];
        more[3] = Fail;
        assert_eq!(verdict(&[Pass; MAX_RUNS], &more), Verdict::Unstable);
        assert_eq!(verdict(&more, &[Fail; MAX_RUNS]), Verdict::Different);
        more[7] = Fail;
        assert_eq!(verdict(&[Pass; MAX_RUNS], &more), Verdict::Different);
    }

    #[test]
    fn added_and_removed_subtests_are_compared() {
        let page = |name: &str| {
            let report = json!({ "page": [0, ""], "tests": [[name, 0, ""]] });
            PageResults::parse(&report).unwrap()
        };
        let (mut without, mut with) = (History::default(), History::default());
        without.add(page("a"));
        with.add(page("b"));
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
