//! A WebDriver client with the commands that xtask uses.
//!
//! See <https://www.w3.org/TR/webdriver2/>.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

/// The time limit of a command, sufficient for starting a browser on a busy machine.
const COMMAND_LIMIT: Duration = Duration::from_secs(120);

/// The time limit for closing a session. It passes only if the browser hangs.
const CLOSE_LIMIT: Duration = Duration::from_secs(8);

/// The capabilities to request for a new session.
pub type Capabilities = Map<String, Value>;

/// Creates an HTTP client that returns error responses, whose bodies contain the driver's message.
pub fn http_client() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(COMMAND_LIMIT))
        .http_status_as_error(false)
        .build()
        .into()
}

/// A WebDriver session.
#[derive(Clone)]
pub struct Session {
    client: ureq::Agent,
    url: String,
}

impl Session {
    /// Starts a browser and its session.
    pub fn start(driver: &str, capabilities: Capabilities) -> Result<Self> {
        Self::start_with_version(driver, capabilities).map(|(session, _)| session)
    }

    /// Starts a browser. Returns the session and the version in the driver's response.
    pub fn start_with_version(driver: &str, capabilities: Capabilities) -> Result<(Self, String)> {
        let client = http_client();
        let url = format!("{driver}/session");
        let response = client
            .post(&url)
            .content_type("application/json")
            .send(json!({ "capabilities": { "alwaysMatch": capabilities } }).to_string())?;
        let value = response_value(response)?;
        let id = value["sessionId"]
            .as_str()
            .context("the driver returned no session id")?;
        let version = value["capabilities"]["browserVersion"]
            .as_str()
            .unwrap_or_default();
        let session = Self {
            client,
            url: format!("{url}/{id}"),
        };
        Ok((session, version.to_owned()))
    }

    /// Attaches to an existing session.
    pub fn attach(client: ureq::Agent, driver: &str, id: &str) -> Self {
        Self {
            client,
            url: format!("{driver}/session/{id}"),
        }
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let response = self
            .client
            .post(format!("{}{path}", self.url))
            .content_type("application/json")
            .send(body.to_string())?;
        response_value(response)
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        response_value(self.client.get(format!("{}{path}", self.url)).call()?)
    }

    pub fn goto(&self, url: &str) -> Result<()> {
        self.post("/url", &json!({ "url": url })).map(drop)
    }

    pub fn reload(&self) -> Result<()> {
        self.post("/refresh", &json!({})).map(drop)
    }

    /// Executes a script as a function body in the page. Returns its result.
    pub fn execute(&self, script: &str, arguments: &Value) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Executes a script repeatedly until its result is neither null nor false.
    pub fn wait_for(&self, condition: &str, limit: Duration, script: &str) -> Result<Value> {
        let deadline = Instant::now() + limit;
        loop {
            let value = self.execute(script, &json!([]))?;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return Ok(value);
            }
            if Instant::now() >= deadline {
                bail!("timed out after {} s waiting for {condition}", limit.as_secs());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Clicks an element. The event is trusted.
    pub fn click(&self, selector: &str) -> Result<()> {
        let element = self.post("/element", &json!({ "using": "css selector", "value": selector }))?;
        // The key is a constant in the standard, but differs in chromedriver's legacy protocol.
        let id = element
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str)
            .ok_or_else(|| anyhow!("no element matches `{selector}`"))?;
        let click = || self.post(&format!("/element/{id}/click"), &json!({})).map(drop);
        // The driver scrolls by the minimal distance. Another element may still cover this one.
        click().or_else(|_| {
            self.execute(
                "document.querySelector(arguments[0])
                     .scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })",
                &json!([selector]),
            )?;
            click()
        })
    }

    /// Returns a screenshot of the page as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let screenshot = self.get("/screenshot")?;
        let text = screenshot.as_str().context("the driver returned no screenshot")?;
        Ok(BASE64_STANDARD.decode(text)?)
    }

    /// Closes the browser. A browser that hangs is killed with its driver.
    pub fn close(&self) -> Result<()> {
        let request = self
            .client
            .delete(&self.url)
            .config()
            .timeout_global(Some(CLOSE_LIMIT))
            .build();
        response_value(request.call()?).map(drop)
    }
}

fn response_value(mut response: ureq::http::Response<ureq::Body>) -> Result<Value> {
    let success = response.status().is_success();
    let text = response
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_to_string()?;
    parse_response(success, &text)
}

/// Returns the value in the body of a driver's response.
fn parse_response(success: bool, text: &str) -> Result<Value> {
    let mut response: Value =
        serde_json::from_str(text).with_context(|| format!("the response is not JSON: {text}"))?;
    // chromedriver's legacy protocol, which the test runner uses, reports errors as a status in the body.
    if success && response["status"].as_i64().unwrap_or(0) == 0 {
        return Ok(response["value"].take());
    }
    let value = &response["value"];
    let message = value["message"].as_str().unwrap_or(text);
    let line = message.lines().next().unwrap_or_default();
    match value["error"].as_str() {
        Some(error) => bail!("{error}: {line}"),
        None => bail!("{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_contain_the_drivers_message() {
        let old = r#"{"sessionId":"x","status":7,"value":{"message":"no such element: Unable to locate element\n  (Session info: chrome=156)"}}"#;
        assert_eq!(
            parse_response(true, old).unwrap_err().to_string(),
            "no such element: Unable to locate element"
        );
        let new = r#"{"value":{"error":"invalid argument","message":"no such permission","stacktrace":""}}"#;
        assert_eq!(
            parse_response(false, new).unwrap_err().to_string(),
            "invalid argument: no such permission"
        );
        assert_eq!(
            parse_response(true, r#"{"sessionId":"x","status":0,"value":3}"#).unwrap(),
            json!(3)
        );
        assert_eq!(parse_response(true, r#"{"value":null}"#).unwrap(), Value::Null);
    }
}
