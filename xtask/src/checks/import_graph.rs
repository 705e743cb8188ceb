//! A graph of files and imports, and its cycles.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Each file with the files that it imports, as paths relative to the project.
pub type ImportGraph = BTreeMap<String, BTreeSet<String>>;

/// Returns the groups of files that import each other, directly or indirectly.
pub fn cycles(graph: &ImportGraph) -> Vec<BTreeSet<&str>> {
    let reachable: BTreeMap<&str, BTreeSet<&str>> = graph
        .keys()
        .map(|file| (&**file, reachable_from(graph, file)))
        .collect();
    let reaches = |from: &str, to: &str| reachable.get(from).is_some_and(|files| files.contains(to));
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for file in reachable.keys().copied() {
        if reaches(file, file) && !groups.iter().any(|group| group.contains(file)) {
            let group = reachable.keys().copied();
            groups.push(
                group
                    .filter(|other| reaches(file, other) && reaches(other, file))
                    .collect(),
            );
        }
    }
    groups
}

fn reachable_from<'a>(graph: &'a ImportGraph, file: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut pending = vec![file];
    while let Some(file) = pending.pop() {
        for imported in graph.get(file).into_iter().flatten() {
            if found.insert(&**imported) {
                pending.push(imported);
            }
        }
    }
    found
}

/// Returns a shortest path from a file to itself.
pub fn shortest_cycle<'a>(graph: &'a ImportGraph, start: &'a str) -> Option<Vec<&'a str>> {
    let mut pending = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(path) = pending.pop_front() {
        for imported in graph.get(*path.last()?).into_iter().flatten() {
            let mut longer = path.clone();
            longer.push(imported);
            if imported == start {
                return Some(longer);
            }
            if seen.insert(imported) {
                pending.push_back(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_cycle_is_not_listed() {
        let graph: ImportGraph = [("a", vec!["b"]), ("b", vec!["c"]), ("c", vec!["b"])]
            .into_iter()
            .map(|(file, imports)| (file.to_owned(), imports.into_iter().map(str::to_owned).collect()))
            .collect();
        assert_eq!(cycles(&graph), [BTreeSet::from(["b", "c"])]);
    }
}
