//! HTTP servers on 127.0.0.1, and sites made of folders.

use std::net::TcpListener;
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderName, HeaderValue};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::project::Project;

/// A running server. Dropping it stops the server.
pub struct WebServer {
    pub port: u16,
    task: JoinHandle<()>,
}

impl WebServer {
    /// Starts a server. If the port is in use, the server listens on a free one.
    pub fn start(site: Router, port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))
            .or_else(|_| TcpListener::bind(("127.0.0.1", 0)))
            .context("cannot open a port")?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let task = tokio::spawn(async move { axum::serve(listener, site).await.unwrap_or_default() });
        Ok(Self { port, task })
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns a site of folders, each under a path prefix. The prefix of the root folder is `/`.
pub fn site(folders: &[(&str, &Path)]) -> Router {
    let add = |site: Router, (prefix, folder): &(&str, &Path)| match *prefix {
        "/" => site.fallback_service(ServeDir::new(folder)),
        prefix => site.nest_service(prefix, ServeDir::new(folder)),
    };
    let site = folders.iter().fold(Router::new(), add);
    with_header(site, "cache-control", "no-store")
}

/// Makes a site cross-origin isolated: `performance.now()` has microsecond resolution, and memory can be shared.
///
/// See <https://developer.mozilla.org/docs/Web/API/Window/crossOriginIsolated>.
pub fn isolated(site: Router) -> Router {
    let site = with_header(site, "cross-origin-opener-policy", "same-origin");
    with_header(site, "cross-origin-embedder-policy", "require-corp")
}

fn with_header(site: Router, name: &'static str, value: &'static str) -> Router {
    let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
    site.layer(SetResponseHeaderLayer::overriding(name, value))
}

/// Returns the demo page, with the npm package under `/pkg/`.
pub fn demo(project: &Project, package: &Path) -> Router {
    site(&[("/pkg", package), ("/", &project.root.join("www"))])
}

/// Fetches a file from a server.
pub fn fetch(url: &str) -> Result<Bytes> {
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    Handle::current().block_on(async {
        let response = client.get(url.parse()?).await?;
        Ok(to_bytes(Body::new(response.into_body()), usize::MAX).await?)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tokio::runtime::Runtime;

    use super::*;

    #[test]
    fn only_files_inside_the_folders_are_served() {
        let runtime = Runtime::new().unwrap();
        let _guard = runtime.enter();
        let outer = tempfile::tempdir().unwrap();
        let (page, package) = (outer.path().join("www"), outer.path().join("pkg"));
        for folder in [&page, &package] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(page.join("index.html"), "page").unwrap();
        fs::write(package.join("index.js"), "package").unwrap();
        fs::write(outer.path().join("secret"), "secret").unwrap();
        let server = WebServer::start(site(&[("/pkg", &package), ("/", &page)]), 0).unwrap();
        let get = |path: &str| fetch(&format!("http://127.0.0.1:{}{path}", server.port)).unwrap();
        assert_eq!(get("/"), "page");
        assert_eq!(get("/pkg/index.js?query"), "package");
        for path in [
            "/../secret",
            "/pkg/../secret",
            "//etc/passwd",
            "/nothing",
            "/%2e%2e/secret",
        ] {
            assert_eq!(get(path), "", "{path}");
        }
    }
}
