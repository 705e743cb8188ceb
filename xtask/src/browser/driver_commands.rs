//! What a page under test may ask for that only the driver of its browser can do, and how each engine does it.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::engines::Engine;
use crate::process;
use crate::webdriver::Session;

/// The browser of one session, and the process whose descendants are its own.
pub struct Browser<'a> {
    pub engine: Engine,
    pub session: &'a Session,
    pub driver: u32,
}

/// What became of a wish.
#[derive(Debug, PartialEq)]
pub enum Answer {
    Done(Value),
    /// The engine has no way to do it; the reason.
    Unsupported(&'static str),
}

/// The verbs that an engine supports.
pub fn supported(engine: Engine) -> &'static [&'static str] {
    match engine {
        Engine::Chromium => &["permission", "click", "stop", "kill"],
        Engine::Firefox => &["permission", "click", "mute", "stop"],
        Engine::WebKitGtk => &["click"],
    }
}

const DEVICES: [&str; 2] = ["camera", "microphone"];

impl Browser<'_> {
    pub fn perform(&self, verb: &str, wish: &Value) -> Result<Answer> {
        match verb {
            "permission" => self.permission(text(wish, "name")?, text(wish, "state")?),
            "click" => {
                self.session.click(text(wish, "selector")?)?;
                Ok(Answer::Done(Value::Null))
            }
            "mute" => self.mute(
                text(wish, "kind")?,
                wish["on"].as_bool().context("`on` is true or false")?,
            ),
            "stop" => self.stop(),
            "kill" => self.kill(text(wish, "service")?),
            _ => bail!("there is no verb `{verb}`"),
        }
    }

    /// Grants or refuses camera or microphone, as the user would in the browser's own dialog.
    pub fn permission(&self, name: &str, state: &str) -> Result<Answer> {
        if !DEVICES.contains(&name) || !["granted", "denied", "prompt"].contains(&state) {
            bail!("no such permission: {name} {state}");
        }
        match self.engine {
            Engine::Chromium => {
                let wish = json!({ "descriptor": { "name": name }, "state": state });
                self.session.post("/permissions", &wish).map(Answer::Done)
            }
            // geckodriver knows the standard command, but getUserMedia asks the permission manager.
            Engine::Firefox => self.in_chrome(
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
            Engine::WebKitGtk => Ok(Answer::Unsupported(
                "WebKitGTK grants every permission under automation",
            )),
        }
    }

    /// Mutes what is captured, as a switch of the browser's would.
    fn mute(&self, kind: &str, on: bool) -> Result<Answer> {
        if !["Camera", "Microphone"].contains(&kind) {
            bail!("`kind` is Camera or Microphone");
        }
        match self.engine {
            Engine::Firefox => self.in_chrome(
                "gBrowser.selectedBrowser.browsingContext.currentWindowGlobal
                     .getActor('WebRTC').sendAsyncMessage('webrtc:' + arguments[0]);",
                &json!([format!("{}{kind}", if on { "Mute" } else { "Unmute" })]),
            ),
            Engine::Chromium | Engine::WebKitGtk => {
                Ok(Answer::Unsupported("only Firefox can be told to mute a device"))
            }
        }
    }

    /// Ends the capture from outside, as the user does with the browser's \"stop sharing\".
    fn stop(&self) -> Result<Answer> {
        match self.engine {
            Engine::Chromium => {
                // Whoever loses the permission loses what is open, too. It stays lost until the test grants it again:
                // Chromium looks at the permissions some time later, and then they must be gone still.
                for name in DEVICES {
                    self.permission(name, "denied")?;
                }
                Ok(Answer::Done(Value::Null))
            }
            Engine::Firefox => self.in_chrome(
                "const page = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
                 page.getActor('WebRTC').sendAsyncMessage('webrtc:StopSharing', String(page.innerWindowId));",
                &json!([]),
            ),
            Engine::WebKitGtk => Ok(Answer::Unsupported(
                "WebKitGTK has no way to end a capture from outside",
            )),
        }
    }

    /// Kills the process that captures, as a crash would.
    fn kill(&self, service: &str) -> Result<Answer> {
        match self.engine {
            Engine::Chromium => {
                let mark = format!("--utility-sub-type={service}");
                Ok(Answer::Done(json!(process::kill_marked(self.driver, &mark))))
            }
            Engine::Firefox | Engine::WebKitGtk => Ok(Answer::Unsupported(
                "only Chromium captures in processes of their own",
            )),
        }
    }

    /// Runs a script with the rights of Firefox itself.
    fn in_chrome(&self, script: &str, arguments: &Value) -> Result<Answer> {
        self.session
            .post("/moz/context", &json!({ "context": "chrome" }))?;
        let value = self.session.execute(script, arguments);
        self.session
            .post("/moz/context", &json!({ "context": "content" }))?;
        value.map(Answer::Done)
    }
}

fn text<'a>(wish: &'a Value, key: &str) -> Result<&'a str> {
    wish[key].as_str().with_context(|| format!("`{key}` is missing"))
}
