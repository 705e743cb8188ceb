//! A small HTTP server, which listens on 127.0.0.1 only.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Method, Request, Server};

/// The source of the server's responses.
pub trait Handler: Send + Sync + 'static {
    /// Returns the content for a request; `None` for status 404.
    fn respond(&self, request: &mut Request) -> Option<Content>;
}

/// The headers and body of a response.
pub struct Content {
    content_type: String,
    length: u64,
    /// Further headers, each terminated by CRLF.
    headers: String,
    body: Box<dyn Read>,
}

impl Content {
    pub fn file(file: &Path) -> Option<Self> {
        let content = File::open(file).ok()?;
        Some(Self {
            content_type: content_type(file),
            length: content.metadata().ok()?.len(),
            headers: String::new(),
            body: Box::new(content),
        })
    }

    pub fn bytes(content_type: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            content_type: content_type.into(),
            length: bytes.len() as u64,
            headers: String::new(),
            body: Box::new(io::Cursor::new(bytes)),
        }
    }

    pub fn add_header(&mut self, name: &str, value: &str) {
        self.headers.extend([name, ": ", value, "\r\n"]);
    }
}

/// A running server. Dropping it stops the server.
pub struct HttpServer {
    server: Arc<Server>,
    pub port: u16,
}

impl HttpServer {
    /// Starts a server. If the port is in use, the server listens on a free one.
    pub fn start(handler: impl Handler, port: u16) -> Result<Self> {
        let server = Server::http(("127.0.0.1", port))
            .or_else(|_| Server::http(("127.0.0.1", 0)))
            .map_err(|error| anyhow!("cannot open a port: {error}"))?;
        let server = Arc::new(server);
        let port = server
            .server_addr()
            .to_ip()
            .context("the server has no IP address")?
            .port();
        let handler = Arc::new(handler);
        thread::spawn({
            let server = Arc::clone(&server);
            move || {
                for request in server.incoming_requests() {
                    let handler = Arc::clone(&handler);
                    thread::spawn(move || send_response(&*handler, request));
                }
            }
        });
        Ok(Self { server, port })
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

fn send_response(handler: &impl Handler, mut request: Request) {
    let content = handler.respond(&mut request);
    let (status, length, content_type, headers) = match &content {
        Some(content) => (
            "200 OK",
            content.length,
            &*content.content_type,
            &*content.headers,
        ),
        None => ("404 Not Found", 0, "text/plain", ""),
    };
    // Written by hand because tiny_http does not allow a `connection` header. With persistent connections, tiny_http may
    // leave one of two simultaneous connections waiting until the browser closes the other, after two minutes.
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\ncache-control: no-store\r\n\
         {headers}connection: close\r\n\r\n"
    );
    let includes_body = *request.method() != Method::Head;
    let mut writer = request.into_writer();
    let send = || {
        writer.write_all(head.as_bytes())?;
        if let Some(mut content) = content.filter(|_| includes_body) {
            io::copy(&mut content.body, &mut writer)?;
        }
        writer.flush()
    };
    // The client may have closed the connection.
    let _: io::Result<()> = send();
}

/// Returns the path of a GET or HEAD request; `None` for other methods.
pub fn request_path(request: &Request) -> Option<&str> {
    let allowed = [Method::Get, Method::Head].contains(request.method());
    request.url().split(['?', '#']).next().filter(|_| allowed)
}

fn content_type(file: &Path) -> String {
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    match mime.type_() {
        // mime_guess may return `application/javascript`, which RFC 9239 made obsolete.
        _ if mime.subtype() == mime_guess::mime::JAVASCRIPT => "text/javascript; charset=utf-8".into(),
        mime_guess::mime::TEXT => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_follow_the_file_extension() {
        assert_eq!(content_type(Path::new("a.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("a.js")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("a.mjs")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("index.html")), "text/html; charset=utf-8");
        assert_eq!(content_type(Path::new("a.css")), "text/css; charset=utf-8");
    }
}
