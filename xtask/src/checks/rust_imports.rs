//! Reads the imports between the modules of a Rust crate.
//!
//! Works on tokens rather than on a syntax tree, so that paths in macros are read, too. A re-exported name resolves to
//! the file that defines it. Code under `#[cfg(test)]` is ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::import_graph::ImportGraph;
use super::rust_tokens::{Import, Segments, is_group, is_punct, read_path, read_use_tree, test_item_length};
use crate::support::files::files_below;

/// The keywords before the name of an item.
const ITEM_KEYWORDS: [&str; 9] = [
    "struct", "enum", "union", "fn", "trait", "type", "static", "const", "mod",
];

#[derive(Default)]
struct Module {
    file: String,
    /// The names of all items, including those in macro calls.
    items: BTreeSet<String>,
    /// The names in `use` declarations, with the imported paths.
    imports: Vec<(String, Segments)>,
    /// The modules that glob imports name.
    globs: Vec<Segments>,
    /// The other paths of at least two segments.
    paths: Vec<Segments>,
}

#[derive(Default)]
struct Crate {
    modules: BTreeMap<Segments, Module>,
    /// The module of each file.
    files: BTreeMap<String, Segments>,
}

/// Returns the imports between the `.rs` files of a crate.
pub fn graph(root: &Path, folder: &str) -> Result<ImportGraph> {
    let mut krate = Crate::default();
    for file in files_below(&root.join(folder))? {
        if file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let path = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        let tokens: TokenStream = fs::read_to_string(&file)?
            .parse()
            .map_err(|error| anyhow!("cannot parse {path}: {error}"))?;
        krate.add_file(path, folder, tokens);
    }
    Ok(krate.graph())
}

/// Returns the module of a file.
fn module_of(path: &str, folder: &str) -> Segments {
    let inner = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
    let mut segments: Segments = inner
        .trim_end_matches(".rs")
        .split('/')
        .map(str::to_owned)
        .collect();
    if segments
        .last()
        .is_some_and(|last| ["lib", "main", "mod"].contains(&&**last))
    {
        segments.pop();
    }
    segments
}

impl Crate {
    fn add_file(&mut self, path: String, folder: &str, tokens: TokenStream) {
        let module = module_of(&path, folder);
        self.files.insert(path.clone(), module.clone());
        self.read(&module, &path, tokens);
    }

