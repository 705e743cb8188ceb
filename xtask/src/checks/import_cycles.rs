//! Checks that the files of a source folder do not import each other in a cycle.
//!
//! Our own, because `cargo modules --acyclic` counts a module and the modules inside it as a cycle, and because one
//! report for Rust and JavaScript needs no further tool. It reads paths as text: `crate::`, `super::` and `self::` in
//! Rust, relative specifiers in JavaScript. Code after `#[cfg(test)]` is ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};
use regex::Regex;

use crate::harness::report::{Report, Row};
use crate::harness::test_result::Outcome;
use crate::support::files::files_below;
use crate::support::project::Project;

/// The folders to check. Each is a separate crate or package.
const FOLDERS: [&str; 4] = ["src", "xtask/src", "npm/src", "npm/js"];

/// Each file with the files that it imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

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
/// If there is a cycle. The message names the files of each cycle with the imports that form it.
fn check(root: &Path, folders: &[&str]) -> Result<()> {
    let mut found = Vec::new();
    for folder in folders {
        for read in [rust_imports, javascript_imports] {
            let imports = read(&sources(root, folder)?)?;
            found.extend(cycles(&imports).iter().map(|files| describe(&imports, files)));
        }
    }
    ensure!(
        found.is_empty(),
        "{} import cycles:\n{}",
        found.len(),
        found.join("\n")
    );
    Ok(())
}

/// Reads the sources below a folder, without comments and tests, by path relative to the folder.
fn sources(root: &Path, folder: &str) -> Result<BTreeMap<String, String>> {
    let comment = Regex::new(r"(?m)(^|\s)//.*$")?;
    let root = root.join(folder);
    let mut sources = BTreeMap::new();
    for file in files_below(&root)? {
        let extension = file.extension().unwrap_or_default();
        if extension == "rs" || extension == "js" {
            let path = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&file)?;
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            sources.insert(path, comment.replace_all(code, "").into_owned());
        }
    }
    Ok(sources)
}

/// Reads the imports between the modules of a crate. A re-exported name resolves to the file that defines it.
fn rust_imports(sources: &BTreeMap<String, String>) -> Result<Imports> {
    let item = Regex::new(r"\b(?:struct|enum|fn|trait|type|static|const)\s+(\w+)|macro_rules!\s*(\w+)")?;
    let path = Regex::new(r"\b((?:crate|super|self)(?:::\w+)*)(?:::(\{[^;]*\}))?")?;
    let mut modules = BTreeMap::new();
    for (file, text) in sources.iter().filter(|(file, _)| file.ends_with(".rs")) {
        let names = item.captures_iter(text);
        let names: BTreeSet<&str> = names
            .filter_map(|names| names.get(1).or(names.get(2)))
            .map(|name| name.as_str())
            .collect();
        modules.insert(module_of(file), (file, names));
    }
    let mut imports = Imports::new();
    for (module, (file, _)) in &modules {
        let entry = imports.entry((*file).clone()).or_default();
        for found in path.captures_iter(&sources[*file]) {
            for segments in expand(&found[1], found.get(2).map(|list| list.as_str())) {
                let target = resolve(&modules, module, &segments);
                // A module and the modules inside it are one unit.
                if !target.starts_with(module) && !module.starts_with(&target) {
                    entry.insert(modules[&target].0.clone());
                }
            }
        }
    }
    Ok(imports)
}

/// The path of a module, without `crate`.
type Module = Vec<String>;

fn module_of(file: &str) -> Module {
    let mut module: Module = file
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if ["lib", "main", "mod"]
        .iter()
        .any(|name| module.last().is_some_and(|last| last == name))
    {
        module.pop();
    }
    module
}

/// Returns the paths of a `use` tree.
fn expand(prefix: &str, list: Option<&str>) -> Vec<Module> {
    let Some(list) = list else {
        return vec![prefix.split("::").map(str::to_owned).collect()];
    };
    let mut paths = Vec::new();
    let (mut depth, mut start) = (0, 1);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (letter == ',' && depth == 1) || (letter == '}' && depth == 0) {
            let item = list[start..at].split(" as ").next().unwrap_or_default().trim();
            let (path, inner) = match item.find('{') {
                Some(brace) => (item[..brace].trim_end_matches("::"), Some(&item[brace..])),
                None => (item, None),
            };
            if !path.is_empty() {
                paths.extend(expand(&format!("{prefix}::{path}"), inner));
            }
            start = at + 1;
            if depth == 0 {
                break;
            }
        }
    }
    paths
}

