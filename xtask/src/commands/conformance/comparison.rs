//! The results of all pages in an engine, with and without the shim.

use std::fmt;

use super::expected;
use super::history::History;
use super::results::{PAGE, Status};
use super::variant::Variant;
use super::verdict::{Verdict, compare};
use crate::browser::engine::Engine;

/// The comparison of one variant with the pages without the shim.
pub struct Comparison {
    engine: Engine,
    version: String,
    variant: Variant,
    pages: usize,
    subtests: usize,
    passed: usize,
    passed_with: usize,
    /// Pages that always time out, with and without the shim.
    timeouts: Vec<String>,
    different: Vec<String>,
    expected: Vec<String>,
    unstable: Vec<String>,
}

impl Comparison {
    pub const HEAD: &str = "engine                        shim       pages  timeouts  subtests  \
                            passed without  passed with  different  expected  unstable";

    pub fn new(engine: Engine, version: &str, variant: Variant) -> Self {
        Self {
            engine,
            version: version.to_owned(),
            variant,
            pages: 0,
            subtests: 0,
            passed: 0,
            passed_with: 0,
            timeouts: Vec::new(),
            different: Vec::new(),
            expected: Vec::new(),
            unstable: Vec::new(),
        }
    }

    /// Returns the number of unexpected differences.
    pub fn differences(&self) -> usize {
        self.different.len()
    }

    /// Prints all subtests that do not have the same stable status.
    pub fn print(&self) {
        let lists = [
            ("different", &self.different),
            ("different as expected", &self.expected),
            ("unstable, also without the shim", &self.unstable),
            ("times out with and without the shim", &self.timeouts),
        ];
        for (title, list) in lists {
            if !list.is_empty() {
                println!("\n{} with {}, {title}:", self.engine, self.variant);
            }
            for line in list {
                println!("  {line}");
            }
        }
    }

    /// Adds the results of a page.
    pub fn add(&mut self, page: &str, without: &History, with: &History) {
        let (subtests, passed) = without.first();
        self.pages += 1;
        self.subtests += subtests;
        self.passed += passed;
        self.passed_with += with.first().1;
        if [Status::Timeout, Status::NoReport]
            .iter()
            .any(|status| without.page_always(*status) && with.page_always(*status))
        {
            self.timeouts
                .push(format!("{page}: {}", without.description(PAGE)));
        }
        for (name, verdict) in compare(without, with) {
            let (before, after) = (without.description(&name), with.description(&name));
            let summary = format!("{page}: {name}: {before} without, {after} with");
            match verdict {
                Verdict::Same => {}
                Verdict::Unstable => self.unstable.push(summary),
                Verdict::Undecided | Verdict::Different => {
                    match expected::reason(page, &name, self.variant) {
                        Some(reason) => self.expected.push(format!("{summary}: {reason}")),
                        None => {
                            let mut lines = summary;
                            for message in [without.message(&name), with.message(&name)] {
                                if !message.is_empty() {
                                    lines +=
                                        &format!("\n      {}", message.lines().next().unwrap_or_default());
                                }
                            }
                            self.different.push(lines);
                        }
                    }
                }
            }
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:29} {:9}  {:5}  {:8}  {:8}  {:14}  {:11}  {:9}  {:8}  {:8}",
            format!("{} {}", self.engine, self.version),
            self.variant.to_string(),
            self.pages,
            self.timeouts.len(),
            self.subtests,
            self.passed,
            self.passed_with,
            self.different.len(),
            self.expected.len(),
            self.unstable.len()
        )
    }
}
