//! An HTTP proxy for the test runner's own server, which closes the browser's connection after each response.
//!
//! The test runner's server (tiny_http) may assign two simultaneous connections to the same thread. One then waits until
//! the browser closes the other, after two minutes. This proxy uses a single connection to the test runner, and sends
//! one request at a time.

use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use tiny_http::Request;

use super::webdriver::http_client;
use crate::support::http_server::{Content, Handler, HttpServer, request_path};

/// The size limit of a response, larger than any test module.
const MAX_LENGTH: u64 = 1 << 30;

/// The response headers to forward, besides the content type.
const HEADERS: [&str; 2] = ["cross-origin-opener-policy", "cross-origin-embedder-policy"];

struct PageProxy {
    origin: String,
    client: Mutex<ureq::Agent>,
}

/// Starts a proxy for an origin.
pub fn serve(origin: &str) -> Result<HttpServer> {
    let proxy = PageProxy {
        origin: origin.to_owned(),
        client: Mutex::new(http_client()),
    };
    HttpServer::start(proxy, 0)
}

impl PageProxy {
    fn fetch(&self, url: &str) -> Result<Option<Content>> {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        let mut response = client.get(format!("{}{url}", self.origin)).call()?;
        // Reading the whole body frees the connection for the next request.
        let bytes = response
            .body_mut()
            .with_config()
            .limit(MAX_LENGTH)
            .read_to_vec()?;
        let header = |name| response.headers().get(name)?.to_str().ok();
        let content_type = header("content-type").context("the response has no content type")?;
        let mut content = Content::bytes(content_type, bytes);
        for name in HEADERS {
            if let Some(value) = header(name) {
                content.add_header(name, value);
            }
        }
        Ok(response.status().is_success().then_some(content))
    }
}

impl Handler for PageProxy {
    fn respond(&self, request: &mut Request) -> Option<Content> {
        request_path(request)?;
        let url = request.url();
        // The server may have closed the persistent connection. The second attempt opens a new one.
        self.fetch(url).or_else(|_| self.fetch(url)).ok()?
    }
}

/// Splits an http URL into its origin and the rest.
pub fn split_origin(url: &str) -> Option<(&str, &str)> {
    let host = url.strip_prefix("http://")?;
    let length = host.find(['/', '?', '#']).unwrap_or(host.len());
    Some(url.split_at(url.len() - host.len() + length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::site::{IsolatedSite, Site};

    #[test]
    fn responses_are_forwarded() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("module.js"), "export {};").unwrap();
        let site = IsolatedSite(Site(vec![("/", folder.path().to_owned())]));
        let upstream = HttpServer::start(site, 0).unwrap();
        let proxy = serve(&format!("http://127.0.0.1:{}", upstream.port)).unwrap();
        let get = |path: &str| {
            let url = format!("http://127.0.0.1:{}/{path}", proxy.port);
            http_client().get(url).call().unwrap()
        };
        let mut module = get("module.js?wdctl=1");
        assert_eq!(module.body_mut().read_to_string().unwrap(), "export {};");
        for (name, value) in [
            ("content-type", "text/javascript; charset=utf-8"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("connection", "close"),
        ] {
            assert_eq!(module.headers()[name], value, "{name}");
        }
        assert_eq!(get("nothing").status(), 404);
    }

    #[test]
    fn urls_are_split_after_the_origin() {
        assert_eq!(
            split_origin("http://127.0.0.1:1/a"),
            Some(("http://127.0.0.1:1", "/a"))
        );
        assert_eq!(split_origin("http://h?a#b"), Some(("http://h", "?a#b")));
        assert_eq!(split_origin("http://h"), Some(("http://h", "")));
        assert_eq!(split_origin("about:blank"), None);
    }
}
