//! Which pages of web-platform-tests are about streams, and which of them can be run here.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::npm::files_below;

/// Which pages of a folder count.
#[derive(Clone, Copy)]
enum Choice {
    All,
    /// Those that have to do with streams.
    Streams,
    /// Those whose names begin so.
    Named(&'static [&'static str]),
}

/// Where to look.
const FOLDERS: [(&str, Choice); 15] = [
    ("mediacapture-streams", Choice::All),
    ("mediacapture-image", Choice::All),
    ("mediacapture-record", Choice::All),
    ("mediacapture-fromelement", Choice::All),
    ("mediacapture-handle", Choice::All),
    ("mediacapture-region", Choice::All),
    ("mediacapture-extensions", Choice::All),
    ("mediacapture-transform", Choice::All),
    ("mst-content-hint", Choice::All),
    ("screen-capture", Choice::All),
    ("audio-output", Choice::All),
    ("webrtc", Choice::Streams),
    ("html/semantics/embedded-content/media-elements", Choice::Streams),
    // Not about streams, but about what the shim replaces: members of media elements and of `URL`.
    (
        "html/dom",
        Choice::Named(&["idlharness", "interfaces", "reflection-embedded"]),
    ),
    ("FileAPI", Choice::All),
];

/// What is about streams has one of these in it.
const WORDS: [&str; 3] = ["getUserMedia", "MediaStream", "srcObject"];

/// Folders of what pages need, and no pages themselves.
const NO_PAGES: [&str; 4] = ["/resources/", "/support/", "/tools/", "/coverage/"];

/// The pages of a checkout.
#[derive(Default)]
pub struct Pages {
    /// Their paths on the server, without the slash before them.
    pub here: Vec<String>,
    /// The files that cannot be run here, and why.
    pub left_out: Vec<(String, String)>,
}

impl Pages {
    pub fn of(suite: &Path) -> Result<Self> {
        if !suite.join("resources").join("testharness.js").is_file() {
            bail!(
                "{} is no checkout of web-platform-tests: it has no resources/testharness.js",
                suite.display()
            );
        }
        let mut pages = Self::default();
        for (folder, choice) in FOLDERS {
            let below = suite.join(folder);
            if !below.is_dir() {
                println!("not in this checkout: {folder}");
                continue;
            }
            for file in files_below(&below)? {
                let path = file.strip_prefix(suite)?.to_string_lossy().replace('\\', "/");
                let Some(kind) = Kind::of(&path) else { continue };
                let text = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
                if kind == Kind::Html && !text.contains("testharness.js") {
                    continue;
                }
                let scripts = scripts(kind, &path, &text);
                let is_wanted = match choice {
                    Choice::All => true,
                    Choice::Streams => is_about_streams(suite, &text, &scripts),
                    Choice::Named(starts) => starts
                        .iter()
                        .any(|start| path.starts_with(&format!("{folder}/{start}"))),
                };
                if !is_wanted {
                    continue;
                }
                match obstacle(suite, &path, &text, &scripts) {
                    Some(why) => pages.left_out.push((path, why)),
                    None => pages.here.extend(addresses(kind, &path, &text)),
                }
            }
        }
        Ok(pages)
    }
}

/// How a test is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Html,
    /// A script that the server is to make a page for.
    Window,
    /// The same, that could also run elsewhere.
    Any,
}

