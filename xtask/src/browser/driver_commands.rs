//! Commands that a page under test can request from the driver, and their implementation for each engine.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::engine::Engine;
use super::webdriver::Session;
use crate::support::process;

/// A session and its driver.
pub struct DriverCommands<'a> {
    pub engine: Engine,
    pub session: &'a Session,
    /// The process id. The browser's processes are its descendants.
    pub driver: u32,
}

/// The outcome of a command.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Done(Value),
    /// The engine does not support the command; the reason.
    Unsupported(&'static str),
}

/// Returns the names of the commands that an engine supports.
pub fn supported(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Chromium => &["permission", "click", "stop", "kill"],
        Engine::Firefox => &["permission", "click", "mute", "stop"],
        Engine::WebKitGtk => &["click"],
    }
}

const DEVICES: [&str; 2] = ["camera", "microphone"];

impl DriverCommands<'_> {
    /// Executes a command with its arguments.
    pub fn execute(&self, command: &str, arguments: &Value) -> Result<Outcome> {
        match command {
            "permission" => self.permission(text(arguments, "name")?, text(arguments, "state")?),
            "click" => {
                self.session.click(text(arguments, "selector")?)?;
                Ok(Outcome::Done(Value::Null))
            }
            "mute" => self.mute(
                text(arguments, "kind")?,
                arguments["on"].as_bool().context("`on` must be true or false")?,
            ),
            "stop" => self.stop(),
            "kill" => self.kill(text(arguments, "service")?),
            _ => bail!("unknown command `{command}`"),
        }
    }

    /// Grants or denies the camera or microphone permission, like the user in the browser's prompt.
    pub fn permission(&self, name: &str, state: &str) -> Result<Outcome> {
        if !DEVICES.contains(&name) || !["granted", "denied", "prompt"].contains(&state) {
            bail!("unknown permission: {name} {state}");
        }
        match self.engine {
            Engine::Chromium => {
                let body = json!({ "descriptor": { "name": name }, "state": state });
                self.session.post("/permissions", &body).map(Outcome::Done)
            }
            // geckodriver implements the standard command, but getUserMedia checks the permission manager.
            Engine::Firefox => self.execute_in_chrome(
                "const [name, state] = arguments;
                 const page = gBrowser.selectedBrowser.contentPrincipal;
                 const action = {
                     granted: Services.perms.ALLOW_ACTION,
                     denied: Services.perms.DENY_ACTION,
                     prompt: Services.perms.PROMPT_ACTION,
                 }[state];
                 Services.perms.addFromPrincipal(page, name, action);",
                &json!([name, state]),
            ),
            Engine::WebKitGtk => Ok(Outcome::Unsupported(
                "WebKitGTK grants every permission under automation",
            )),
        }
    }

    /// Mutes the captured device, like the browser's own mute button.
    fn mute(&self, kind: &str, on: bool) -> Result<Outcome> {
        if !["Camera", "Microphone"].contains(&kind) {
            bail!("`kind` must be Camera or Microphone");
        }
        match self.engine {
            Engine::Firefox => self.execute_in_chrome(
                "gBrowser.selectedBrowser.browsingContext.currentWindowGlobal
                     .getActor('WebRTC').sendAsyncMessage('webrtc:' + arguments[0]);",
                &json!([format!("{}{kind}", if on { "Mute" } else { "Unmute" })]),
            ),
            Engine::Chromium | Engine::WebKitGtk => {
                Ok(Outcome::Unsupported("only Firefox can mute a device by script"))
            }
        }
    }

    /// Stops the capture, like the user with the browser's "Stop sharing".
    fn stop(&self) -> Result<Outcome> {
        match self.engine {
            Engine::Chromium => {
                // Chromium stops open tracks when it next checks the permission, which takes a moment. The permission
                // must stay denied until then, so the test grants it again.
                for name in DEVICES {
                    self.permission(name, "denied")?;
                }
                Ok(Outcome::Done(Value::Null))
            }
            Engine::Firefox => self.execute_in_chrome(
                "const page = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
                 page.getActor('WebRTC').sendAsyncMessage('webrtc:StopSharing', String(page.innerWindowId));",
                &json!([]),
            ),
            Engine::WebKitGtk => Ok(Outcome::Unsupported("WebKitGTK cannot stop a capture by script")),
        }
    }

    /// Kills the capture process, to simulate a crash.
    fn kill(&self, service: &str) -> Result<Outcome> {
        match self.engine {
            Engine::Chromium => {
                let argument = format!("--utility-sub-type={service}");
                let killed = process::kill_descendants_with_argument(self.driver, &argument);
                Ok(Outcome::Done(json!(killed)))
            }
            Engine::Firefox | Engine::WebKitGtk => Ok(Outcome::Unsupported(
                "only Chromium captures in a separate process",
            )),
        }
    }

    /// Executes a script in Firefox's privileged chrome context.
    fn execute_in_chrome(&self, script: &str, arguments: &Value) -> Result<Outcome> {
        self.session
            .post("/moz/context", &json!({ "context": "chrome" }))?;
        let value = self.session.execute(script, arguments);
        self.session
            .post("/moz/context", &json!({ "context": "content" }))?;
        value.map(Outcome::Done)
    }
}

fn text<'a>(arguments: &'a Value, key: &str) -> Result<&'a str> {
    arguments[key]
        .as_str()
        .with_context(|| format!("`{key}` is missing"))
}
