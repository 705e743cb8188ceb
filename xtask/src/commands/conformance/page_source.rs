//! Reads the source of tests: their kind, scripts and variants.

/// Folders with resources of tests, but no tests.
const RESOURCE_FOLDERS: [&str; 4] = ["/resources/", "/support/", "/tools/", "/coverage/"];

/// The format of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Html,
    /// A script for which the server generates a page.
    Window,
    /// A script that can also run in a worker.
    Any,
}

impl Kind {
    /// Returns the format of a file; `None` if it is not an automatic test.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.contains("-manual.") || RESOURCE_FOLDERS.iter().any(|folder| path.contains(folder)) {
            return None;
        }
        let ends = |end| name.ends_with(end);
        match () {
            () if ends(".window.js") => Some(Self::Window),
            () if ends(".any.js") => Some(Self::Any),
            () if ends(".html") || ends(".htm") => Some(Self::Html),
            () => None,
        }
    }
}

/// Returns the script of a generated page; `None` for other addresses.
pub fn source_of(address: &str) -> Option<String> {
    let name = address.strip_suffix(".html")?;
    [".window", ".any"]
        .iter()
        .any(|end| name.ends_with(end))
        .then(|| format!("{name}.js"))
}

/// Generates the page for a script.
pub fn page_for(source: &str, text: &str) -> String {
    let mut page = "<!doctype html>\n<meta charset=utf-8>\n".to_owned();
    if source.ends_with(".any.js") {
        page += "<script>self.GLOBAL = { isWindow: () => true, isWorker: () => false };</script>\n";
    }
    let harness = ["/resources/testharness.js", "/resources/testharnessreport.js"];
    let declared = metas(text).filter_map(|(key, value)| (key == "script").then_some(value));
    for script in harness.into_iter().chain(declared).chain([source]) {
        // The body exists before the test runs.
        if script == source {
            page += "<body>\n<div id=log></div>\n";
        }
        page += &format!("<script src=\"{script}\"></script>\n");
    }
    page
}

/// Returns the metadata in the comments at the start of a script: `// META: key=value`.
fn metas(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .take_while(|line| line.starts_with("//"))
        .filter_map(|line| line.trim_start_matches('/').trim().strip_prefix("META:"))
        .filter_map(|meta| meta.trim().split_once('='))
}

/// Returns the addresses of a test: one, or one for each of its variants.
pub fn addresses(kind: Kind, path: &str, text: &str) -> Vec<String> {
    let page = match kind {
        Kind::Html => path.to_owned(),
        Kind::Window | Kind::Any => format!("{}.html", path.trim_end_matches(".js")),
    };
    let variants: Vec<&str> = match kind {
        Kind::Html => tags(text, "<meta")
            .filter(|tag| attribute(tag, "name") == Some("variant"))
            .filter_map(|tag| attribute(tag, "content"))
            .collect(),
        Kind::Window | Kind::Any => metas(text)
            .filter_map(|(key, value)| (key == "variant").then_some(value))
            .collect(),
    };
    match variants.is_empty() {
        true => vec![page],
        false => variants
            .iter()
            .map(|variant| format!("{page}{variant}"))
            .collect(),
    }
}

/// Returns the paths of the scripts that a page loads.
pub fn scripts(kind: Kind, path: &str, text: &str) -> Vec<String> {
    let named: Vec<&str> = match kind {
        Kind::Html => tags(text, "<script")
            .filter_map(|tag| attribute(tag, "src"))
            .collect(),
        Kind::Window | Kind::Any => metas(text)
            .filter_map(|(key, value)| (key == "script").then_some(value))
            .collect(),
    };
    named
        .into_iter()
        // Excludes absolute URLs and expressions in scripts.
        .filter(|name| !name.contains([':', '\'', '"', '+']))
        .map(|name| resolve(path, name.split(['?', '#']).next().unwrap_or(name)))
        .collect()
}

/// Resolves a URL relative to a page.
fn resolve(page: &str, name: &str) -> String {
    if let Some(absolute) = name.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn tags<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or(rest))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!("{name}="))?;
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

/// The files that each user of the suite replaces.
pub const REPLACED: [&str; 2] = [REPORT, VENDOR];
pub const REPORT: &str = "resources/testharnessreport.js";
pub const VENDOR: &str = "resources/testdriver-vendor.js";

/// Returns the file that the suite's server provides under another name.
pub fn alias(path: &str) -> Option<&'static str> {
    (path == "resources/WebIDLParser.js").then_some("resources/webidl2/lib/webidl2.js")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_not_tests() {
        assert_eq!(Kind::of("a/b.https.html"), Some(Kind::Html));
        assert_eq!(Kind::of("a/idlharness.https.window.js"), Some(Kind::Window));
        assert_eq!(Kind::of("a/b.any.js"), Some(Kind::Any));
        for path in [
            "a/helper.js",
            "a/b-manual.https.html",
            "a/resources/b.html",
            "a/b.worker.js",
            "a/META.yml",
        ] {
            assert_eq!(Kind::of(path), None, "{path}");
        }
    }

    #[test]
    fn pages_are_generated_for_scripts() {
        assert_eq!(source_of("/a/b.window.html").as_deref(), Some("/a/b.window.js"));
        assert_eq!(source_of("/a/b.html"), None);
        let text =
            "// META: script=/resources/x.js\n// META: timeout=long\n'use strict';\n// META: script=no.js\n";
        assert_eq!(scripts(Kind::Window, "a/b.window.js", text), ["resources/x.js"]);
        let page = page_for("/a/b.window.js", text);
        let order: Vec<_> = tags(&page, "<script")
            .filter_map(|tag| attribute(tag, "src"))
            .collect();
        assert_eq!(
            order,
            [
                "/resources/testharness.js",
                "/resources/testharnessreport.js",
                "/resources/x.js",
                "/a/b.window.js"
            ]
        );
    }

    #[test]
    fn scripts_of_a_page_are_found() {
        let text = "<script src=/resources/testharness.js></script><script>x = 1</script>
            <script src=\"../c/d.js?x\"></script><script src='e.js'></script><script>
            x = '<script src=\"' + y + '\"></' + 'script>'; z = '<script src=https://a/b.js>'</script>";
        assert_eq!(
            scripts(Kind::Html, "a/b/page.html", text),
            ["resources/testharness.js", "a/c/d.js", "a/b/e.js"]
        );
    }

    #[test]
    fn variants_are_separate_pages() {
        let text = "<meta charset=utf-8><meta name=\"variant\" content=\"?audio\"><meta name=variant content='?video'>";
        assert_eq!(
            addresses(Kind::Html, "a/b.html", text),
            ["a/b.html?audio", "a/b.html?video"]
        );
        assert_eq!(addresses(Kind::Html, "a/b.html", ""), ["a/b.html"]);
        assert_eq!(addresses(Kind::Window, "a/b.window.js", ""), ["a/b.window.html"]);
    }
}
