//! Selects the pages of web-platform-tests to run, and generates the pages of scripts.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use regex::Regex;

use crate::support::files::files_below;

/// The paths of all selected files. The shim replaces members of media elements and of `URL`.
const ALL: &str = r"^(mediacapture-[a-z]+|mst-content-hint|screen-capture|audio-output|FileAPI)/|^html/dom/(idlharness|interfaces|reflection-embedded)";

/// The paths of files that are selected if they use streams.
const STREAMS: &str = "^(webrtc|html/semantics/embedded-content/media-elements)/";

/// The texts of files that use streams, themselves or by the helper script.
const STREAM_TERMS: &str = "getUserMedia|MediaStream|srcObject|RTCPeerConnection-helper.js";

/// Folders with resources of tests, and files that are not automatic tests.
const IGNORED: [&str; 5] = ["/resources/", "/support/", "/tools/", "/coverage/", "-manual."];

/// The patterns of paths and files that cannot run on this server.
const OBSTACLES: [(&str, &str); 3] = [
    (r"\.sub\.", "needs substitution by the suite's server"),
    (r#"\.py["'?]"#, "needs a Python script of the suite's server"),
    // Without the fake devices, such a page stops at a varying point.
    (
        "imagecapture-helpers|/resources/chromium/",
        "needs fake devices of a Chromium test build",
    ),
];

/// The metadata with the query of a page, in a page or in a script.
const QUERY: &str = r#"(?m)^(?:// META: variant=|.*<meta name="?variant"? content=")([^"\n]*)"#;

/// Returns the paths of the pages in a checkout, without a leading slash. Prints the excluded files.
pub fn find(suite: &Path) -> Result<Vec<String>> {
    ensure!(
        suite.join("resources").join("testharness.js").is_file(),
        "{} is not a checkout of web-platform-tests: it has no resources/testharness.js",
        suite.display()
    );
    let [all, streams, terms, query] = [ALL, STREAMS, STREAM_TERMS, QUERY].map(Regex::new);
    let (all, streams, terms, query) = (all?, streams?, terms?, query?);
    let mut pages = Vec::new();
    for file in files_below(suite)? {
        let path = file.strip_prefix(suite)?.to_string_lossy().replace('\\', "/");
        let is_script = path.ends_with(".window.js") || path.ends_with(".any.js");
        let is_ignored = IGNORED.iter().any(|part| path.contains(part)) || !(is_script || is_page(&path));
        if is_ignored || !(all.is_match(&path) || streams.is_match(&path)) {
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        let is_test = is_script || text.contains("testharness.js");
        if !is_test || !(all.is_match(&path) || terms.is_match(&text)) {
            continue;
        }
        let obstacle = |(pattern, _): &&(&str, _)| {
            Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(&path) || pattern.is_match(&text))
        };
        if let Some((_, reason)) = OBSTACLES.iter().find(obstacle) {
            println!("{path} is excluded: it {reason}");
            continue;
        }
        let page = path
            .replace(".window.js", ".window.html")
            .replace(".any.js", ".any.html");
        let queries = query
            .captures_iter(&text)
            .map(|found| format!("{page}{}", &found[1]));
        let count = pages.len();
        pages.extend(queries);
        if pages.len() == count {
            pages.push(page);
        }
    }
    Ok(pages)
}

pub fn is_page(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".htm")
}

/// Returns the path of the script for which the server generates this page; `None` for other pages.
pub fn script_of(page: &str) -> Option<String> {
    let name = page.strip_suffix(".html")?;
    (name.ends_with(".window") || name.ends_with(".any")).then(|| format!("{name}.js"))
}

/// Generates the page of a script. Its metadata names further scripts.
pub fn generated_page(script: &str, text: &str) -> String {
    let mut page = "<!doctype html><meta charset=utf-8>\n\
        <script>self.GLOBAL = { isWindow: () => true, isWorker: () => false };</script>\n"
        .to_owned();
    let lines = text.lines();
    let declared = lines.filter_map(|line| line.strip_prefix("// META: script="));
    let harness = ["/resources/testharness.js", "/resources/testharnessreport.js"];
    for path in harness.into_iter().chain(declared) {
        page += &format!("<script src=\"{path}\"></script>\n");
    }
    // The body exists before the test runs.
    page + &format!("<body><div id=log></div>\n<script src=\"{script}\"></script>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_selected() {
        let folder = tempfile::tempdir().unwrap();
        let suite = folder.path();
        assert!(find(suite).is_err());
        let write = |path: &str, text: &str| {
            let file = suite.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(
                file,
                text.replace("HARNESS", "<script src=/resources/testharness.js></script>"),
            )
            .unwrap();
        };
        write("resources/testharness.js", "");
        write("webrtc/data.html", "HARNESS");
        write(
            "webrtc/stream.html",
            "HARNESS<script src=RTCPeerConnection-helper.js></script>",
        );
        write(
            "html/dom/idlharness.window.js",
            "// META: variant=?a\n// META: variant=?b",
        );
        write("html/dom/other.html", "HARNESS");
        write(
            "screen-capture/a.https.html",
            "HARNESS\n<meta name=\"variant\" content=\"?audio\">",
        );
        write("screen-capture/b.sub.html", "HARNESS");
        write("screen-capture/c.html", "HARNESS fetch('x.py?1')");
        write(
            "screen-capture/d.html",
            "HARNESS<script src=imagecapture-helpers.js>",
        );
        write("screen-capture/e-manual.html", "HARNESS");
        write("screen-capture/resources/f.html", "HARNESS");
        write("screen-capture/frame.html", "");
        let expected = "html/dom/idlharness.window.html?a html/dom/idlharness.window.html?b \
                        screen-capture/a.https.html?audio webrtc/stream.html";
        assert_eq!(find(suite).unwrap().join(" "), expected);
    }

    #[test]
    fn pages_are_generated_for_scripts() {
        assert_eq!(script_of("/a/b.window.html").as_deref(), Some("/a/b.window.js"));
        assert_eq!(script_of("/a/b.html"), None);
        let page = generated_page("/a/b.window.js", "// META: script=x.js\n// META: timeout=long\n");
        let end = "testharnessreport.js\"></script>\n<script src=\"x.js\"></script>\n\
                   <body><div id=log></div>\n<script src=\"/a/b.window.js\"></script>\n";
        assert!(page.ends_with(end), "{page}");
    }
}
