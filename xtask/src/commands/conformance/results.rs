//! The results of a page: the status of the page and of its subtests.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

/// The status of a subtest or of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Pass,
    Fail,
    Timeout,
    NotRun,
    /// The environment does not meet the test's precondition.
    PreconditionFailed,
    /// The run had no such subtest.
    Absent,
    /// The page did not report its results.
    NoReport,
}

impl Status {
    fn of_subtest(number: &Value) -> Option<Self> {
        let all = [
            Self::Pass,
            Self::Fail,
            Self::Timeout,
            Self::NotRun,
            Self::PreconditionFailed,
        ];
        all.get(number.as_u64()? as usize).copied()
    }

    fn of_page(number: &Value) -> Option<Self> {
        let all = [Self::Pass, Self::Fail, Self::Timeout, Self::PreconditionFailed];
        all.get(number.as_u64()? as usize).copied()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pass => "passes",
            Self::Fail => "fails",
            Self::Timeout => "times out",
            Self::NotRun => "is not run",
            Self::PreconditionFailed => "has an unmet precondition",
            Self::Absent => "is absent",
            Self::NoReport => "does not report",
        })
    }
}

/// The entry for the status of the page itself.
pub const PAGE: &str = "(the page itself)";

/// The status and message of each subtest.
pub struct PageResults(pub BTreeMap<String, (Status, String)>);

impl PageResults {
    /// Creates the results of a page that did not report.
    pub fn without_report() -> Self {
        Self([(PAGE.to_owned(), (Status::NoReport, String::new()))].into())
    }

    /// Parses the report of `report.js`; `None` if it is invalid.
    pub fn parse(report: &Value) -> Option<Self> {
        let text = |value: &Value| Some(value.as_str()?.to_owned());
        let page = (Status::of_page(&report["page"][0])?, text(&report["page"][1])?);
        let mut results = BTreeMap::from([(PAGE.to_owned(), page)]);
        for test in report["tests"].as_array()? {
            let name = name_without_shim(&text(&test[0])?);
            let result = (Status::of_subtest(&test[1])?, text(&test[2])?);
            // Subtests with the same name are numbered in their order.
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

/// The shim's class strings in the names of subtests, with the native ones.
///
/// With the shim, `getUserMedia` returns a `LocalMediaStream`.
const CLASS_STRINGS: [(&str, &str); 3] = [
    ("[object LocalMediaStream]", "[object MediaStream]"),
    ("[object AudioStreamTrack]", "[object MediaStreamTrack]"),
    ("[object VideoStreamTrack]", "[object MediaStreamTrack]"),
];

/// Returns the name that the subtest has without the shim.
pub fn name_without_shim(name: &str) -> String {
    CLASS_STRINGS
        .iter()
        .fold(name.to_owned(), |name, (shim, native)| name.replace(shim, native))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn invalid_reports_are_rejected() {
        for report in [
            json!(null),
            json!({}),
            json!({ "page": [9, ""], "tests": [] }),
            json!({ "page": [0, ""], "tests": [["a", 9, ""]] }),
            json!({ "page": [0, ""], "tests": [[1, 0, ""]] }),
        ] {
            assert!(PageResults::parse(&report).is_none(), "{report}");
        }
    }
}
