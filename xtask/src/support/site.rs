//! Sites made of folders: the demo, and any mapping of path prefixes to folders.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use tiny_http::Request;

use super::http_server::{Content, Handler, HttpServer, request_path};
use super::project::Project;

/// Path prefixes with their folders. The first matching prefix applies.
pub struct Site(pub Vec<(&'static str, PathBuf)>);

impl Site {
    pub fn serve(self, port: u16) -> Result<HttpServer> {
        HttpServer::start(self, port)
    }

    /// Returns the file for a path.
    ///
    /// `None` if the file lies outside the folder after links and `..` are resolved.
    pub fn file(&self, path: &str) -> Option<PathBuf> {
        let (rest, folder) = self
            .0
            .iter()
            .find_map(|(prefix, folder)| Some((path.strip_prefix(prefix)?, folder)))?;
        let folder = folder.canonicalize().ok()?;
        let mut file = folder.join(rest.trim_start_matches('/')).canonicalize().ok()?;
        if file.is_dir() {
            file.push("index.html");
        }
        (file.starts_with(&folder) && file.is_file()).then_some(file)
    }
}

impl Handler for Site {
    fn respond(&self, request: &mut Request) -> Option<Content> {
        Content::file(&self.file(request_path(request)?)?)
    }
}

/// A cross-origin isolated site, for which `performance.now()` has microsecond resolution.
///
/// See <https://developer.mozilla.org/docs/Web/API/Performance/now#security_requirements>.
pub struct IsolatedSite(pub Site);

impl Handler for IsolatedSite {
    fn respond(&self, request: &mut Request) -> Option<Content> {
        let mut content = self.0.respond(request)?;
        content.add_header("cross-origin-opener-policy", "same-origin");
        content.add_header("cross-origin-embedder-policy", "require-corp");
        Some(content)
    }
}

/// Serves the demo page, with the npm package under `/pkg/`.
pub fn serve_demo(project: &Project, package: PathBuf, port: u16) -> Result<HttpServer> {
    let page = project.root.join("www");
    if !page.join("index.html").is_file() {
        bail!("{} has no index.html", page.display());
    }
    Site(vec![("/pkg/", package), ("/", page)]).serve(port)
}

/// Serves a single folder.
pub fn serve_folder(folder: &Path, port: u16) -> Result<HttpServer> {
    Site(vec![("/", folder.to_owned())]).serve(port)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_files_inside_the_folders_are_served() {
        let outer = tempfile::tempdir().unwrap();
        let (page, package) = (outer.path().join("www"), outer.path().join("pkg"));
        for folder in [&page, &package] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(page.join("index.html"), "").unwrap();
        fs::write(package.join("index.js"), "").unwrap();
        fs::write(outer.path().join("secret"), "").unwrap();
        let site = Site(vec![("/pkg/", package.clone()), ("/", page.clone())]);
        assert_eq!(
            site.file("/"),
            Some(page.canonicalize().unwrap().join("index.html"))
        );
        assert_eq!(
            site.file("/pkg/index.js"),
            Some(package.canonicalize().unwrap().join("index.js"))
        );
        for path in [
            "/../secret",
            "/pkg/../secret",
            "//etc/passwd",
            "/nothing",
            "/pkg/",
            "secret",
            "/%2e%2e/secret",
        ] {
            assert_eq!(site.file(path), None, "{path}");
        }
    }
}