/// Returns the module that a path names or whose item it names.
fn resolve<T>(modules: &BTreeMap<Module, (T, BTreeSet<&str>)>, from: &Module, path: &[String]) -> Module {
    let mut module = from.clone();
    let mut path = path;
    while let [first, rest @ ..] = path {
        match first.as_str() {
            "crate" => module.clear(),
            "super" => drop(module.pop()),
            "self" => {}
            name => {
                module.push(name.to_owned());
                if !modules.contains_key(&module) {
                    module.pop();
                    break;
                }
            }
        }
        path = rest;
    }
    while !modules.contains_key(&module) {
        module.pop();
    }
    let defines = |module: &Module, name: &String| modules[module].1.contains(name.as_str());
    if let [name, ..] = path
        && !defines(&module, name)
    {
        let mut inner = modules
            .keys()
            .filter(|inner| inner.starts_with(&module) && defines(inner, name));
        if let (Some(only), None) = (inner.next(), inner.next()) {
            return only.clone();
        }
    }
    module
}

/// Reads the relative imports between JavaScript modules.
fn javascript_imports(sources: &BTreeMap<String, String>) -> Result<Imports> {
    let import = Regex::new(r#"\b(?:from|import)\s*\(?\s*["'](\.[^"']+)["']"#)?;
    let modules = sources.iter().filter(|(file, _)| file.ends_with(".js"));
    let imports = modules.map(|(file, text)| {
        let specifiers = import.captures_iter(text);
        let targets = specifiers.map(|specifier| join(file, &specifier[1]));
        (file.clone(), targets.collect())
    });
    Ok(imports.collect())
}

/// Resolves a relative specifier.
fn join(importer: &str, specifier: &str) -> String {
    let mut parts: Vec<_> = importer.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Returns the groups of files that import each other, directly or indirectly.
fn cycles(imports: &Imports) -> Vec<BTreeSet<&str>> {
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for file in imports.keys() {
        if groups.iter().any(|group| group.contains(file.as_str())) {
            continue;
        }
        let forward = reachable(imports, file);
        let group: BTreeSet<&str> = forward
            .into_iter()
            .filter(|other| reachable(imports, other).contains(file.as_str()))
            .collect();
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

fn reachable<'a>(imports: &'a Imports, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut pending = vec![from];
    while let Some(file) = pending.pop() {
        for imported in imports.get(file).into_iter().flatten() {
            if found.insert(imported.as_str()) {
                pending.push(imported);
            }
        }
    }
    found
}

/// Lists the imports within a group.
fn describe(imports: &Imports, group: &BTreeSet<&str>) -> String {
    let lines = group.iter().map(|file| {
        let targets = imports[*file].iter().map(String::as_str);
        let targets: Vec<_> = targets.filter(|target| group.contains(target)).collect();
        format!("  {file} imports {}", targets.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
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
            "1 import cycles:\n  a.rs imports b.rs\n  b.rs imports c.rs\n  c.rs imports a.rs"
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
        assert_eq!(
            error.to_string(),
            "1 import cycles:\n  a.js imports folder/b.js\n  c.js imports a.js\n  folder/b.js imports c.js"
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
        assert!(
            message.contains("a.rs imports b.rs\n  b.rs imports a.rs"),
            "{message}"
        );
        assert!(
            message.contains("c.rs imports d.rs\n  d.rs imports c.rs"),
            "{message}"
        );
    }

    #[test]
    fn acyclic_imports_pass() {
        check_files(&[
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a.rs", "pub struct A; use crate::b::B;"),
            (
                "b.rs",
                "pub struct B;\n// crate::a::A\n#[cfg(test)]\nmod tests { use crate::a::A; }",
            ),
            ("a.js", "import { b } from \"./b.js\";"),
            ("b.js", "// import { a } from \"./a.js\";\n"),
        ])
        .unwrap();
    }

    #[test]
    fn a_reexported_name_is_an_import_of_its_file() {
        let error = check_files(&[
            ("lib.rs", "mod room; mod other;"),
            ("room/mod.rs", "mod inner; pub use inner::Inner;"),
            ("room/inner.rs", "pub struct Inner; use crate::{other::Other};"),
            (
                "other.rs",
                "pub struct Other; use crate::room::{Inner as Renamed};",
            ),
        ])
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "1 import cycles:\n  other.rs imports room/inner.rs\n  room/inner.rs imports other.rs"
        );
    }
}
