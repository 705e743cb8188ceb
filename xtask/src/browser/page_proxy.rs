//! Gives the browser what the runner's own server has, over connections that end with each answer.
//!
//! That server hands a connection to a thread that another one has just been promised, if two come at the same moment,
//! and then one of them waits until the other is closed, which browsers do after two minutes. Here it sees a single
//! connection, over which one thing is asked for after the other.

use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use tiny_http::Request;

use crate::serve::{self, Content, Pages, Serving, path_of};
use crate::webdriver;

/// Larger than any module with its tests.
const LARGEST: u64 = 1 << 30;

/// What is passed on of what is said of a page.
const HEADERS: [&str; 2] = ["cross-origin-opener-policy", "cross-origin-embedder-policy"];

struct Relay {
    origin: String,
    agent: Mutex<ureq::Agent>,
}

/// Stands in for the server of this origin, until it is dropped.
pub fn serve(origin: &str) -> Result<Serving> {
    let relay = Relay {
        origin: origin.to_owned(),
        agent: Mutex::new(webdriver::agent()),
    };
    serve::serve(relay, 0)
}

impl Relay {
    fn ask(&self, url: &str) -> Result<Option<Content>> {
        let agent = self.agent.lock().unwrap_or_else(PoisonError::into_inner);
        let mut answer = agent.get(format!("{}{url}", self.origin)).call()?;
        // All of it, so that the connection is free for the next.
        let bytes = answer.body_mut().with_config().limit(LARGEST).read_to_vec()?;
        let header = |name| answer.headers().get(name)?.to_str().ok();
        let kind = header("content-type").context("it has a type")?;
        let mut content = Content::bytes(kind, bytes);
        for name in HEADERS {
            if let Some(value) = header(name) {
                content.add_header(name, value);
            }
        }
        Ok(answer.status().is_success().then_some(content))
    }
}

impl Pages for Relay {
    fn find(&self, request: &mut Request) -> Option<Content> {
        path_of(request)?;
        let url = request.url();
        // Once more, should the connection that was kept have been closed meanwhile.
        self.ask(url).or_else(|_| self.ask(url)).ok()?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::{Isolated, Site};

    #[test]
    fn what_is_there_comes_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("module.js"), "export {};").unwrap();
        let site = Isolated(Site(vec![("/", folder.path().to_owned())]));
        let upstream = serve::serve(site, 0).unwrap();
        let relay = serve(&format!("http://127.0.0.1:{}", upstream.port)).unwrap();
        let get = |path: &str| {
            let url = format!("http://127.0.0.1:{}/{path}", relay.port);
            webdriver::agent().get(url).call().unwrap()
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
}
