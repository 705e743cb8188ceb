//! Browser sessions: the WebDriver client fantoccini, called from blocking code.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::http::Method;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::Handle;
use tokio::sync::Mutex;
use url::{ParseError, Url};

/// The time limit of a command, sufficient for starting a browser on a busy machine.
const COMMAND_LIMIT: Duration = Duration::from_secs(120);

/// The time limit for closing a session. It passes only if the browser hangs.
const CLOSE_LIMIT: Duration = Duration::from_secs(8);

/// The capabilities to request for a new session.
pub type Capabilities = Map<String, Value>;

/// A WebDriver session. Dropping it leaves the browser open.
#[derive(Clone)]
pub struct Session {
    client: Client,
    /// Serializes scripts. In Firefox the script context, page or chrome, applies to the whole session.
    scripts: Arc<Mutex<()>>,
}

impl Session {
    /// Starts a browser and its session.
    pub fn start(driver: &str, capabilities: Capabilities) -> Result<Self> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = block_on(COMMAND_LIMIT, async {
            Ok(builder.capabilities(capabilities).connect(driver).await?)
        })?;
        Ok(Self {
            client,
            scripts: Arc::default(),
        })
    }

    /// Returns the browser's version.
    pub fn version(&self) -> &str {
        let capabilities = self.client.capabilities();
        capabilities
            .and_then(|all| all.get("browserVersion")?.as_str())
            .unwrap_or_default()
    }

    pub fn goto(&self, url: &str) -> Result<()> {
        block_on(COMMAND_LIMIT, async { Ok(self.client.goto(url).await?) })
    }

    pub fn reload(&self) -> Result<()> {
        block_on(COMMAND_LIMIT, async { Ok(self.client.refresh().await?) })
    }

    /// Executes a script as a function body in the page. Returns its result.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        block_on(COMMAND_LIMIT, async {
            let _guard = self.scripts.lock().await;
            Ok(self.client.execute(script, arguments.to_vec()).await?)
        })
    }

    /// Executes a script repeatedly until its result is neither null nor false.
    pub fn wait_for(&self, condition: &str, limit: Duration, script: &str) -> Result<Value> {
        let deadline = Instant::now() + limit;
        loop {
            let value = self.execute(script, &[])?;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return Ok(value);
            }
            if Instant::now() >= deadline {
                bail!("timed out after {} s waiting for {condition}", limit.as_secs());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Clicks an element.
    pub fn click(&self, selector: &str) -> Result<()> {
        block_on(COMMAND_LIMIT, self.click_async(selector))
    }

    /// Clicks an element. The event is trusted.
    pub async fn click_async(&self, selector: &str) -> Result<()> {
        let element = self.client.find(Locator::Css(selector)).await?;
        if element.click().await.is_ok() {
            return Ok(());
        }
        // The driver scrolls by the minimal distance. Another element may still cover this one.
        let center = "document.querySelector(arguments[0])
            .scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })";
        self.client.execute(center, vec![json!(selector)]).await?;
        Ok(element.click().await?)
    }

    /// Executes a script in Firefox's privileged chrome context.
    pub async fn execute_in_chrome(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        let _guard = self.scripts.lock().await;
        self.post("moz/context", json!({ "context": "chrome" })).await?;
        let result = self.client.execute(script, arguments).await;
        self.post("moz/context", json!({ "context": "content" })).await?;
        result?;
        Ok(())
    }

    /// Sends a command that fantoccini does not have.
    pub async fn post(&self, path: &'static str, body: Value) -> Result<()> {
        self.client.issue_cmd(Post { path, body }).await?;
        Ok(())
    }

    /// Returns a screenshot of the page as PNG.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        block_on(COMMAND_LIMIT, async { Ok(self.client.screenshot().await?) })
    }

    /// Closes the browser. A browser that hangs is killed with its driver.
    pub fn close(&self) -> Result<()> {
        let client = self.client.clone();
        block_on(CLOSE_LIMIT, async { Ok(client.close().await?) })
    }
}

#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, driver: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        driver.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _url: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Waits for a future on this thread. It fails if the limit passes.
fn block_on<T>(limit: Duration, future: impl Future<Output = Result<T>>) -> Result<T> {
    let limited = async { tokio::time::timeout(limit, future).await };
    let context = || format!("the browser did not respond within {} s", limit.as_secs());
    Handle::current().block_on(limited).with_context(context)?
}
