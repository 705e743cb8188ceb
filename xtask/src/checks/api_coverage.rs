//! Checks that rustdoc's output contains every item that `docs/api-coverage.md` names.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// The path of the table.
const TABLE: &str = "docs/api-coverage.md";

/// Checks all rows of the table against rustdoc's output.
pub fn check(root: &Path, documentation: &Path) -> Result<()> {
    let text = fs::read_to_string(root.join(TABLE)).with_context(|| format!("{TABLE} is missing"))?;
    // The first cell of a row is a member's name, the last one has the names of the crate's items.
    let rows: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix('|')?.split_once(" | "))
        .map(|(member, cells)| {
            (
                member.trim_end_matches('`'),
                cells.rsplit(" | ").next().unwrap_or_default().trim(),
            )
        })
        .collect();
    ensure!(!rows.is_empty(), "{TABLE} has no rows");
    let mut missing = String::new();
    for (member, items) in rows {
        let mut names = items.split('`').skip(1).step_by(2).peekable();
        if names.peek().is_none() && !items.starts_with('–') {
            missing += &format!("\n  {member}: neither an item nor a reason: {items}");
        }
        for name in names.filter(|name| !is_documented(documentation, name)) {
            missing += &format!("\n  {member}: `{name}` is not documented");
        }
    }
    ensure!(missing.is_empty(), "{TABLE} is incorrect:{missing}");
    Ok(())
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
    let folder = documentation.join(module);
    let kinds = ["struct", "enum", "trait", "fn", "constant"];
    let mut pages = kinds
        .iter()
        .filter_map(|kind| fs::read_to_string(folder.join(format!("{kind}.{name}.html"))).ok());
    pages.any(|page| {
        let has = |member| {
            let anchors = ["method", "structfield", "variant"].map(|kind| format!("id=\"{kind}.{member}\""));
            anchors.iter().any(|anchor| page.contains(anchor))
        };
        member.is_none_or(has)
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
        let check = |rows: &str| {
            let table = format!("| member | in | items |\n|---|---|---|\n{rows}\n");
            fs::write(root.join(TABLE), table).unwrap();
            check(root, &pages)
        };
        check(
            "| `Track.stop()` | all | `Track::stop` |\n| `Track.x` | none | – no browser has it |\n\
             | `width` | all | `key::WIDTH`, `Track` |",
        )
        .unwrap();
        for bad in [
            "",
            "| `Track.stop()` | all | `Track::stopp` |",
            "| `Track.stop()` | all | `Trackk::stop` |",
            "| `width` | all | `key::HEIGHT` |",
            "| `Track.stop()` | all | |",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
