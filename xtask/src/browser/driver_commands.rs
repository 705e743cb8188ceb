//! Commands that a page under test can request from the driver, as `POST /driver/COMMAND` with a JSON body.
//!
//! The response has status 200, 501 with a reason if the engine does not support the command, or 500 with an error.

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use serde_json::{Value, json};

use super::engine::Engine;
use super::webdriver::Session;

/// The result of a command: `None` if it was executed, a reason if the engine does not support it.
type Outcome = Result<Option<&'static str>>;

const DEVICES: [&str; 2] = ["camera", "microphone"];

/// The commands for a session.
#[derive(Clone)]
pub struct DriverCommands {
    engine: Engine,
    session: Session,
}

impl DriverCommands {
    pub fn new(engine: Engine, session: &Session) -> Self {
        let session = session.clone();
        Self { engine, session }
    }

    /// Returns the routes of the commands.
    pub fn routes(self) -> Router {
        Router::new()
            .route("/driver/{command}", post(Self::handle))
            .with_state(self)
    }

    async fn handle(
        State(this): State<Self>,
        Path(command): Path<String>,
        body: String,
    ) -> (StatusCode, String) {
        match this.execute(&command, &body).await {
            Ok(None) => (StatusCode::OK, String::new()),
            Ok(Some(reason)) => (StatusCode::NOT_IMPLEMENTED, reason.to_owned()),
            Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")),
        }
    }

    async fn execute(&self, command: &str, body: &str) -> Outcome {
        let arguments: Value = serde_json::from_str(body).context("the body is not JSON")?;
        let text = |key: &str| {
            let value = arguments[key].as_str();
            value.with_context(|| format!("`{key}` is missing"))
        };
        match command {
            "permission" => self.permission(text("name")?, text("state")?).await,
            "click" => {
                self.session.click_async(text("selector")?).await?;
                Ok(None)
            }
            "mute" => {
                let on = arguments["on"].as_bool().context("`on` must be true or false")?;
                self.mute(text("kind")?, on).await
            }
            "stop" => self.stop().await,
            _ => bail!("unknown command `{command}`"),
        }
    }

    /// Denies the camera and microphone permissions.
    pub async fn deny_devices(&self) -> Outcome {
        for name in DEVICES {
            let unsupported = self.permission(name, "denied").await?;
            if unsupported.is_some() {
                return Ok(unsupported);
            }
        }
        Ok(None)
    }

    /// Grants or denies the camera or microphone permission, like the user in the browser's prompt.
    async fn permission(&self, name: &str, state: &str) -> Outcome {
        if !DEVICES.contains(&name) || !["granted", "denied", "prompt"].contains(&state) {
            bail!("unknown permission: {name} {state}");
        }
        match self.engine {
            Engine::Chromium => {
                let body = json!({ "descriptor": { "name": name }, "state": state });
                self.session.post("permissions", body).await?;
            }
            // geckodriver implements the standard command, but getUserMedia checks the permission manager.
            Engine::Firefox => {
                let script = "const [name, state] = arguments;
                    const page = gBrowser.selectedBrowser.contentPrincipal;
                    const action = {
                        granted: Services.perms.ALLOW_ACTION,
                        denied: Services.perms.DENY_ACTION,
                        prompt: Services.perms.PROMPT_ACTION,
                    }[state];
                    Services.perms.addFromPrincipal(page, name, action);";
                let arguments = vec![json!(name), json!(state)];
                self.session.execute_in_chrome(script, arguments).await?;
            }
            Engine::WebKitGtk => return Ok(Some("WebKitGTK grants every permission under automation")),
        }
        Ok(None)
    }

    /// Mutes the captured device, like the browser's own mute button.
    async fn mute(&self, kind: &str, on: bool) -> Outcome {
        if !["Camera", "Microphone"].contains(&kind) {
            bail!("`kind` must be Camera or Microphone");
        }
        if self.engine != Engine::Firefox {
            return Ok(Some("only Firefox can mute a device by script"));
        }
        let script = "gBrowser.selectedBrowser.browsingContext.currentWindowGlobal
            .getActor('WebRTC').sendAsyncMessage('webrtc:' + arguments[0]);";
        let message = format!("{}{kind}", if on { "Mute" } else { "Unmute" });
        self.session
            .execute_in_chrome(script, vec![json!(message)])
            .await?;
        Ok(None)
    }

    /// Stops the capture, like the user with the browser's "Stop sharing".
    async fn stop(&self) -> Outcome {
        match self.engine {
            // Chromium stops open tracks when it next checks the permission, which takes a moment. The permission
            // must stay denied until then, so the test grants it again.
            Engine::Chromium => self.deny_devices().await,
            Engine::Firefox => {
                let script = "const page = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
                    page.getActor('WebRTC').sendAsyncMessage('webrtc:StopSharing', String(page.innerWindowId));";
                self.session.execute_in_chrome(script, Vec::new()).await?;
                Ok(None)
            }
            Engine::WebKitGtk => Ok(Some("WebKitGTK cannot stop a capture by script")),
        }
    }
}
