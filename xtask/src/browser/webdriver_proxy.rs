//! A proxy between the test runner and the driver, through which a page under test sends commands to the driver.
//!
//! The proxy forwards all WebDriver requests. It changes only the URL to load: to that of a [`page_proxy`], with
//! `?wdctl=PORT` added. The page posts its commands to that port, as `/ctl/COMMAND` with a JSON body.
//!
//! The response has status 200 and `{"ok": value}`, 501 and `{"unsupported": "reason"}`, or 500 and `{"error": "…"}`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use tiny_http::{Header, Method, Request, Response, Server};

use super::driver::Driver;
use super::driver_commands::{self, DriverCommands, Outcome};
use super::engine::Engine;
use super::page_proxy::{self, split_origin};
use super::webdriver::{Session, http_client};
use crate::support::http_server::HttpServer;

/// A test that cannot run in this engine, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    pub test: String,
    pub reason: String,
}

/// A running proxy. Dropping it ends the session.
pub struct WebDriverProxy {
    shared: Arc<Shared>,
    server: Arc<Server>,
    port: u16,
}

struct Shared {
    engine: Engine,
    driver_url: String,
    driver_process: u32,
    client: ureq::Agent,
    port: u16,
    state: Mutex<State>,
    /// Serializes scripts. In Firefox the script context, page or chrome, applies to the whole session.
    scripts: Mutex<()>,
}

#[derive(Default)]
struct State {
    session: Option<String>,
    /// The server of the current page.
    page_proxy: Option<HttpServer>,
    version: Option<String>,
    skips: Vec<Skip>,
}

impl WebDriverProxy {
    pub fn start(engine: Engine, driver: &Driver) -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(|error| anyhow!("cannot open a port: {error}"))?;
        let port = server
            .server_addr()
            .to_ip()
            .context("the server has no IP address")?
            .port();
        let server = Arc::new(server);
        let shared = Arc::new(Shared {
            engine,
            driver_url: driver.url().to_owned(),
            driver_process: driver.id(),
            client: http_client(),
            port,
            state: Mutex::default(),
            scripts: Mutex::default(),
        });
        thread::spawn({
            let (server, shared) = (Arc::clone(&server), Arc::clone(&shared));
            move || {
                // One thread for each request: the page sends commands while a request of the runner is pending.
                for request in server.incoming_requests() {
                    let shared = Arc::clone(&shared);
                    thread::spawn(move || shared.serve(request));
                }
            }
        });
        Ok(Self { shared, server, port })
    }

    /// Returns the URL for the test runner.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns the skips recorded since the last call.
    pub fn take_skips(&self) -> Vec<Skip> {
        std::mem::take(&mut lock(&self.shared.state).skips)
    }

    /// Returns the browser version of the last session.
    pub fn version(&self) -> Option<String> {
        lock(&self.shared.state).version.clone()
    }

    /// Ends the session, which a killed test runner leaves open.
    ///
    /// This deletes the browser's profile with all changed permissions.
    pub fn end_session(&self) {
        let id = {
            let mut state = lock(&self.shared.state);
            state.page_proxy = None;
            state.session.take()
        };
        if let Some(id) = id {
            // In most engines the session has already ended, because the runner has closed its last window.
            let _ = Session::attach(self.shared.client.clone(), &self.shared.driver_url, &id).close();
        }
    }
}

impl Drop for WebDriverProxy {
    fn drop(&mut self) {
        self.end_session();
        self.server.unblock();
    }
}

impl Shared {
    fn serve(&self, mut request: Request) {
        let mut body = String::new();
        let read = request.as_reader().read_to_string(&mut body);
        let path = request.url().to_owned();
        let (status, response) = match (path.strip_prefix("/ctl/"), read) {
            (_, Err(error)) => (400, json!({ "error": error.to_string() }).to_string()),
            (Some(_), _) if *request.method() == Method::Options => (204, String::new()),
            (Some(command), _) => self.command(command, &body),
            (None, _) => self.forward(request.method(), &path, body),
        };
        let mut response = Response::from_string(response).with_status_code(status);
        for header in headers(path.starts_with("/ctl/")) {
            response.add_header(header);
        }
        // The client may have closed the connection.
        let _ = request.respond(response);
    }

