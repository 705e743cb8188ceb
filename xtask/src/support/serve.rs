//! A small web server, for files as a rule, which the browsers of this machine alone can reach.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Method, Request, Server};

/// What the server has to give.
pub trait Pages: Send + Sync + 'static {
    /// What is found under the address of a request, if anything is.
    fn find(&self, request: &mut Request) -> Option<Content>;
}

/// One answer.
pub struct Content {
    kind: String,
    length: u64,
    /// What else is said of it, a line each.
    headers: String,
    body: Box<dyn Read>,
}

impl Content {
    pub fn file(file: &Path) -> Option<Self> {
        let content = File::open(file).ok()?;
        Some(Self {
            kind: content_type(file),
            length: content.metadata().ok()?.len(),
            headers: String::new(),
            body: Box::new(content),
        })
    }

    pub fn bytes(kind: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            kind: kind.into(),
            length: bytes.len() as u64,
            headers: String::new(),
            body: Box::new(io::Cursor::new(bytes)),
        }
    }

    pub fn add_header(&mut self, name: &str, value: &str) {
        self.headers.extend([name, ": ", value, "\r\n"]);
    }
}

/// Serves until it is dropped.
pub struct Serving {
    server: Arc<Server>,
    pub port: u16,
}

/// Begins to serve, on another port when this one is taken.
pub fn serve(pages: impl Pages, port: u16) -> Result<Serving> {
    let server = Server::http(("127.0.0.1", port))
        .or_else(|_| Server::http(("127.0.0.1", 0)))
        .map_err(|error| anyhow!("cannot open a port: {error}"))?;
    let server = Arc::new(server);
    let port = server
        .server_addr()
        .to_ip()
        .context("the port has a number")?
        .port();
    let pages = Arc::new(pages);
    thread::spawn({
        let server = Arc::clone(&server);
        move || {
            for request in server.incoming_requests() {
                let pages = Arc::clone(&pages);
                thread::spawn(move || answer(&*pages, request));
            }
        }
    });
    Ok(Serving { server, port })
}

fn answer(pages: &impl Pages, mut request: Request) {
    let content = pages.find(&mut request);
    let (status, length, kind, headers) = match &content {
        Some(content) => ("200 OK", content.length, &*content.kind, &*content.headers),
        None => ("404 Not Found", 0, "text/plain", ""),
    };
    // By hand, for the sake of a header that the library keeps to itself: of two connections that come at the same
    // moment it may leave one waiting until another is closed, which browsers do after two minutes.
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\ncache-control: no-store\r\n\
         {headers}connection: close\r\n\r\n"
    );
    let wants_content = *request.method() != Method::Head;
    let mut writer = request.into_writer();
    let send = || {
        writer.write_all(head.as_bytes())?;
        if let Some(mut content) = content.filter(|_| wants_content) {
            io::copy(&mut content.body, &mut writer)?;
        }
        writer.flush()
    };
    // Whoever has gone away needs no answer.
    let _: io::Result<()> = send();
}

/// Which path a request asks for, if that is all that it does.
pub fn path_of(request: &Request) -> Option<&str> {
    let allowed = [Method::Get, Method::Head].contains(request.method());
    request.url().split(['?', '#']).next().filter(|_| allowed)
}

/// Which folder is found under which path; the first that fits counts.
pub struct Site(pub Vec<(&'static str, PathBuf)>);

impl Site {
    pub fn serve(self, port: u16) -> Result<Serving> {
        serve(self, port)
    }

    /// The file that a path stands for, if it lies inside a folder of ours, whatever links and dots there are.
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

impl Pages for Site {
    fn find(&self, request: &mut Request) -> Option<Content> {
        Content::file(&self.file(path_of(request)?)?)
    }
}

/// Pages that no others can reach, to which browsers give a clock of microseconds: others have one of milliseconds.
pub struct Isolated(pub Site);

impl Pages for Isolated {
    fn find(&self, request: &mut Request) -> Option<Content> {
        let mut content = self.0.find(request)?;
        content.add_header("cross-origin-opener-policy", "same-origin");
        content.add_header("cross-origin-embedder-policy", "require-corp");
        Some(content)
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