    fn read(&mut self, path: &Segments, file: &str, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let next = tokens.get(at + 1);
            if let Some(length) = test_item_length(&tokens[at..]) {
                at += length;
                continue;
            }
            match token {
                TokenTree::Group(group) => self.read(path, file, group.stream()),
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    // Skips the path of `pub(in path)`.
                    if word == "pub" && is_group(next, Delimiter::Parenthesis) {
                        at += 2;
                        continue;
                    }
                    // `use<…>` in a type is not a declaration.
                    if word == "use" && !is_punct(next, '<') {
                        let length = tokens[at..]
                            .iter()
                            .position(|token| is_punct(Some(token), ';'))
                            .unwrap_or(tokens.len() - at);
                        let mut imports = Vec::new();
                        read_use_tree(&tokens[at + 1..at + length], Vec::new(), &mut imports);
                        self.module(path, file).add_imports(imports);
                        at += length;
                        continue;
                    }
                    if word == "mod"
                        && let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                            (next, tokens.get(at + 2))
                    {
                        let inner = [&path[..], &[name.to_string()]].concat();
                        self.read(&inner, file, body.stream());
                        at += 3;
                        continue;
                    }
                    let name = if word == "macro_rules" {
                        tokens.get(at + 2)
                    } else {
                        next
                    };
                    if word == "macro_rules" || ITEM_KEYWORDS.contains(&&*word) {
                        if let Some(TokenTree::Ident(name)) = name {
                            self.module(path, file).items.insert(name.to_string());
                        }
                    } else {
                        let (segments, length) = read_path(&tokens[at..]);
                        if segments.len() > 1 {
                            self.module(path, file).paths.push(segments);
                        }
                        at += length;
                        continue;
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
        self.module(path, file);
    }

    fn module(&mut self, path: &Segments, file: &str) -> &mut Module {
        let module = self.modules.entry(path.clone()).or_default();
        if module.file.is_empty() {
            file.clone_into(&mut module.file);
        }
        module
    }

    fn graph(&self) -> ImportGraph {
        let mut graph = ImportGraph::new();
        for (path, module) in &self.modules {
            let imported = graph.entry(module.file.clone()).or_default();
            let imports = module.imports.iter().map(|(_, target)| target);
            for target in imports.chain(&module.globs).chain(&module.paths) {
                let target = self
                    .resolve(path, target, &mut BTreeSet::new())
                    .and_then(|target| self.modules.get(&target));
                if let Some(Module { file, .. }) = target.filter(|target| !self.is_same_unit(module, target))
                {
                    imported.insert(file.clone());
                }
            }
        }
        graph
    }

    /// Returns whether two modules are in the same file, or in the files of a module and its descendant.
    fn is_same_unit(&self, one: &Module, other: &Module) -> bool {
        match (self.files.get(&one.file), self.files.get(&other.file)) {
            (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
            _ => false,
        }
    }

    /// Returns the module that defines the item at a path. `None` for items of other crates.
    ///
    /// `seen` contains the names under resolution, because imports may refer to each other.
    fn resolve(
        &self,
        from: &Segments,
        path: &[String],
        seen: &mut BTreeSet<(Segments, String)>,
    ) -> Option<Segments> {
        let mut base = from.clone();
        let mut rest = path;
        match &**rest.first()? {
            "crate" => {
                base.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    base.pop()?;
                    rest = &rest[1..];
                }
            }
            // A relative path: of a child module, or of an import.
            _ => return self.find(&base, rest, seen),
        }
        Some(self.find(&base, rest, seen).unwrap_or(base))
    }

    /// Returns the module that defines the item at a path inside a module. `None` if the module does not contain it.
    fn find(
        &self,
        base: &Segments,
        path: &[String],
        seen: &mut BTreeSet<(Segments, String)>,
    ) -> Option<Segments> {
        let module = self.modules.get(base)?;
        let Some(name) = path.first() else {
            return Some(base.clone());
        };
        let child = [&base[..], std::slice::from_ref(name)].concat();
        if self.modules.contains_key(&child) {
            return Some(self.find(&child, &path[1..], seen).unwrap_or(child));
        }
        if module.items.contains(name) {
            return Some(base.clone());
        }
        if !seen.insert((base.clone(), name.clone())) {
            return None;
        }
        if let Some((_, target)) = module.imports.iter().find(|(known, _)| known == name) {
            let target = [&target[..], &path[1..]].concat();
            return self.resolve(base, &target, seen);
        }
        module.globs.iter().find_map(|glob| {
            let target = self.resolve(base, glob, seen)?;
            self.find(&target, path, seen)
        })
    }
}

impl Module {
    fn add_imports(&mut self, imports: Vec<Import>) {
        for (name, path) in imports {
            match name {
                Some(name) => self.imports.push((name, path)),
                None => self.globs.push(path),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the imports of `a.rs`, without the folder.
    fn imports_of_a(files: &[(&str, &str)]) -> Vec<String> {
        let mut krate = Crate::default();
        krate.add_file("src/lib.rs".into(), "src", TokenStream::new());
        for (path, text) in files {
            krate.add_file(format!("src/{path}"), "src", text.parse().unwrap());
        }
        let graph = krate.graph();
        let imports = graph["src/a.rs"].iter();
        imports
            .map(|file| file.trim_start_matches("src/").to_owned())
            .collect()
    }

    #[test]
    fn re_exports_resolve_to_the_defining_file() {
        let files = [
            ("lib.rs", "pub use b::deep::Renamed;"),
            (
                "b/mod.rs",
                "mod deep; mod other; pub use self::{deep::{Deep as Renamed}, other::*};",
            ),
            ("b/deep.rs", "pub struct Deep;"),
            ("b/other.rs", "macro! { pub enum Other {} }"),
        ];
        for (text, expected) in [
            ("use crate::b::Renamed;", "b/deep.rs"),
            ("use crate::Renamed;", "b/deep.rs"),
            ("use crate::b::Other;", "b/other.rs"),
            (
                "use super::b::{self as alias}; fn f() { alias::Other::new() }",
                "b/other.rs",
            ),
            ("use crate::b;", "b/mod.rs"),
            ("use crate::b::Unknown;", "b/mod.rs"),
            ("fn f() { crate::b::deep::Deep::new() }", "b/deep.rs"),
            ("macro_rules! m { () => { $crate::b::Renamed } }", "b/deep.rs"),
        ] {
            let imports = imports_of_a(&[&[("a.rs", text)], &files[..]].concat());
            assert!(imports.contains(&expected.to_owned()), "{text}: {imports:?}");
        }
    }

    #[test]
    fn comments_tests_visibility_and_other_crates_are_ignored() {
        let text = "/// [`crate::b::B`]\n// use crate::b::B;\nuse b_crate::B; pub(in crate::b) struct A;
            #[cfg(test)] use crate::b::B; #[cfg(all(test, unix))] #[allow(unused)] mod tests { use crate::b::B; }
            const TEXT: &str = \"crate::b::B\";";
        assert!(imports_of_a(&[("a.rs", text), ("b.rs", "pub struct B;")]).is_empty());
        let text = "#[cfg(feature = \"x\")] mod inner { use super::super::b::B; }";
        assert_eq!(
            imports_of_a(&[("a.rs", text), ("b.rs", "pub struct B;")]),
            ["b.rs"]
        );
    }

    #[test]
    fn imports_between_a_module_and_its_children_are_ignored() {
        let files = [
            ("a.rs", "mod inner; use inner::Inner; use crate::Root;"),
            ("a/inner.rs", "pub struct Inner; use super::A;"),
            ("lib.rs", "pub struct Root;"),
        ];
        assert!(imports_of_a(&files).is_empty());
    }

    #[test]
    fn imports_that_refer_to_each_other_do_not_loop() {
        let files = [
            (
                "a.rs",
                "macro_rules! m { () => {} } pub(crate) use m; use crate::b::*; use crate::b::x;",
            ),
            ("b.rs", "pub use crate::a::*; pub use crate::a::x;"),
        ];
        assert_eq!(imports_of_a(&files), ["b.rs"]);
    }
}