    fn forward(&self, method: &Method, path: &str, body: String) -> (u16, String) {
        let _guard = path.contains("/execute/").then(|| lock(&self.scripts));
        let new_session = *method == Method::Post && path == "/session";
        let body = match path.ends_with("/url") && *method == Method::Post {
            true => self.redirect_to_proxy(&body).unwrap_or(body),
            false => body,
        };
        match self.send_to_driver(method, path, body) {
            Ok((status, response)) => {
                if new_session && status == 200 {
                    self.record_session(&response);
                }
                (status, response)
            }
            Err(error) => {
                let value =
                    json!({ "error": "unknown error", "message": format!("{error:#}"), "stacktrace": "" });
                (500, json!({ "value": value }).to_string())
            }
        }
    }

    /// Returns the navigation command with the URL of a page proxy; `None` if the body is not such a command.
    fn redirect_to_proxy(&self, body: &str) -> Option<String> {
        let mut command: Value = serde_json::from_str(body).ok()?;
        let (origin, path) = split_origin(command["url"].as_str()?)?;
        let proxy = page_proxy::serve(origin).ok()?;
        let path = add_control_port(path, self.port);
        command["url"] = json!(format!("http://127.0.0.1:{}{path}", proxy.port));
        lock(&self.state).page_proxy = Some(proxy);
        Some(command.to_string())
    }

    fn send_to_driver(&self, method: &Method, path: &str, body: String) -> Result<(u16, String)> {
        let url = format!("{}{path}", self.driver_url);
        let mut response = match method {
            Method::Get => self.client.get(url).call()?,
            Method::Delete => self.client.delete(url).call()?,
            Method::Post => self
                .client
                .post(url)
                .content_type("application/json")
                .send(body)?,
            other => bail!("unsupported method: {other}"),
        };
        let text = response
            .body_mut()
            .with_config()
            .limit(64 << 20)
            .read_to_string()?;
        Ok((response.status().as_u16(), text))
    }

    fn record_session(&self, response: &str) {
        let response: Value = serde_json::from_str(response).unwrap_or_default();
        let value = &response["value"];
        // chromedriver's legacy protocol uses other keys.
        let text =
            |candidates: [&Value; 3]| candidates.into_iter().find_map(Value::as_str).map(str::to_owned);
        let mut state = lock(&self.state);
        state.session = text([&value["sessionId"], &response["sessionId"], &Value::Null]);
        state.version = text([
            &value["capabilities"]["browserVersion"],
            &value["browserVersion"],
            &value["version"],
        ]);
    }

    /// Executes a command of the page. Returns the status and body of the response.
    fn command(&self, command: &str, body: &str) -> (u16, String) {
        match self.execute(command, body) {
            Ok(Outcome::Done(value)) => (200, json!({ "ok": value }).to_string()),
            Ok(Outcome::Unsupported(reason)) => (501, json!({ "unsupported": reason }).to_string()),
            Err(error) => (500, json!({ "error": format!("{error:#}") }).to_string()),
        }
    }

