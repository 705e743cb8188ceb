//! Serves the suite, with or without the shim in each page, and receives the reports of the pages.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use regex::bytes::Regex;
use tiny_http::{Method, Request};

use super::VARIANTS;
use super::pages::{generated_page, is_page, script_of};
use super::results::PageResults;
use crate::support::http_server::{Content, Handler, request_path};
use crate::support::site::Site;

/// The time limit for the tests of a page, in milliseconds.
const TEST_LIMIT: u64 = 12_000;

/// The handler of the suite's server.
pub struct Suite {
    pub site: Site,
    /// The number of the current page load. The variants of a page are loaded in turn.
    pub load: AtomicUsize,
    /// The results of each page load.
    sender: Sender<(usize, PageResults)>,
    pub reports: Mutex<Receiver<(usize, PageResults)>>,
}

impl Handler for Arc<Suite> {
    fn respond(&self, request: &mut Request) -> Option<Content> {
        if *request.method() == Method::Post {
            let load = request.url().strip_prefix("/local-media-stream/report/")?.parse();
            let results = serde_json::from_reader(request.as_reader()).ok()?;
            self.sender.send((load.ok()?, results)).ok()?;
            return Some(Content::bytes("text/plain", Vec::new()));
        }
        let path = request_path(request)?;
        let content = self.content(path);
        if content.is_none() && path != "/favicon.ico" {
            println!("missing in the checkout: {path}");
        }
        content
    }
}

impl Suite {
    pub fn new(site: Site) -> Arc<Self> {
        let (sender, reports) = channel();
        let (load, reports) = (AtomicUsize::new(0), Mutex::new(reports));
        Arc::new(Self {
            site,
            load,
            sender,
            reports,
        })
    }

    fn content(&self, path: &str) -> Option<Content> {
        let script = |text: String| Some(Content::bytes("text/javascript", text.into_bytes()));
        let load = self.load.load(Ordering::SeqCst);
        let path = match path {
            // The files that each user of the suite replaces.
            "/resources/testharnessreport.js" => {
                return script(format!("({})({load}, {TEST_LIMIT});", include_str!("report.js")));
            }
            "/resources/testdriver-vendor.js" => return script(include_str!("testdriver-vendor.js").into()),
            // The suite's server provides it under this name.
            "/resources/WebIDLParser.js" => "/resources/webidl2/lib/webidl2.js",
            "/local-media-stream/empty.js" => return script(String::new()),
            _ => path,
        };
        let page = match self.site.file(path) {
            Some(file) if is_page(path) => fs::read(file).ok()?,
            Some(file) => return Content::file(&file),
            None => {
                let script = script_of(path)?;
                let text = fs::read_to_string(self.site.file(&script)?).ok()?;
                generated_page(&script, &text).into_bytes()
            }
        };
        let (_, first_script) = VARIANTS[load % VARIANTS.len()];
        Some(Content::bytes(
            "text/html; charset=utf-8",
            insert_script(&page, first_script)?,
        ))
    }
}

/// Inserts a script before all other content of a page.
fn insert_script(page: &[u8], script: &str) -> Option<Vec<u8>> {
    let start = Regex::new(r"(?i)^(\u{feff}|[^>]*(-->\s*)?<!doctype[^>]*>)?").ok()?;
    let (start, rest) = page.split_at(start.find(page)?.end());
    let tag = format!("<script src=/local-media-stream/{script}></script>");
    Some([start, tag.as_bytes(), rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_precedes_all_content() {
        let comment = ("<!-- c -->\n<!DOCTYPE html>", "\n<html>");
        for (before, after) in [comment, ("\u{feff}", "<p>"), ("", "")] {
            let page = insert_script(format!("{before}{after}").as_bytes(), "a.js").unwrap();
            let expected = format!("{before}<script src=/local-media-stream/a.js></script>{after}");
            assert_eq!(String::from_utf8(page).unwrap(), expected);
        }
    }
}
