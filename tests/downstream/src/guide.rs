//! The pages of the documentation: their Rust code compiles, and their links have targets.

/// Compiles the Rust code of pages of `docs`. The crates for frameworks compile that of their pages.
macro_rules! compile {
    ($($page:ident: $file:literal,)*) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("../../../docs/", $file))]
            pub struct $page;
        )*

        #[cfg(test)]
        const COMPILED: &[&str] = &[$($file),*];
    };
}

compile! {
    Constraints: "constraints.md",
    Devices: "devices.md",
    Frames: "frames.md",
    Legacy: "legacy.md",
    Migration: "migration.md",
    Peers: "peers.md",
    Performance: "performance.md",
    Photos: "photos.md",
    Plain: "plain.md",
    Recording: "recording.md",
    Sound: "sound.md",
    Testing: "testing.md",
    VideoSource: "video-source.md",
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    const REPOSITORY: &str = "https://github.com/local-media-stream/local-media-stream/";
    const SITE: &str = "https://local-media-stream.github.io/local-media-stream/";

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    /// Returns the Markdown files of a folder of the repository.
    fn pages(folder: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .collect()
    }

    /// Returns the text of a page without its code.
    fn prose(page: &Path) -> String {
        let text = fs::read_to_string(page).unwrap();
        // Every second part is the code of a block.
        let outside: String = text.split("```").step_by(2).collect();
        outside.split('`').step_by(2).collect::<Vec<_>>().join("code")
    }

    /// Returns the targets of the links of a text: `](target)`, and `[name]: target`.
    fn links(text: &str) -> impl Iterator<Item = &str> {
        let inline = text
            .split("](")
            .skip(1)
            .map(|link| link.split(')').next().unwrap());
        let defined = text
            .lines()
            .filter(|line| line.starts_with('['))
            .filter_map(|line| line.split_once("]: "));
        inline.chain(defined.map(|(_, target)| target))
    }

    /// Returns the fragments of the headings of a page, as GitHub and mdBook create them.
    fn fragments(page: &Path) -> BTreeSet<String> {
        let text = fs::read_to_string(page).unwrap();
        let lines = text.lines().filter(|line| line.starts_with('#'));
        let headings = lines.map(|line| line.trim_start_matches('#').trim());
        let fragment = |heading: &str| {
            let kept = heading
                .chars()
                .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
            kept.collect::<String>().to_lowercase().replace(' ', "-")
        };
        headings.map(fragment).collect()
    }

    /// Returns the file of a link in a page, if it is of this project.
    fn target(page: &Path, path: &str) -> Option<PathBuf> {
        let in_repository = ["blob/main/", "tree/main/"]
            .iter()
            .find_map(|tree| path.strip_prefix(REPOSITORY)?.strip_prefix(tree));
        match (in_repository, path.strip_prefix(SITE)) {
            (Some(path), _) => Some(root().join(path)),
            (_, Some("guide/")) => Some(root().join("docs/SUMMARY.md")),
            (_, Some(path)) => Some(root().join("www").join(path)),
            _ if path.contains(':') => None,
            _ if path.is_empty() => Some(page.to_owned()),
            _ => Some(page.parent().unwrap().join(path)),
        }
    }

    #[test]
    fn links_have_targets() {
        let folders = [
            "",
            "docs",
            "npm",
            "integrations/leptos",
            "integrations/yew",
            "integrations/dioxus",
        ];
        let mut checked = 0;
        for page in folders.into_iter().flat_map(pages) {
            for link in links(&prose(&page)) {
                let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
                let Some(target) = target(&page, path) else {
                    continue;
                };
                assert!(target.exists(), "{}: {link}", page.display());
                let has_fragment = fragment.is_empty() || fragments(&target).contains(fragment);
                assert!(has_fragment, "{}: {link} has no such heading", page.display());
                checked += 1;
            }
        }
        assert!(checked > 100, "{checked} links");
    }

    /// The book has no other files than those of `docs`, and only pages of its summary.
    #[test]
    fn the_book_is_complete() {
        let summary = root().join("docs/SUMMARY.md");
        let text = prose(&summary);
        let listed: BTreeSet<_> = links(&text).collect();
        for page in pages("docs") {
            let name = page.file_name().unwrap().to_str().unwrap();
            assert!(
                page == summary || listed.contains(name),
                "SUMMARY.md lacks {name}"
            );
            for link in links(&prose(&page)) {
                assert!(!link.starts_with(".."), "{name}: the book does not have {link}");
            }
        }
    }

    #[test]
    fn rust_code_is_compiled() {
        for page in pages("docs") {
            let text = fs::read_to_string(&page).unwrap();
            // Code marked with `ignore` requires crates that this one does not have.
            if !text.replace("```rust,ignore", "").contains("```rust") {
                continue;
            }
            let name = page.file_name().unwrap().to_str().unwrap();
            let framework = root()
                .join("integrations")
                .join(page.file_stem().unwrap())
                .join("guide.md");
            assert!(
                super::COMPILED.contains(&name) || framework.exists(),
                "guide.rs does not compile the code of {name}"
            );
        }
    }
}