    fn execute(&self, command: &str, body: &str) -> Result<Outcome> {
        let arguments: Value = match body {
            "" => json!({}),
            _ => serde_json::from_str(body).context("the body is not JSON")?,
        };
        let text = |key: &str| {
            arguments[key]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("`{key}` is missing"))
        };
        match command {
            "engine" => Ok(Outcome::Done(json!({
                "name": self.engine.name(),
                "version": lock(&self.state).version,
                "commands": driver_commands::supported(self.engine),
            }))),
            "skip" => {
                let skip = Skip {
                    test: text("test")?,
                    reason: text("reason")?,
                };
                lock(&self.state).skips.push(skip);
                Ok(Outcome::Done(Value::Null))
            }
            "log" => {
                println!("  [{}] {}", self.engine, text("text")?);
                Ok(Outcome::Done(Value::Null))
            }
            _ => {
                let id = lock(&self.state).session.clone().context("no session is open")?;
                let session = Session::attach(self.client.clone(), &self.driver_url, &id);
                let _guard = lock(&self.scripts);
                let commands = DriverCommands {
                    engine: self.engine,
                    session: &session,
                    driver: self.driver_process,
                };
                commands.execute(command, &arguments)
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the headers of a response. The page has a different origin than the proxy.
fn headers(for_page: bool) -> Vec<Header> {
    let cors: &[(&str, &str)] = &[
        ("access-control-allow-origin", "*"),
        ("access-control-allow-headers", "*"),
        ("access-control-allow-methods", "POST, OPTIONS"),
        ("access-control-allow-private-network", "true"),
        // The runner's page is cross-origin isolated.
        ("cross-origin-resource-policy", "cross-origin"),
    ];
    let json: &[(&str, &str)] = &[
        ("content-type", "application/json; charset=utf-8"),
        ("cache-control", "no-store"),
    ];
    json.iter()
        .chain(if for_page { cors } else { &[] })
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok())
        .collect()
}

/// Adds the `wdctl` parameter to a path.
fn add_control_port(path: &str, port: u16) -> String {
    let (page, fragment) = match path.split_once('#') {
        Some((page, fragment)) => (page, format!("#{fragment}")),
        None => (path, String::new()),
    };
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}wdctl={port}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_port_is_added_to_the_query() {
        assert_eq!(add_control_port("/", 7), "/?wdctl=7");
        assert_eq!(add_control_port("", 7), "?wdctl=7");
        assert_eq!(add_control_port("/?a=b", 7), "/?a=b&wdctl=7");
        assert_eq!(
            add_control_port("/#wbg_style=display-none", 7),
            "/?wdctl=7#wbg_style=display-none"
        );
    }

    #[test]
    fn navigation_goes_through_a_page_proxy() {
        let shared = shared(Engine::Chromium);
        let command = shared
            .redirect_to_proxy(r#"{"url":"http://127.0.0.1:1/a#b"}"#)
            .unwrap();
        let port = lock(&shared.state).page_proxy.as_ref().unwrap().port;
        let url = format!("http://127.0.0.1:{port}/a?wdctl=7#b");
        assert_eq!(command, json!({ "url": url }).to_string());
        assert_eq!(shared.redirect_to_proxy("no JSON"), None);
        assert_eq!(shared.redirect_to_proxy("{}"), None);
        assert_eq!(shared.redirect_to_proxy(r#"{"url":"about:blank"}"#), None);
    }

    fn shared(engine: Engine) -> Shared {
        Shared {
            engine,
            driver_url: "http://127.0.0.1:9".into(),
            driver_process: u32::MAX,
            client: http_client(),
            port: 7,
            state: Mutex::default(),
            scripts: Mutex::default(),
        }
    }

    #[test]
    fn skips_are_recorded() {
        let shared = shared(Engine::Firefox);
        let (status, _) = shared.command("skip", r#"{"test":"a::b","reason":"no display"}"#);
        assert_eq!(status, 200);
        let (status, response) = shared.command("skip", r#"{"test":"a::b"}"#);
        assert_eq!(
            (status, response.as_str()),
            (500, r#"{"error":"`reason` is missing"}"#)
        );
        assert_eq!(
            lock(&shared.state).skips,
            [Skip {
                test: "a::b".into(),
                reason: "no display".into()
            }]
        );
    }

    #[test]
    fn both_protocols_name_the_session() {
        let shared = shared(Engine::Chromium);
        shared.record_session(r#"{"sessionId":"old","status":0,"value":{"version":"156.0"}}"#);
        assert_eq!(lock(&shared.state).session.as_deref(), Some("old"));
        assert_eq!(lock(&shared.state).version.as_deref(), Some("156.0"));
        shared.record_session(r#"{"value":{"sessionId":"new","capabilities":{"browserVersion":"153.1"}}}"#);
        assert_eq!(lock(&shared.state).session.as_deref(), Some("new"));
        assert_eq!(lock(&shared.state).version.as_deref(), Some("153.1"));
    }

    #[test]
    fn an_unreachable_driver_is_a_webdriver_error() {
        let (status, response) = shared(Engine::Chromium).forward(&Method::Post, "/session", "{}".into());
        assert_eq!(status, 500);
        let response: Value = serde_json::from_str(&response).unwrap();
        assert_eq!(response["value"]["error"], "unknown error");
    }

    #[test]
    fn pages_receive_cors_headers() {
        let names: Vec<_> = headers(true)
            .iter()
            .map(|header| header.field.to_string())
            .collect();
        for name in [
            "access-control-allow-origin",
            "access-control-allow-private-network",
        ] {
            assert!(
                names.iter().any(|other| other.eq_ignore_ascii_case(name)),
                "{name}"
            );
        }
        assert!(
            !headers(false)
                .iter()
                .any(|header| header.field.equiv("access-control-allow-origin"))
        );
    }
}
