//! Serves the suite, with or without the shim in each page, and receives the reports of the pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;
use tiny_http::{Method, Request};

use super::page_source::{REPORT, VENDOR, alias, page_for, source_of};
use super::variant::Variant;
use crate::support::http_server::{Content, Handler, HttpServer, request_path};
use crate::support::site::Site;

/// The path prefix of the shim and the reports.
const PREFIX: &str = "/local-media-stream/";
const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The server of the suite.
pub struct Suite {
    shared: Arc<Shared>,
    reports: Receiver<(usize, Value)>,
    server: HttpServer,
}

struct Shared {
    site: Site,
    /// The time limit for the tests of a page.
    limit: Duration,
    state: Mutex<State>,
    reports: Mutex<Sender<(usize, Value)>>,
}

struct State {
    /// The number of the current visit to a page.
    visit: usize,
    variant: Variant,
    /// The paths of requests with status 404.
    missing: BTreeSet<String>,
}

impl Suite {
    pub fn serve(suite: &Path, shim: PathBuf, limit: Duration) -> Result<Self> {
        let (sender, reports) = channel();
        let shared = Arc::new(Shared {
            site: Site(vec![(PREFIX, shim), ("/", suite.to_owned())]),
            limit,
            state: Mutex::new(State {
                visit: 0,
                variant: Variant::WithoutShim,
                missing: BTreeSet::new(),
            }),
            reports: Mutex::new(sender),
        });
        let server = HttpServer::start(Arc::clone(&shared), 0)?;
        Ok(Self {
            shared,
            reports,
            server,
        })
    }

    /// Sets the variant for the next page. Later reports of earlier pages are ignored.
    pub fn start_visit(&self, variant: Variant) {
        let mut state = lock(&self.shared.state);
        state.visit += 1;
        state.variant = variant;
    }

    pub fn url(&self, page: &str) -> String {
        format!("http://localhost:{}/{page}", self.server.port)
    }

    /// Waits for the report of the current visit, longer than the time limit for its tests.
    pub fn wait_for_report(&self) -> Option<Value> {
        let current = lock(&self.shared.state).visit;
        loop {
            let (visit, report) = self
                .reports
                .recv_timeout(self.shared.limit + Duration::from_secs(5))
                .ok()?;
            if visit == current {
                return Some(report);
            }
        }
    }

    /// Returns the paths that do not exist in the checkout but were requested.
    pub fn missing(&self) -> BTreeSet<String> {
        lock(&self.shared.state).missing.clone()
    }
}

impl Handler for Arc<Shared> {
    fn respond(&self, request: &mut Request) -> Option<Content> {
        if *request.method() == Method::Post {
            return self.receive_report(request);
        }
        let path = request_path(request)?;
        let content = self.content(path);
        if content.is_none() && path != "/favicon.ico" {
            let path = path.to_owned();
            lock(&self.state).missing.insert(path);
        }
        content
    }
}

impl Shared {
    fn content(&self, path: &str) -> Option<Content> {
        let script = |text: String| Some(Content::bytes(SCRIPT, text.into_bytes()));
        match path.get(1..)? {
            REPORT => {
                let visit = lock(&self.state).visit;
                let limit = self.limit.as_millis();
                return script(format!("({})({visit}, {limit});", include_str!("report.js")));
            }
            VENDOR => return script(include_str!("testdriver-vendor.js").into()),
            "local-media-stream/empty.js" => return script(String::new()),
            _ => {}
        }
        let path = alias(path.get(1..)?).map_or_else(|| path.to_owned(), |other| format!("/{other}"));
        let tag = lock(&self.state).variant.tag(PREFIX);
        if let Some(source) = source_of(&path)
            && let Some(file) = self.site.file(&source)
        {
            let page = page_for(&source, &fs::read_to_string(file).ok()?);
            return Some(Content::bytes(HTML, insert_tag(page.as_bytes(), &tag)));
        }
        let file = self.site.file(&path)?;
        if [".html", ".htm"].iter().any(|end| path.ends_with(end)) {
            return Some(Content::bytes(HTML, insert_tag(&fs::read(file).ok()?, &tag)));
        }
        Content::file(&file)
    }

    fn receive_report(&self, request: &mut Request) -> Option<Content> {
        let visit = request
            .url()
            .strip_prefix(&format!("{PREFIX}report/"))?
            .parse()
            .ok()?;
        let mut text = String::new();
        request.as_reader().read_to_string(&mut text).ok()?;
        lock(&self.reports)
            .send((visit, serde_json::from_str(&text).ok()?))
            .ok()?;
        Some(Content::bytes("text/plain", Vec::new()))
    }
}

/// Inserts a tag before all other content of a page.
fn insert_tag(page: &[u8], tag: &str) -> Vec<u8> {
    const DOCTYPE: &[u8] = b"<!doctype";
    let head = &page[..page.len().min(1024)];
    let at = head
        .windows(DOCTYPE.len())
        .position(|bytes| bytes.eq_ignore_ascii_case(DOCTYPE))
        .and_then(|start| Some(start + page[start..].iter().position(|&byte| byte == b'>')? + 1));
    let at = at.unwrap_or(if page.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 });
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_precedes_all_content() {
        let with = |page: &str| String::from_utf8(insert_tag(page.as_bytes(), "<x>")).unwrap();
        assert_eq!(with("<!DOCTYPE html>\n<html>"), "<!DOCTYPE html><x>\n<html>");
        assert_eq!(
            with("<!-- c -->\n<!doctype html><p>"),
            "<!-- c -->\n<!doctype html><x><p>"
        );
        assert_eq!(with("<title>"), "<x><title>");
        assert_eq!(with("\u{feff}<title>"), "\u{feff}<x><title>");
        assert_eq!(with(""), "<x>");
    }
}
