//! Checks that the files of a source folder do not import each other in a cycle.
//!
//! Our own, because `cargo modules --acyclic` counts a module and the modules inside it as a cycle, and because one
//! report for Rust and JavaScript needs no further tool. It reads paths as text: `crate::`, `super::` and `self::` in
//! Rust, relative specifiers in JavaScript. Code after `#[cfg(test)]` is ignored.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use petgraph::algo::tarjan_scc;
use petgraph::prelude::DiGraphMap;
use regex::{Captures, Regex};

use crate::support::files::files_below;

/// The folders to check. Each is a separate crate or package.
const FOLDERS: [&str; 4] = ["src", "xtask/src", "npm/src", "npm/js"];

/// The code of each file, without comments and tests.
type Sources = BTreeMap<String, String>;

/// Pairs of an importing and an imported file.
type Imports = Vec<(String, String)>;

/// Checks the Rust and JavaScript files of the folders.
///
/// # Errors
/// If there is a cycle. The message names the files of each cycle with the imports that form it.
pub fn check(root: &Path) -> Result<()> {
    let mut found = String::new();
    for folder in FOLDERS {
        let sources = read(&root.join(folder))?;
        found += &cycles(&[rust_imports(&sources)?, javascript_imports(&sources)?].concat());
    }
    ensure!(found.is_empty(), "files import each other:\n{found}");
    Ok(())
}

fn read(folder: &Path) -> Result<Sources> {
    let comment = Regex::new(r"(?m)(^|\s)//.*$")?;
    let mut sources = Sources::new();
    for file in files_below(folder)? {
        let path = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        if path.ends_with(".rs") || path.ends_with(".js") {
            let text = fs::read_to_string(&file)?;
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            sources.insert(path, comment.replace_all(code, "").into_owned());
        }
    }
    Ok(sources)
}

/// The modules of a crate by their paths, with their files and the names of their items.
type Modules<'a> = BTreeMap<String, (&'a str, HashSet<&'a str>)>;

/// Returns the imports between the modules of a crate. A re-exported name resolves to the file that defines it.
fn rust_imports(sources: &Sources) -> Result<Imports> {
    let item = Regex::new(r"\b(?:struct|enum|fn|trait|type|static|const|macro_rules!)\s+(\w+)")?;
    let group = Regex::new(r"(\w+(?:::\w+)*)::\{([^{}]*)\}")?;
    let path = Regex::new(r"\b(?:crate|super|self)(?:::\w+)+")?;
    let mut modules = Modules::new();
    for (file, code) in sources {
        let Some(module) = file.strip_suffix(".rs") else {
            continue;
        };
        let module = format!("crate::{}", module.replace('/', "::"));
        let module = ["::lib", "::main", "::mod"]
            .iter()
            .find_map(|end| module.strip_suffix(end))
            .unwrap_or(&module);
        let names = item.captures_iter(code).map(|found| found.extract::<1>().1[0]);
        modules.insert(module.to_owned(), (file, names.collect()));
    }
    let mut imports = Imports::new();
    for (module, (file, _)) in &modules {
        let mut code = sources[*file].clone();
        // `a::{b, c}` becomes `a::b, a::c`, the innermost groups first.
        while group.is_match(&code) {
            let expand = |found: &Captures| -> String {
                let items = found[2].split(',').map(str::trim).filter(|item| !item.is_empty());
                items.map(|item| format!("{}::{item}, ", &found[1])).collect()
            };
            code = group.replace_all(&code, expand).into_owned();
        }
        for path in path.find_iter(&code) {
            let target = resolve(&modules, module, path.as_str());
            // A module and the modules inside it are one unit.
            if !is_inside(&target, module) && !is_inside(module, &target) {
                imports.push(((*file).to_owned(), modules[&target].0.to_owned()));
            }
        }
    }
    Ok(imports)
}

