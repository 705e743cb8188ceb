//! Checks that the files of a source folder do not import each other in a cycle.
//!
//! A module and the modules inside it count as one unit: an import between them is not part of a cycle.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use super::import_graph::{ImportGraph, cycles, shortest_cycle};
use super::{javascript_imports, rust_imports};
use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
use crate::support::project::Project;

/// The folders to check. Each is a separate crate or package.
const FOLDERS: [&str; 4] = ["src", "xtask/src", "npm/src", "npm/js"];

/// Runs the check.
pub fn run(project: &Project, report: &mut Report) {
    const NAME: &str = "import cycles";
    let started = Instant::now();
    match check(&project.root, &FOLDERS) {
        Ok(()) => report.add(Row::single(NAME, Outcome::Passed, started)),
        Err(error) => report.add_failure(NAME, started, &error),
    }
}

/// Checks the Rust and JavaScript files of the folders.
///
/// # Errors
/// If there is a cycle. The message names all files of each cycle.
fn check(root: &Path, folders: &[&str]) -> Result<()> {
    let mut messages = Vec::new();
    for folder in folders {
        for graph in [
            rust_imports::graph(root, folder)?,
            javascript_imports::graph(root, folder)?,
        ] {
            messages.extend(cycles(&graph).iter().map(|files| describe(&graph, files)));
        }
    }
    if !messages.is_empty() {
        bail!("{} import cycles:\n{}", messages.len(), messages.join("\n"));
    }
    Ok(())
}

/// Describes a group by its files and one of its shortest cycles.
fn describe(graph: &ImportGraph, files: &BTreeSet<&str>) -> String {
    let shortest = files
        .iter()
        .filter_map(|file| shortest_cycle(graph, file))
        .min_by_key(Vec::len)
        .unwrap_or_default();
    let files: Vec<_> = files.iter().copied().collect();
    format!(
        "  {} files: {}\n    {}",
        files.len(),
        files.join(", "),
        shortest.join(" -> ")
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Writes the files of a crate or package and checks it.
    fn check_files(files: &[(&str, &str)]) -> Result<()> {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let file = root.path().join("src").join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        check(root.path(), &["src"])
    }

    #[test]
    fn a_rust_cycle_is_reported_with_all_its_files() {
        let error = check_files(&[
            ("lib.rs", "mod a; mod b; mod c; mod outside;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "pub struct B; pub fn c() { crate::c::run(); }"),
            ("c.rs", "use super::a::{self, A as Other}; pub fn run() {}"),
            ("outside.rs", "use crate::a::A;"),
        ])
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "1 import cycles:\n  3 files: src/a.rs, src/b.rs, src/c.rs\n    \
             src/a.rs -> src/b.rs -> src/c.rs -> src/a.rs"
        );
    }

    #[test]
    fn a_javascript_cycle_is_reported_with_all_its_files() {
        let error = check_files(&[
            ("a.js", "import { b } from \"./folder/b.js\";"),
            ("folder/b.js", "export * from '../c.js';"),
            ("c.js", "import \"./a.js\";"),
        ])
        .unwrap_err();
        assert!(
            error
                .to_string()
                .contains("3 files: src/a.js, src/c.js, src/folder/b.js"),
            "{error}"
        );
    }

    #[test]
    fn every_cycle_is_reported() {
        let error = check_files(&[
            ("lib.rs", "mod a; mod b; mod c; mod d;"),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::a::A; use crate::c::C;"),
            ("c.rs", "use crate::d::D;"),
            ("d.rs", "use crate::c::C;"),
        ])
        .unwrap_err();
        let message = error.to_string();
        assert!(message.contains("2 files: src/a.rs, src/b.rs"), "{message}");
        assert!(message.contains("2 files: src/c.rs, src/d.rs"), "{message}");
    }

    #[test]
    fn acyclic_imports_pass() {
        check_files(&[
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a.rs", "pub struct A; use crate::b::B;"),
            (
                "b.rs",
                "pub struct B;\n#[cfg(test)]\nmod tests { use crate::a::A; }",
            ),
            ("a.js", "import { b } from \"./b.js\";"),
            ("b.js", "// import { a } from \"./a.js\";\n"),
        ])
        .unwrap();
    }
}
