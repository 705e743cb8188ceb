//! Selects the pages of web-platform-tests to run.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::page_source::{Kind, REPLACED, addresses, alias, scripts};
use crate::support::files::files_below;

/// The selected pages of a folder.
#[derive(Clone, Copy)]
enum Choice {
    All,
    /// Pages that mention streams.
    Streams,
    /// Pages whose names start with one of these.
    Named(&'static [&'static str]),
}

/// The folders to search.
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
    // The shim replaces members of media elements and of `URL`.
    (
        "html/dom",
        Choice::Named(&["idlharness", "interfaces", "reflection-embedded"]),
    ),
    ("FileAPI", Choice::All),
];

/// Pages about streams contain one of these.
const STREAM_TERMS: [&str; 3] = ["getUserMedia", "MediaStream", "srcObject"];

/// The selected pages of a checkout.
#[derive(Default)]
pub struct Pages {
    /// The paths on the server, without a leading slash.
    pub runnable: Vec<String>,
    /// The files that cannot run on this server, with the reason.
    pub excluded: Vec<(String, String)>,
}

impl Pages {
    /// Searches a checkout.
    pub fn find(suite: &Path) -> Result<Self> {
        if !suite.join("resources").join("testharness.js").is_file() {
            bail!(
                "{} is not a checkout of web-platform-tests: it has no resources/testharness.js",
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
                let is_selected = match choice {
                    Choice::All => true,
                    Choice::Streams => is_about_streams(suite, &text, &scripts),
                    Choice::Named(starts) => starts
                        .iter()
                        .any(|start| path.starts_with(&format!("{folder}/{start}"))),
                };
                if !is_selected {
                    continue;
                }
                match obstacle(suite, &path, &text, &scripts) {
                    Some(reason) => pages.excluded.push((path, reason)),
                    None => pages.runnable.extend(addresses(kind, &path, &text)),
                }
            }
        }
        Ok(pages)
    }
}

fn is_about_streams(suite: &Path, text: &str, scripts: &[String]) -> bool {
    let mentions = |text: &str| STREAM_TERMS.iter().any(|word| text.contains(word));
    let is_own_script = |script: &&String| !script.starts_with("resources/");
    mentions(text)
        || scripts
            .iter()
            .filter(is_own_script)
            .any(|script| fs::read_to_string(suite.join(script)).is_ok_and(|text| mentions(&text)))
}

/// Returns the reason why a page cannot run on this server.
fn obstacle(suite: &Path, path: &str, text: &str, scripts: &[String]) -> Option<String> {
    if path.contains(".sub.") {
        return Some("needs substitution by the suite's server".into());
    }
    if text.contains(".py\"") || text.contains(".py'") || text.contains(".py?") {
        return Some("needs a Python script of the suite's server".into());
    }
    scripts.iter().find_map(|script| {
        if script.contains(".sub.") {
            return Some(format!("needs substitution of {script} by the suite's server"));
        }
        // Without the fake devices, such a page stops at a varying point.
        if fs::read_to_string(suite.join(script)).is_ok_and(|text| text.contains("/resources/chromium/")) {
            return Some("needs fake devices of a Chromium test build".into());
        }
        let exists =
            REPLACED.contains(&script.as_str()) || suite.join(alias(script).unwrap_or(script)).is_file();
        (!exists).then(|| format!("the checkout has no {script}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_the_harness_is_rejected() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Pages::find(folder.path()).is_err());
    }

    #[test]
    fn excluded_pages_are_listed() {
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
        let pages = Pages::find(suite).unwrap();
        assert_eq!(
            pages.runnable,
            [
                "screen-capture/a.html",
                "webrtc/helped.html",
                "html/dom/idlharness.window.html"
            ]
        );
        let excluded: Vec<_> = pages.excluded.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            excluded,
            [
                "screen-capture/b.sub.html",
                "screen-capture/c.html",
                "screen-capture/d.html",
                "screen-capture/e.html"
            ]
        );
    }
}