impl Kind {
    fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.contains("-manual.") || NO_PAGES.iter().any(|folder| path.contains(folder)) {
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

/// The file that a page is made of by the server, if the address is that of such a page.
pub fn source_of(address: &str) -> Option<String> {
    let name = address.strip_suffix(".html")?;
    [".window", ".any"]
        .iter()
        .any(|end| name.ends_with(end))
        .then(|| format!("{name}.js"))
}

/// The page that a script is to run in.
pub fn page_for(source: &str, text: &str) -> String {
    let mut page = "<!doctype html>\n<meta charset=utf-8>\n".to_owned();
    if source.ends_with(".any.js") {
        page += "<script>self.GLOBAL = { isWindow: () => true, isWorker: () => false };</script>\n";
    }
    let harness = ["/resources/testharness.js", "/resources/testharnessreport.js"];
    let wanted = metas(text).filter_map(|(key, value)| (key == "script").then_some(value));
    for script in harness.into_iter().chain(wanted).chain([source]) {
        // The body is there when the test itself runs.
        if script == source {
            page += "<body>\n<div id=log></div>\n";
        }
        page += &format!("<script src=\"{script}\"></script>\n");
    }
    page
}

/// What a script says of itself in the comments that it begins with: `// META: key=value`.
fn metas(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .take_while(|line| line.starts_with("//"))
        .filter_map(|line| line.trim_start_matches('/').trim().strip_prefix("META:"))
        .filter_map(|meta| meta.trim().split_once('='))
}

/// Under which addresses a test runs: one, or one for each of its variants.
fn addresses(kind: Kind, path: &str, text: &str) -> Vec<String> {
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

/// The scripts that a page loads, as paths in the checkout.
fn scripts(kind: Kind, path: &str, text: &str) -> Vec<String> {
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
        // Not what lies elsewhere, nor what a script puts together.
        .filter(|name| !name.contains([':', '\'', '"', '+']))
        .map(|name| resolved(path, name.split(['?', '#']).next().unwrap_or(name)))
        .collect()
}

/// What a name in a page stands for.
fn resolved(page: &str, name: &str) -> String {
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

fn is_about_streams(suite: &Path, text: &str, scripts: &[String]) -> bool {
    let mentions = |text: &str| WORDS.iter().any(|word| text.contains(word));
    let of_its_own = |script: &&String| !script.starts_with("resources/");
    mentions(text)
        || scripts
            .iter()
            .filter(of_its_own)
            .any(|script| fs::read_to_string(suite.join(script)).is_ok_and(|text| mentions(&text)))
}

/// What a page needs that we have not.
fn obstacle(suite: &Path, path: &str, text: &str, scripts: &[String]) -> Option<String> {
    if path.contains(".sub.") {
        return Some("the suite's own server would have to fill it in".into());
    }
    if text.contains(".py\"") || text.contains(".py'") || text.contains(".py?") {
        return Some("needs a script of the suite's own server".into());
    }
    scripts.iter().find_map(|script| {
        if script.contains(".sub.") {
            return Some(format!("the suite's own server would have to fill {script} in"));
        }
        // Without these, such a page breaks off at one time or another.
        if fs::read_to_string(suite.join(script)).is_ok_and(|text| text.contains("/resources/chromium/")) {
            return Some("needs devices that only a browser built for tests pretends to have".into());
        }
        let is_there =
            REPLACED.contains(&script.as_str()) || suite.join(alias(script).unwrap_or(script)).is_file();
        (!is_there).then(|| format!("the checkout has no {script}"))
    })
}

/// What every user of the suite has files of its own for.
pub const REPLACED: [&str; 2] = [REPORT, VENDOR];
pub const REPORT: &str = "resources/testharnessreport.js";
pub const VENDOR: &str = "resources/testdriver-vendor.js";

/// The file that the suite's own server gives under another name.
pub fn alias(path: &str) -> Option<&'static str> {
    (path == "resources/WebIDLParser.js").then_some("resources/webidl2/lib/webidl2.js")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_what_they_need() {
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
    fn scripts_become_pages() {
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
    fn what_a_page_loads() {
        let text = "<script src=/resources/testharness.js></script><script>x = 1</script>
            <script src=\"../c/d.js?x\"></script><script src='e.js'></script><script>
            x = '<script src=\"' + y + '\"></' + 'script>'; z = '<script src=https://a/b.js>'</script>";
        assert_eq!(
            scripts(Kind::Html, "a/b/page.html", text),
            ["resources/testharness.js", "a/c/d.js", "a/b/e.js"]
        );
    }

    #[test]
    fn variants_are_pages_of_their_own() {
        let text = "<meta charset=utf-8><meta name=\"variant\" content=\"?audio\"><meta name=variant content='?video'>";
        assert_eq!(
            addresses(Kind::Html, "a/b.html", text),
            ["a/b.html?audio", "a/b.html?video"]
        );
        assert_eq!(addresses(Kind::Html, "a/b.html", ""), ["a/b.html"]);
        assert_eq!(addresses(Kind::Window, "a/b.window.js", ""), ["a/b.window.html"]);
    }

    #[test]
    fn a_folder_without_the_harness_is_no_suite() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Pages::of(folder.path()).is_err());
    }

    #[test]
    fn what_cannot_be_run_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let suite = folder.path();
        let write = |path: &str, text: &str| {
            let file = suite.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let page =
            "<script src=/resources/testharness.js></script><script src=/resources/testharnessreport.js>";
        write("resources/testharness.js", "");
        write("webrtc/helper.js", "navigator.mediaDevices.getUserMedia");
        write("webrtc/data.html", page);
        write(
            "webrtc/helped.html",
            &format!("{page}<script src=helper.js></script>"),
        );
        write("html/dom/idlharness.window.js", "");
        write("html/dom/other.html", page);
        write("screen-capture/a.html", page);
        write("screen-capture/b.sub.html", page);
        write(
            "screen-capture/c.html",
            &format!("{page}<script src=none.js></script>"),
        );
        write("screen-capture/d.html", &format!("{page} fetch('x.py?1')"));
        write(
            "screen-capture/e.html",
            &format!("{page}<script src=fakes.js></script>"),
        );
        write("screen-capture/fakes.js", "load('/resources/chromium/mock.js')");
        write("screen-capture/frame.html", "");
        let pages = Pages::of(suite).unwrap();
        assert_eq!(
            pages.here,
            [
                "screen-capture/a.html",
                "webrtc/helped.html",
                "html/dom/idlharness.window.html"
            ]
        );
        let left_out: Vec<_> = pages.left_out.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            left_out,
            [
                "screen-capture/b.sub.html",
                "screen-capture/c.html",
                "screen-capture/d.html",
                "screen-capture/e.html"
            ]
        );
    }
}
