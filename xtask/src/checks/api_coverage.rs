//! Checks that rustdoc's output contains every item that `docs/api-coverage.md` names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The path of the table.
const TABLE: &str = "docs/api-coverage.md";

/// Checks all rows of the table against rustdoc's output. Returns the number of rows.
pub fn check(root: &Path, documentation: &Path) -> Result<usize> {
    let text = fs::read_to_string(root.join(TABLE)).with_context(|| format!("{TABLE} is missing"))?;
    let mut rows = 0;
    let mut missing = Vec::new();
    for row in text.lines().filter_map(parse_row) {
        rows += 1;
        let items = code_spans(row.items);
        if items.is_empty() && !row.items.starts_with('–') {
            missing.push(format!(
                "{}: neither an item nor a reason: {}",
                row.member, row.items
            ));
        }
        for item in items {
            if !is_documented(documentation, item) {
                missing.push(format!("{}: `{item}` is not documented", row.member));
            }
        }
    }
    if rows == 0 {
        bail!("{TABLE} has no rows");
    }
    if !missing.is_empty() {
        bail!("{TABLE} is incorrect:\n  {}", missing.join("\n  "));
    }
    Ok(rows)
}

struct Row<'a> {
    member: &'a str,
    /// The cell with the names of the crate's items.
    items: &'a str,
}

/// Parses a row. `None` if the first cell is not a member's name.
fn parse_row(line: &str) -> Option<Row<'_>> {
    let cells: Vec<_> = line
        .strip_prefix("| `")?
        .strip_suffix('|')?
        .split(" | ")
        .collect();
    let (member, items) = (cells.first()?, cells.last()?);
    Some(Row {
        member: member.trim_end_matches('`'),
        items: items.trim(),
    })
}

/// Returns the code spans of a cell.
fn code_spans(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Returns whether rustdoc has a page or an anchor for an item.
fn is_documented(documentation: &Path, item: &str) -> bool {
    let (module, name, member) = match item.split("::").collect::<Vec<_>>()[..] {
        [name] => ("", name, None),
        // Module names are lowercase, type names are not.
        [module, name] if module.starts_with(char::is_lowercase) => (module, name, None),
        [name, member] => ("", name, Some(member)),
        _ => return false,
    };
    let page = |kind: &str| -> PathBuf { documentation.join(module).join(format!("{kind}.{name}.html")) };
    ["struct", "enum", "trait", "fn", "constant"]
        .into_iter()
        .any(|kind| {
            let Ok(page) = fs::read_to_string(page(kind)) else {
                return false;
            };
            member.is_none_or(|member| {
                ["method", "structfield", "variant"]
                    .into_iter()
                    .any(|kind| page.contains(&format!("id=\"{kind}.{member}\"")))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incorrect_tables_are_rejected() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let pages = root.join("doc");
        fs::create_dir_all(pages.join("key")).unwrap();
        fs::create_dir(root.join("docs")).unwrap();
        fs::write(pages.join("struct.Track.html"), "<section id=\"method.stop\">").unwrap();
        fs::write(pages.join("key").join("constant.WIDTH.html"), "").unwrap();
        let table = |rows: &str| {
            fs::write(
                root.join(TABLE),
                format!("| member | in | items |\n|---|---|---|\n{rows}\n"),
            )
            .unwrap();
            check(root, &pages)
        };
        let good = "| `Track.stop()` | all | `Track::stop` |\n| `Track.x` | none | – no browser has it |\n\
                    | `width` | all | `key::WIDTH`, `Track` |";
        assert_eq!(table(good).unwrap(), 3);
        for bad in [
            "",
            "| `Track.stop()` | all | `Track::stopp` |",
            "| `Track.stop()` | all | `Trackk::stop` |",
            "| `width` | all | `key::HEIGHT` |",
            "| `Track.stop()` | all | |",
        ] {
            assert!(table(bad).is_err(), "{bad}");
        }
    }
}
