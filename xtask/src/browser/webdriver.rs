//! As much of a WebDriver client as we need.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value, json};

/// No command takes longer than this, not even the start of a browser on a busy machine.
const LIMIT: Duration = Duration::from_secs(120);

/// The end of a session takes no longer than this, unless the browser hangs.
const CLOSE: Duration = Duration::from_secs(8);

/// What an engine is asked for in a new session.
pub type Capabilities = Map<String, Value>;

/// An HTTP client that reports the driver's own words instead of a bare status.
pub fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .timeout_global(Some(LIMIT))
        .http_status_as_error(false)
        .build()
        .into()
}

/// A session with a browser, by way of its driver.
#[derive(Clone)]
pub struct Session {
    agent: ureq::Agent,
    url: String,
}

impl Session {
    /// Starts a browser.
    pub fn start(driver: &str, capabilities: Capabilities) -> Result<Self> {
        Self::start_known(driver, capabilities).map(|(session, _)| session)
    }

    /// The same, with the version that the browser says it is.
    pub fn start_known(driver: &str, capabilities: Capabilities) -> Result<(Self, String)> {
        let agent = agent();
        let url = format!("{driver}/session");
        let answer = agent
            .post(&url)
            .content_type("application/json")
            .send(json!({ "capabilities": { "alwaysMatch": capabilities } }).to_string())?;
        let value = value_of(answer)?;
        let id = value["sessionId"]
            .as_str()
            .context("the driver names no session")?;
        let version = value["capabilities"]["browserVersion"]
            .as_str()
            .unwrap_or_default();
        let session = Self {
            agent,
            url: format!("{url}/{id}"),
        };
        Ok((session, version.to_owned()))
    }

    /// A session that somebody else started.
    pub fn join(agent: ureq::Agent, driver: &str, id: &str) -> Self {
        Self {
            agent,
            url: format!("{driver}/session/{id}"),
        }
    }

    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = self
            .agent
            .post(format!("{}{path}", self.url))
            .content_type("application/json")
            .send(body.to_string())?;
        value_of(answer)
    }

    pub fn get(&self, path: &str) -> Result<Value> {
        value_of(self.agent.get(format!("{}{path}", self.url)).call()?)
    }

    pub fn goto(&self, url: &str) -> Result<()> {
        self.post("/url", &json!({ "url": url })).map(drop)
    }

    pub fn reload(&self) -> Result<()> {
        self.post("/refresh", &json!({})).map(drop)
    }

    /// Runs the body of a function in the page.
    pub fn execute(&self, script: &str, arguments: &Value) -> Result<Value> {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs the body of a function in the page again and again until what it returns is neither null nor false.
    pub fn wait_for(&self, what: &str, limit: Duration, script: &str) -> Result<Value> {
        let deadline = Instant::now() + limit;
        loop {
            let value = self.execute(script, &json!([]))?;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return Ok(value);
            }
            if Instant::now() >= deadline {
                bail!("waited {} s in vain for {what}", limit.as_secs());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// A click as of a real mouse, which the browser takes for the user's.
    pub fn click(&self, selector: &str) -> Result<()> {
        let element = self.post("/element", &json!({ "using": "css selector", "value": selector }))?;
        // The key is a constant of the standard, and another one in chromedriver's older protocol.
        let id = element
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str)
            .ok_or_else(|| anyhow!("no element `{selector}`"))?;
        let click = || self.post(&format!("/element/{id}/click"), &json!({})).map(drop);
        // The driver scrolls by itself, as little as it must: something may still lie over the element then.
        click().or_else(|_| {
            self.execute(
                "document.querySelector(arguments[0])
                     .scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })",
                &json!([selector]),
            )?;
            click()
        })
    }

    /// A picture of the page, as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let picture = self.get("/screenshot")?;
        let text = picture.as_str().context("the driver sent no picture")?;
        Ok(BASE64_STANDARD.decode(text)?)
    }

    /// Ends the browser. One that hangs is not waited for: it is killed with its driver.
    pub fn close(&self) -> Result<()> {
        let request = self
            .agent
            .delete(&self.url)
            .config()
            .timeout_global(Some(CLOSE))
            .build();
        value_of(request.call()?).map(drop)
    }
}

fn value_of(mut answer: ureq::http::Response<ureq::Body>) -> Result<Value> {
    let success = answer.status().is_success();
    let text = answer.body_mut().with_config().limit(64 << 20).read_to_string()?;
    checked(success, &text)
}

/// The value in a driver's answer.
fn checked(success: bool, text: &str) -> Result<Value> {
    let mut answer: Value =
        serde_json::from_str(text).with_context(|| format!("not the answer of a driver: {text}"))?;
    // chromedriver's older protocol, which the test runner speaks, reports errors with a status in the body.
    if success && answer["status"].as_i64().unwrap_or(0) == 0 {
        return Ok(answer["value"].take());
    }
    let value = &answer["value"];
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
    fn errors_are_the_drivers_own_words() {
        let old = r#"{"sessionId":"x","status":7,"value":{"message":"no such element: Unable to locate element\n  (Session info: chrome=156)"}}"#;
        assert_eq!(
            checked(true, old).unwrap_err().to_string(),
            "no such element: Unable to locate element"
        );
        let new = r#"{"value":{"error":"invalid argument","message":"no such permission","stacktrace":""}}"#;
        assert_eq!(
            checked(false, new).unwrap_err().to_string(),
            "invalid argument: no such permission"
        );
        assert_eq!(
            checked(true, r#"{"sessionId":"x","status":0,"value":3}"#).unwrap(),
            json!(3)
        );
        assert_eq!(checked(true, r#"{"value":null}"#).unwrap(), Value::Null);
    }
}
