//! Serves the suite, with or without the shim in each page, and takes what the pages tell.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;
use tiny_http::{Method, Request};

use super::pages::{REPORT, VENDOR, alias, page_for, source_of};
use super::way::Way;
use crate::serve::{self, Content, Serving, Site, path_of};

/// Ours in the suite's place.
const OURS: &str = "/local-media-stream/";
const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The suite as it is served.
pub struct Suite {
    shared: Arc<Shared>,
    told: Receiver<(usize, Value)>,
    serving: Serving,
}

struct Shared {
    site: Site,
    /// How long a test may take.
    limit: Duration,
    state: Mutex<State>,
    told: Mutex<Sender<(usize, Value)>>,
}

struct State {
    /// The number of the visit that is being paid.
    visit: usize,
    way: Way,
    missing: BTreeSet<String>,
}

impl Suite {
    pub fn serve(suite: &Path, shim: PathBuf, limit: Duration) -> Result<Self> {
        let (sender, told) = channel();
        let shared = Arc::new(Shared {
            site: Site(vec![(OURS, shim), ("/", suite.to_owned())]),
            limit,
            state: Mutex::new(State {
                visit: 0,
                way: Way::Without,
                missing: BTreeSet::new(),
            }),
            told: Mutex::new(sender),
        });
        let serving = serve::serve(Arc::clone(&shared), 0)?;
        Ok(Self {
            shared,
            told,
            serving,
        })
    }

    /// From now on pages are served this way.
    pub fn begin(&self, way: Way) {
        let mut state = lock(&self.shared.state);
        state.visit += 1;
        state.way = way;
    }

    pub fn address(&self, page: &str) -> String {
        format!("http://localhost:{}/{page}", self.serving.port)
    }

    /// Waits for what the page of this visit tells, some seconds longer than the page waits for its tests.
    pub fn told(&self) -> Option<Value> {
        let current = lock(&self.shared.state).visit;
        loop {
            let (visit, report) = self
                .told
                .recv_timeout(self.shared.limit + Duration::from_secs(5))
                .ok()?;
            if visit == current {
                return Some(report);
            }
        }
    }

    /// What pages have asked for in vain.
    pub fn missing(&self) -> BTreeSet<String> {
        lock(&self.shared.state).missing.clone()
    }
}

impl serve::Pages for Arc<Shared> {
    fn find(&self, request: &mut Request) -> Option<Content> {
        if *request.method() == Method::Post {
            return self.take(request);
        }
        let path = path_of(request)?;
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
            "local-media-stream/nothing.js" => return script(String::new()),
            _ => {}
        }
        let path = alias(path.get(1..)?).map_or_else(|| path.to_owned(), |other| format!("/{other}"));
        let tag = lock(&self.state).way.tag(OURS);
        if let Some(source) = source_of(&path)
            && let Some(file) = self.site.file(&source)
        {
            let page = page_for(&source, &fs::read_to_string(file).ok()?);
            return Some(Content::bytes(HTML, with_tag(page.as_bytes(), &tag)));
        }
        let file = self.site.file(&path)?;
        if [".html", ".htm"].iter().any(|end| path.ends_with(end)) {
            return Some(Content::bytes(HTML, with_tag(&fs::read(file).ok()?, &tag)));
        }
        Content::file(&file)
    }

    fn take(&self, request: &mut Request) -> Option<Content> {
        let visit = request
            .url()
            .strip_prefix(&format!("{OURS}report/"))?
            .parse()
            .ok()?;
        let mut text = String::new();
        request.as_reader().read_to_string(&mut text).ok()?;
        lock(&self.told)
            .send((visit, serde_json::from_str(&text).ok()?))
            .ok()?;
        Some(Content::bytes("text/plain", Vec::new()))
    }
}

/// The page with something put before all else that is in it.
fn with_tag(page: &[u8], tag: &str) -> Vec<u8> {
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
    fn the_script_comes_before_all_else() {
        let with = |page: &str| String::from_utf8(with_tag(page.as_bytes(), "<x>")).unwrap();
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
