//! Stands between the test runner and the driver of a browser, so that a test in the page can ask for what only the
//! driver can do.
//!
//! Whatever the runner sends goes on to the driver. Only the address that the browser is sent to is another, where
//! [the same](crate::relay) is found, and gets `?wdctl=PORT` added; there the page posts its wishes, `/ctl/VERB` with JSON, and is answered with 200 `{"ok": value}`,
//! 501 `{"unsupported": "why"}` or 500 `{"error": "…"}`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::driver::Driver;
use crate::engines::Engine;
use crate::relay;
use crate::serve::Serving;
use crate::verbs::{self, Answer, Browser};
use crate::webdriver::{self, Session};

/// A test that found itself unable to run here, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    pub test: String,
    pub reason: String,
}

/// The channel between one engine's pages and its driver.
pub struct Control {
    shared: Arc<Shared>,
    server: Arc<Server>,
    port: u16,
}

struct Shared {
    engine: Engine,
    driver_url: String,
    driver_process: u32,
    agent: ureq::Agent,
    port: u16,
    state: Mutex<State>,
    /// Firefox has scripts run either in the page or in itself; the runner's must not run while ours has switched.
    scripts: Mutex<()>,
}

#[derive(Default)]
struct State {
    session: Option<String>,
    /// What the browser visits.
    relay: Option<Serving>,
    version: Option<String>,
    skips: Vec<Skip>,
}

impl Control {
    pub fn start(engine: Engine, driver: &Driver) -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(|error| anyhow!("cannot open a port: {error}"))?;
        let port = server
            .server_addr()
            .to_ip()
            .context("the port has a number")?
            .port();
        let server = Arc::new(server);
        let shared = Arc::new(Shared {
            engine,
            driver_url: driver.url().to_owned(),
            driver_process: driver.id(),
            agent: webdriver::agent(),
            port,
            state: Mutex::default(),
            scripts: Mutex::default(),
        });
        thread::spawn({
            let (server, shared) = (Arc::clone(&server), Arc::clone(&shared));
            move || {
                // A thread for each: a wish of the page's comes while the runner's request is still being served.
                for request in server.incoming_requests() {
                    let shared = Arc::clone(&shared);
                    thread::spawn(move || shared.serve(request));
                }
            }
        });
        Ok(Self { shared, server, port })
    }

    /// Where the runner finds its driver.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The skips recorded since the last call.
    pub fn take_skips(&self) -> Vec<Skip> {
        std::mem::take(&mut lock(&self.shared.state).skips)
    }

    /// What the browser of the last session calls its version.
    pub fn version(&self) -> Option<String> {
        lock(&self.shared.state).version.clone()
    }

    /// Ends the session that the runner leaves behind when it is killed. With the session goes the browser's profile,
    /// and with that every permission that was changed.
    pub fn end_session(&self) {
        let id = {
            let mut state = lock(&self.shared.state);
            state.relay = None;
            state.session.take()
        };
        if let Some(id) = id {
            // The runner closes its last window, which ends the session in most engines: then this finds nothing.
            let _ = Session::join(self.shared.agent.clone(), &self.shared.driver_url, &id).close();
        }
    }
}

