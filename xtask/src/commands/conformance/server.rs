//! Serves the suite, with or without the shim in each page, and receives the reports of the pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{self, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use regex::bytes::Regex;
use tower_http::services::{ServeDir, ServeFile};

use super::VARIANTS;
use super::pages::{generated_page, is_page, script_of};
use super::results::PageResults;
use crate::support::shim::SCRIPT;

/// The time limit for the tests of a page, in milliseconds.
const TEST_LIMIT: u64 = 12_000;

/// The state of the suite's server.
pub struct Suite {
    folder: PathBuf,
    /// The number of the current page load. The variants of a page are loaded in turn.
    pub load: AtomicUsize,
    /// The results of each page load.
    sender: Sender<(usize, PageResults)>,
    pub reports: Mutex<Receiver<(usize, PageResults)>>,
}

impl Suite {
    pub fn new(folder: &Path) -> Arc<Self> {
        let (sender, reports) = channel();
        Arc::new(Self {
            folder: folder.to_owned(),
            load: AtomicUsize::new(0),
            sender,
            reports: Mutex::new(reports),
        })
    }

    /// Returns the site with the pages of the suite and with the shim of another folder.
    pub fn site(self: &Arc<Self>, shim: &Path) -> Router {
        let parser = self.folder.join("resources/webidl2/lib/webidl2.js");
        Router::new()
            // The files that each user of the suite replaces.
            .route("/resources/testharnessreport.js", get(Self::reporter))
            .route(
                "/resources/testdriver-vendor.js",
                get(|| async { script(include_str!("testdriver-vendor.js").into()) }),
            )
            // The suite's server provides it under this name.
            .route_service("/resources/WebIDLParser.js", ServeFile::new(parser))
            .route(
                "/local-media-stream/empty.js",
                get(|| async { script(String::new()) }),
            )
            .route_service("/local-media-stream/legacy.js", ServeFile::new(shim.join(SCRIPT)))
            .route("/local-media-stream/report/{load}", post(Self::receive_report))
            .fallback(Self::file)
            .with_state(Arc::clone(self))
    }

    async fn reporter(State(this): State<Arc<Self>>) -> Response {
        let load = this.load.load(Ordering::SeqCst);
        script(format!("({})({load}, {TEST_LIMIT});", include_str!("report.js")))
    }

    async fn receive_report(
        State(this): State<Arc<Self>>,
        extract::Path(load): extract::Path<usize>,
        body: String,
    ) -> StatusCode {
        let sent = serde_json::from_str(&body).map(|results| this.sender.send((load, results)));
        if sent.is_ok() {
            StatusCode::OK
        } else {
            StatusCode::BAD_REQUEST
        }
    }

    async fn file(State(this): State<Arc<Self>>, request: Request) -> Response {
        let path = request.uri().path().to_owned();
        if let Some(page) = this.page(&path) {
            return ([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
        }
        let response = ServeDir::new(&this.folder).try_call(request).await;
        let Ok(response) = response else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if response.status() == StatusCode::NOT_FOUND && path != "/favicon.ico" {
            println!("missing in the checkout: {path}");
        }
        response.into_response()
    }

    /// Returns a page, which is a file or generated from a script, with the first script of the variant.
    fn page(&self, path: &str) -> Option<Vec<u8>> {
        let file = self.folder.join(path.strip_prefix('/')?);
        let page = if is_page(path) && file.is_file() {
            fs::read(file).ok()?
        } else {
            let script = script_of(path.strip_prefix('/')?)?;
            let text = fs::read_to_string(self.folder.join(&script)).ok()?;
            generated_page(&format!("/{script}"), &text).into_bytes()
        };
        let (_, first_script) = VARIANTS[self.load.load(Ordering::SeqCst) % VARIANTS.len()];
        insert_script(&page, first_script)
    }
}

fn script(code: String) -> Response {
    ([(CONTENT_TYPE, "text/javascript")], code).into_response()
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
