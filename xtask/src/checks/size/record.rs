//! The recorded sizes in `docs/sizes.json`, and their comparison with measured sizes.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use indexmap::IndexMap;
use regex::Regex;
use serde::{Deserialize, Serialize};

use super::measure::Size;
use crate::support::project::Project;

/// The path of the record.
pub const FILE: &str = "docs/sizes.json";

/// The permitted growth in percent.
const TOLERANCE: u64 = 1;

/// All measured sizes.
#[derive(Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Record {
    sections: IndexMap<String, Section>,
}

/// Sizes measured with the same tools.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Section {
    /// The versions of the tools. Sizes are comparable only if they are equal.
    #[serde(rename = "with")]
    pub tools: String,
    sizes: IndexMap<String, Size>,
}

impl Section {
    pub fn new(tools: String) -> Self {
        let sizes = IndexMap::new();
        Self { tools, sizes }
    }

    pub fn add(&mut self, name: &str, size: Size) {
        self.sizes.insert(name.to_owned(), size);
    }

    pub fn size(&self, name: &str) -> Option<Size> {
        self.sizes.get(name).copied()
    }

    pub fn sizes(&self) -> impl Iterator<Item = (&str, Size)> {
        self.sizes.iter().map(|(name, size)| (&**name, *size))
    }
}

impl Record {
    /// Reads the record. Returns an empty one if the file does not exist.
    pub fn read(project: &Project) -> Result<Self> {
        let file = project.root.join(FILE);
        if !file.is_file() {
            return Ok(Self::default());
        }
        serde_json::from_str(&fs::read_to_string(&file)?).with_context(|| format!("cannot read {FILE}"))
    }

    pub fn write(&self, project: &Project) -> Result<()> {
        fs::write(project.root.join(FILE), self.to_json()?)?;
        println!("\nWritten to {FILE}.");
        Ok(())
    }

    pub fn add(&mut self, name: &str, section: Section) {
        self.sections.insert(name.to_owned(), section);
    }

    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.get(name)
    }

    pub fn sections(&self) -> impl Iterator<Item = (&str, &Section)> {
        self.sections.iter().map(|(name, section)| (&**name, section))
    }

    /// Replaces the sections that have been measured again.
    pub fn updated(mut self, measured: Self) -> Self {
        self.sections.extend(measured.sections);
        self
    }

    /// Writes each size on a separate line, for readable diffs.
    fn to_json(&self) -> Result<String> {
        let size = Regex::new(r#"\{\s+("bytes": \d+),\s+("gzip": \d+),\s+("brotli": \d+)\s+\}"#)?;
        let json = serde_json::to_string_pretty(self)? + "\n";
        Ok(size.replace_all(&json, "{ $1, $2, $3 }").into_owned())
    }
}

/// Formats the sizes and their difference from the recorded ones.
pub fn table(section: &Section, recorded: Option<&Section>) -> String {
    let width = section.sizes().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut table = format!("{:width$}  {:>8}  {:>8}  {:>8}\n", "", "bytes", "gzip", "brotli");
    for (name, size) in section.sizes() {
        let numbers = size.named().map(|(_, bytes)| format!("  {bytes:>8}"));
        let _ = write!(table, "{name:width$}{}", numbers.concat());
        let old = recorded.and_then(|recorded| recorded.size(name));
        match old {
            Some(old) if old != size => {
                let more = i128::from(size.gzip) - i128::from(old.gzip);
                let _ = write!(table, "  (gzip {more:+})");
            }
            Some(_) => {}
            None => table.push_str("  (new)"),
        }
        table.push('\n');
    }
    table
}

/// Returns the deviations from the record: excessive growth, and new or removed entries. Reductions are permitted.
pub fn deviations(title: &str, section: &Section, recorded: &Section) -> Vec<String> {
    let mut deviations = Vec::new();
    for (name, size) in section.sizes() {
        let Some(old) = recorded.size(name) else {
            deviations.push(format!("{title}: {name} is not in {FILE}"));
            continue;
        };
        for ((unit, now), (_, before)) in size.named().into_iter().zip(old.named()) {
            if now * 100 > before * (100 + TOLERANCE) {
                deviations.push(format!(
                    "{title}: {name} has grown from {before} to {now} ({unit})"
                ));
            }
        }
    }
    for (name, _) in recorded.sizes() {
        if section.size(name).is_none() {
            deviations.push(format!("{title}: {name} is in {FILE} but no longer exists"));
        }
    }
    deviations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bytes: u64, gzip: u64, brotli: u64) -> Size {
        Size { bytes, gzip, brotli }
    }

    fn section(sizes: &[(&str, Size)]) -> Section {
        let mut section = Section::new("tools".into());
        for (name, size) in sizes {
            section.add(name, *size);
        }
        section
    }

    #[test]
    fn growth_is_a_deviation() {
        let old = section(&[("a", size(1000, 500, 400))]);
        let grown = section(&[("a", size(1011, 500, 400))]);
        assert_eq!(
            deviations("t", &grown, &old),
            ["t: a has grown from 1000 to 1011 (bytes)"]
        );
        // In each unit separately.
        let grown = section(&[("a", size(900, 506, 405))]);
        assert_eq!(
            deviations("t", &grown, &old),
            [
                "t: a has grown from 500 to 506 (gzip)",
                "t: a has grown from 400 to 405 (brotli)"
            ]
        );
    }

    #[test]
    fn small_growth_and_reductions_are_permitted() {
        let old = section(&[("a", size(1000, 500, 400)), ("b", size(1000, 500, 400))]);
        let new = section(&[("a", size(1010, 505, 404)), ("b", size(10, 5, 4))]);
        assert_eq!(deviations("t", &new, &old), [""; 0]);
    }

    #[test]
    fn new_and_removed_entries_are_deviations() {
        let old = section(&[("a", size(1, 1, 1))]);
        let new = section(&[("b", size(1, 1, 1))]);
        assert_eq!(
            deviations("t", &new, &old),
            [
                "t: b is not in docs/sizes.json",
                "t: a is in docs/sizes.json but no longer exists"
            ]
        );
    }

    #[test]
    fn a_written_record_is_read_in_the_same_order() {
        let mut record = Record::default();
        record.add(
            "z \"quoted\"",
            section(&[("b", size(3, 2, 1)), ("a", size(1, 2, 3))]),
        );
        record.add("a", section(&[("c", size(0, 0, 0))]));
        let text = record.to_json().unwrap();
        let read: Record = serde_json::from_str(&text).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.to_json().unwrap(), text);
        assert!(text.contains("      \"b\": { \"bytes\": 3, \"gzip\": 2, \"brotli\": 1 },\n"));
        let incomplete = "{ \"a\": { \"with\": \"\", \"sizes\": { \"b\": {} } } }";
        assert!(serde_json::from_str::<Record>(incomplete).is_err());
    }

    #[test]
    fn the_table_shows_differences() {
        let old = section(&[("same", size(9, 8, 7)), ("less", size(9, 8, 7))]);
        let new = section(&[
            ("same", size(9, 8, 7)),
            ("less", size(6, 5, 4)),
            ("more", size(1, 1, 1)),
        ]);
        let table = table(&new, Some(&old));
        let lines: Vec<_> = table.lines().collect();
        assert!(lines[1].ends_with('7'));
        assert!(lines[2].ends_with("4  (gzip -3)"));
        assert!(lines[3].ends_with("1  (new)"));
    }
}