impl Drop for Control {
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
        let (status, answer) = match (path.strip_prefix("/ctl/"), read) {
            (_, Err(error)) => (400, json!({ "error": error.to_string() }).to_string()),
            (Some(_), _) if *request.method() == Method::Options => (204, String::new()),
            (Some(verb), _) => self.wish(verb, &body),
            (None, _) => self.forward(request.method(), &path, body),
        };
        let mut response = Response::from_string(answer).with_status_code(status);
        for header in headers(path.starts_with("/ctl/")) {
            response.add_header(header);
        }
        // Whoever has gone away needs no answer.
        let _ = request.respond(response);
    }

    fn forward(&self, method: &Method, path: &str, body: String) -> (u16, String) {
        let _alone = path.contains("/execute/").then(|| lock(&self.scripts));
        let new_session = *method == Method::Post && path == "/session";
        let body = match path.ends_with("/url") && *method == Method::Post {
            true => self.visit(&body).unwrap_or(body),
            false => body,
        };
        match self.pass_on(method, path, body) {
            Ok((status, answer)) => {
                if new_session && status == 200 {
                    self.note_session(&answer);
                }
                (status, answer)
            }
            Err(error) => {
                let value =
                    json!({ "error": "unknown error", "message": format!("{error:#}"), "stacktrace": "" });
                (500, json!({ "value": value }).to_string())
            }
        }
    }

    /// The command to visit an address, with that of a relay in its place; None when the command is none.
    fn visit(&self, body: &str) -> Option<String> {
        let mut command: Value = serde_json::from_str(body).ok()?;
        let (origin, place) = parts(command["url"].as_str()?)?;
        let relay = relay::serve(origin).ok()?;
        let place = with_control(place, self.port);
        command["url"] = json!(format!("http://127.0.0.1:{}{place}", relay.port));
        lock(&self.state).relay = Some(relay);
        Some(command.to_string())
    }

    fn pass_on(&self, method: &Method, path: &str, body: String) -> Result<(u16, String)> {
        let url = format!("{}{path}", self.driver_url);
        let mut answer = match method {
            Method::Get => self.agent.get(url).call()?,
            Method::Delete => self.agent.delete(url).call()?,
            Method::Post => self.agent.post(url).content_type("application/json").send(body)?,
            other => bail!("no WebDriver command is a {other}"),
        };
        let text = answer.body_mut().with_config().limit(64 << 20).read_to_string()?;
        Ok((answer.status().as_u16(), text))
    }

    fn note_session(&self, answer: &str) {
        let answer: Value = serde_json::from_str(answer).unwrap_or_default();
        let value = &answer["value"];
        // The older protocol has all of it in other places.
        let text = |places: [&Value; 3]| places.into_iter().find_map(Value::as_str).map(str::to_owned);
        let mut state = lock(&self.state);
        state.session = text([&value["sessionId"], &answer["sessionId"], &Value::Null]);
        state.version = text([
            &value["capabilities"]["browserVersion"],
            &value["browserVersion"],
            &value["version"],
        ]);
    }

    fn wish(&self, verb: &str, body: &str) -> (u16, String) {
        match self.grant(verb, body) {
            Ok(Answer::Done(value)) => (200, json!({ "ok": value }).to_string()),
            Ok(Answer::Unsupported(why)) => (501, json!({ "unsupported": why }).to_string()),
            Err(error) => (500, json!({ "error": format!("{error:#}") }).to_string()),
        }
    }

    fn grant(&self, verb: &str, body: &str) -> Result<Answer> {
        let wish: Value = match body {
            "" => json!({}),
            _ => serde_json::from_str(body).context("the wish is not JSON")?,
        };
        let text = |key: &str| {
            wish[key]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("`{key}` is missing"))
        };
        match verb {
            "engine" => Ok(Answer::Done(json!({
                "name": self.engine.name(),
                "version": lock(&self.state).version,
                "verbs": verbs::supported(self.engine),
            }))),
            "skip" => {
                let skip = Skip {
                    test: text("test")?,
                    reason: text("reason")?,
                };
                lock(&self.state).skips.push(skip);
                Ok(Answer::Done(Value::Null))
            }
            "log" => {
                println!("  [{}] {}", self.engine, text("text")?);
                Ok(Answer::Done(Value::Null))
            }
            _ => {
                let id = lock(&self.state).session.clone().context("there is no session")?;
                let session = Session::join(self.agent.clone(), &self.driver_url, &id);
                let _alone = lock(&self.scripts);
                let browser = Browser {
                    engine: self.engine,
                    session: &session,
                    driver: self.driver_process,
                };
                browser.perform(verb, &wish)
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The headers of an answer; the page has another origin than we have.
fn headers(for_page: bool) -> Vec<Header> {
    let cors: &[(&str, &str)] = &[
        ("access-control-allow-origin", "*"),
        ("access-control-allow-headers", "*"),
        ("access-control-allow-methods", "POST, OPTIONS"),
        ("access-control-allow-private-network", "true"),
        // The runner isolates its page, which then loads nothing that does not say so.
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

/// An address over http as the server that it is of, and what is wanted there.
fn parts(url: &str) -> Option<(&str, &str)> {
    let host = url.strip_prefix("http://")?;
    let length = host.find(['/', '?', '#']).unwrap_or(host.len());
    Some(url.split_at(url.len() - host.len() + length))
}

/// What is wanted of a server, with our port in it.
fn with_control(place: &str, port: u16) -> String {
    let (page, fragment) = match place.split_once('#') {
        Some((page, fragment)) => (page, format!("#{fragment}")),
        None => (place, String::new()),
    };
    let separator = if page.contains('?') { '&' } else { '?' };
    format!("{page}{separator}wdctl={port}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_learns_of_the_channel() {
        assert_eq!(with_control("/", 7), "/?wdctl=7");
        assert_eq!(with_control("", 7), "?wdctl=7");
        assert_eq!(with_control("/?a=b", 7), "/?a=b&wdctl=7");
        assert_eq!(
            with_control("/#wbg_style=display-none", 7),
            "/?wdctl=7#wbg_style=display-none"
        );
    }

    #[test]
    fn addresses_have_two_parts() {
        assert_eq!(parts("http://127.0.0.1:1/a"), Some(("http://127.0.0.1:1", "/a")));
        assert_eq!(parts("http://h?a#b"), Some(("http://h", "?a#b")));
        assert_eq!(parts("http://h"), Some(("http://h", "")));
        assert_eq!(parts("about:blank"), None);
    }

    #[test]
    fn a_visit_goes_to_a_relay() {
        let shared = shared(Engine::Chromium);
        let visited = shared.visit(r#"{"url":"http://127.0.0.1:1/a#b"}"#).unwrap();
        let port = lock(&shared.state).relay.as_ref().unwrap().port;
        let url = format!("http://127.0.0.1:{port}/a?wdctl=7#b");
        assert_eq!(visited, json!({ "url": url }).to_string());
        assert_eq!(shared.visit("no JSON"), None);
        assert_eq!(shared.visit("{}"), None);
        assert_eq!(shared.visit(r#"{"url":"about:blank"}"#), None);
    }

    fn shared(engine: Engine) -> Shared {
        Shared {
            engine,
            driver_url: "http://127.0.0.1:9".into(),
            driver_process: u32::MAX,
            agent: webdriver::agent(),
            port: 7,
            state: Mutex::default(),
            scripts: Mutex::default(),
        }
    }

    #[test]
    fn skips_are_recorded() {
        let shared = shared(Engine::Firefox);
        let (status, _) = shared.wish("skip", r#"{"test":"a::b","reason":"no display"}"#);
        assert_eq!(status, 200);
        let (status, answer) = shared.wish("skip", r#"{"test":"a::b"}"#);
        assert_eq!(
            (status, answer.as_str()),
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
        shared.note_session(r#"{"sessionId":"old","status":0,"value":{"version":"156.0"}}"#);
        assert_eq!(lock(&shared.state).session.as_deref(), Some("old"));
        assert_eq!(lock(&shared.state).version.as_deref(), Some("156.0"));
        shared.note_session(r#"{"value":{"sessionId":"new","capabilities":{"browserVersion":"153.1"}}}"#);
        assert_eq!(lock(&shared.state).session.as_deref(), Some("new"));
        assert_eq!(lock(&shared.state).version.as_deref(), Some("153.1"));
    }

    #[test]
    fn a_driver_that_is_gone_is_an_error_in_its_own_terms() {
        let (status, answer) = shared(Engine::Chromium).forward(&Method::Post, "/session", "{}".into());
        assert_eq!(status, 500);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["value"]["error"], "unknown error");
    }

    #[test]
    fn a_preflight_is_answered() {
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
