//! A small web server for files, which the browsers of this machine alone can reach.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Method, Request, Server};

/// Which folder is found under which path; the first that fits counts.
pub struct Site(pub Vec<(&'static str, PathBuf)>);

/// Serves until it is dropped.
pub struct Serving {
    server: Arc<Server>,
    pub port: u16,
}

impl Site {
    /// Begins to serve, on another port when this one is taken.
    pub fn serve(self, port: u16) -> Result<Serving> {
        let server = Server::http(("127.0.0.1", port))
            .or_else(|_| Server::http(("127.0.0.1", 0)))
            .map_err(|error| anyhow!("cannot open a port: {error}"))?;
        let server = Arc::new(server);
        let port = server
            .server_addr()
            .to_ip()
            .context("the port has a number")?
            .port();
        let site = Arc::new(self);
        thread::spawn({
            let server = Arc::clone(&server);
            move || {
                for request in server.incoming_requests() {
                    let site = Arc::clone(&site);
                    thread::spawn(move || site.answer(request));
                }
            }
        });
        Ok(Serving { server, port })
    }

    fn answer(&self, request: Request) {
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        let allowed = [Method::Get, Method::Head].contains(request.method());
        let opened = self.file(path).filter(|_| allowed).and_then(|file| {
            let content = File::open(&file).ok()?;
            Some((content.metadata().ok()?.len(), content, content_type(&file)))
        });
        let (status, length, kind) = match &opened {
            Some((length, _, kind)) => ("200 OK", *length, kind.as_str()),
            None => ("404 Not Found", 0, "text/plain"),
        };
        // By hand, for the sake of a header that the library keeps to itself: of two connections that come at the same
        // moment it may leave one waiting until another is closed, which browsers do after two minutes.
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\ncache-control: no-store\r\n\
             connection: close\r\n\r\n"
        );
        let wants_content = *request.method() == Method::Get;
        let mut writer = request.into_writer();
        let send = || {
            writer.write_all(head.as_bytes())?;
            if let Some((_, mut content, _)) = opened.filter(|_| wants_content) {
                io::copy(&mut content, &mut writer)?;
            }
            writer.flush()
        };
        // Whoever has gone away needs no answer.
        let _: io::Result<()> = send();
    }

    /// The file that a path stands for, if it lies inside a folder of ours, whatever links and dots there are.
    fn file(&self, path: &str) -> Option<PathBuf> {
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

impl Drop for Serving {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn content_type(file: &Path) -> String {
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    match mime.type_() {
        // The table is older than the standard that says so.
        _ if mime.subtype() == mime_guess::mime::JAVASCRIPT => "text/javascript; charset=utf-8".into(),
        mime_guess::mime::TEXT => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_what_lies_in_the_folders_is_served() {
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

    #[test]
    fn browsers_are_strict_about_types() {
        assert_eq!(content_type(Path::new("a.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("a.js")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("a.mjs")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("index.html")), "text/html; charset=utf-8");
        assert_eq!(content_type(Path::new("a.css")), "text/css; charset=utf-8");
    }
}