fn is_inside(module: &str, outer: &str) -> bool {
    module
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Returns the module that a path names or whose item it names.
fn resolve(modules: &Modules, from: &str, path: &str) -> String {
    let mut module = from.to_owned();
    for segment in path.split("::") {
        let inner = format!("{module}::{segment}");
        match segment {
            "crate" => module = segment.to_owned(),
            "super" => module.truncate(module.rfind("::").unwrap_or(module.len())),
            "self" => {}
            _ if modules.contains_key(&inner) => module = inner,
            name => {
                let defines = |module: &&String| modules[*module].1.contains(name);
                let mut definers = modules
                    .keys()
                    .filter(|other| is_inside(other, &module))
                    .filter(defines);
                return match (definers.next(), definers.next()) {
                    (Some(only), None) if !defines(&&module) => only.clone(),
                    _ => module,
                };
            }
        }
    }
    module
}

/// Returns the relative imports between JavaScript modules.
fn javascript_imports(sources: &Sources) -> Result<Imports> {
    let import = Regex::new(r#"\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']"#)?;
    let mut imports = Imports::new();
    for (file, code) in sources.iter().filter(|(file, _)| file.ends_with(".js")) {
        for found in import.captures_iter(code) {
            let mut target: Vec<_> = file.split('/').collect();
            target.pop();
            for part in found[1].split('/') {
                match part {
                    "." => {}
                    ".." => drop(target.pop()),
                    name => target.push(name),
                }
            }
            imports.push((file.clone(), target.join("/")));
        }
    }
    Ok(imports)
}

/// Lists the imports within each group of files that import each other, directly or indirectly.
fn cycles(imports: &Imports) -> String {
    let graph: DiGraphMap<&str, ()> = imports
        .iter()
        .map(|(from, to)| (from.as_str(), to.as_str()))
        .collect();
    let mut lines = String::new();
    for group in tarjan_scc(&graph) {
        let inner = graph
            .all_edges()
            .filter(|(from, to, ())| group.contains(from) && group.contains(to));
        lines.extend(inner.map(|(from, to, ())| format!("  {from} imports {to}\n")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the cycles among files with this code.
    fn cycles_of<const N: usize>(files: [(&str, &str); N]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, code) in files {
            let file = folder.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, code).unwrap();
        }
        let sources = read(folder.path()).unwrap();
        let imports = [
            rust_imports(&sources).unwrap(),
            javascript_imports(&sources).unwrap(),
        ];
        let mut lines: Vec<_> = cycles(&imports.concat())
            .lines()
            .map(|line| line.trim().to_owned())
            .collect();
        lines.sort();
        lines
    }

    #[test]
    fn every_cycle_is_reported_with_all_its_files() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d; mod e; mod outside;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "pub struct B; pub fn c() { crate::c::run(); }"),
            (
                "c.rs",
                "use super::{outside, a::{self, A as Other}}; pub fn run() {}",
            ),
            ("d.rs", "use crate::e::E;"),
            ("e.rs", "use crate::d::D;"),
            ("outside.rs", ""),
            ("x.js", "import { y } from \"./folder/y.js\";"),
            ("folder/y.js", "export * from '../z.js';"),
            ("z.js", "import \"./x.js\";"),
        ];
        let expected = "a.rs imports b.rs, b.rs imports c.rs, c.rs imports a.rs, d.rs imports e.rs, e.rs imports d.rs, \
            folder/y.js imports z.js, x.js imports folder/y.js, z.js imports x.js";
        assert_eq!(cycles_of(files).join(", "), expected);
    }

    #[test]
    fn acyclic_imports_pass() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a.rs", "pub struct A; use crate::b::B;"),
            (
                "b.rs",
                "pub struct B;\n// crate::a::A\n#[cfg(test)]\nmod tests { use crate::a::A; }",
            ),
            ("a.js", "import { b } from \"./b.js\";"),
            ("b.js", "// import { a } from \"./a.js\";\n"),
        ];
        assert_eq!(cycles_of(files), [""; 0]);
    }

    #[test]
    fn a_reexported_name_is_an_import_of_its_file() {
        let files = [
            ("lib.rs", "mod room; mod other;"),
            ("room/mod.rs", "mod inner; pub use inner::Inner;"),
            ("room/inner.rs", "pub struct Inner; use crate::{other::Other};"),
            (
                "other.rs",
                "pub struct Other; use crate::room::{Inner as Renamed};",
            ),
        ];
        assert_eq!(
            cycles_of(files),
            ["other.rs imports room/inner.rs", "room/inner.rs imports other.rs"]
        );
    }
}
