//! Reads the imports of JavaScript modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Result;

use super::import_graph::ImportGraph;
use crate::support::files::files_below;

/// Returns the relative imports between the `.js` files of a folder.
pub fn graph(root: &Path, folder: &str) -> Result<ImportGraph> {
    let mut graph = BTreeMap::new();
    for file in files_below(&root.join(folder))? {
        if file.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let path = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        let imports = specifiers(&fs::read_to_string(&file)?)
            .into_iter()
            .filter(|specifier| specifier.starts_with('.'))
            .map(|specifier| resolve(&path, &specifier))
            .collect::<BTreeSet<_>>();
        graph.insert(path, imports);
    }
    Ok(graph)
}

/// Resolves a relative specifier against the path of the importing file.
fn resolve(importer: &str, specifier: &str) -> String {
    let mut parts: Vec<_> = importer.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// Returns the module specifiers of all static and dynamic imports and of all re-exports.
fn specifiers(text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::String(specifier) = token else { continue };
        let before = |distance: usize| at.checked_sub(distance).and_then(|at| tokens.get(at));
        let is_word =
            |distance, word: &str| matches!(before(distance), Some(Token::Word(found)) if found == word);
        let is_dynamic = matches!(before(1), Some(Token::Other('('))) && is_word(2, "import");
        if is_word(1, "from") || is_word(1, "import") || is_dynamic {
            found.push(specifier.clone());
        }
    }
    found
}

enum Token {
    Word(String),
    String(String),
    Other(char),
}

/// Splits a script into words, string literals and other characters, without comments.
///
/// Regular expression literals are not recognized: a quote in one may hide the text after it.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or(rest.len(), |end| end + 4)
        } else if matches!(first, '"' | '\'' | '`') {
            let length = string_length(rest, first);
            let content = rest[..length].trim_matches(first);
            tokens.push(Token::String(content.to_owned()));
            length
        } else if first.is_alphanumeric() || matches!(first, '_' | '$') {
            let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
            let length = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
            tokens.push(Token::Word(rest[..length].to_owned()));
            length
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Other(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// Returns the length of a string literal with its quotes. A quoted string ends at the end of the line at the latest.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return at,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_of_imports_are_read() {
        let text = r#"
            import a, { b as c } from "./a.js";
            import * as d from './d.js';
            import
              "./e.js";
            export { f } from "./f.js"; export * from "../g.js";
            const h = await import("./h.js");
            // import "./comment.js";
            /* import "./comment.js"; */
            const text = 'import "./string.js"', other = "from './string.js'";
            from(text, `import "./template.js"`);
        "#;
        assert_eq!(
            specifiers(text),
            ["./a.js", "./d.js", "./e.js", "./f.js", "../g.js", "./h.js"]
        );
    }

    #[test]
    fn specifiers_are_relative_to_the_importing_file() {
        assert_eq!(resolve("src/a/b.js", "./c.js"), "src/a/c.js");
        assert_eq!(resolve("src/a/b.js", "../c/d.js"), "src/c/d.js");
    }
}
