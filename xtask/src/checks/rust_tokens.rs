//! Reads paths and `use` declarations from Rust tokens.

use proc_macro2::{Delimiter, TokenTree};

/// The segments of a path. A module's path is relative to the crate root.
pub type Segments = Vec<String>;

/// The name and path of an imported item. The name of a glob import is `None`.
pub type Import = (Option<String>, Segments);

/// Reads a use tree, in which `prefix` precedes all paths.
pub fn read_use_tree(tokens: &[TokenTree], mut prefix: Segments, imports: &mut Vec<Import>) {
    let mut alias = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Ident(ident) if ident == "as" => {
                alias = tokens.get(at + 1).map(ToString::to_string);
                break;
            }
            TokenTree::Ident(ident) if ident == "self" && !prefix.is_empty() => {}
            TokenTree::Ident(ident) => prefix.push(ident.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == '*' => return imports.push((None, prefix)),
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                for tree in inner.split(|token| is_punct(Some(token), ',')) {
                    read_use_tree(tree, prefix.clone(), imports);
                }
                return;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        at += 1;
    }
    if let Some(name) = alias.or_else(|| prefix.last().cloned()) {
        imports.push((Some(name), prefix));
    }
}

/// Reads the path at the start. Returns its segments and its number of tokens.
pub fn read_path(tokens: &[TokenTree]) -> (Segments, usize) {
    let mut segments = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
        segments.push(ident.to_string());
        at += 1;
        if !(is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')) {
            break;
        }
        at += 2;
    }
    (segments, at)
}

/// Returns the number of tokens of the first item if it is under `#[cfg(test)]`; `None` if it is not.
pub fn test_item_length(tokens: &[TokenTree]) -> Option<usize> {
    let Some(TokenTree::Group(attribute)) = tokens.get(1).filter(|_| is_punct(tokens.first(), '#')) else {
        return None;
    };
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    if !["cfg(test)", "cfg(all(test,"]
        .iter()
        .any(|start| text.starts_with(start))
    {
        return None;
    }
    let end = tokens
        .iter()
        .position(|token| is_punct(Some(token), ';') || is_group(Some(token), Delimiter::Brace))?;
    Some(end + 1)
}

pub fn is_punct(token: Option<&TokenTree>, character: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

pub fn is_group(token: Option<&TokenTree>, delimiter: Delimiter) -> bool {
    matches!(token, Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}
