//! The browser engines: their drivers, and the capabilities for fake devices.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};

use super::webdriver::Capabilities;
use crate::support::project::Project;

/// A host name that resolves to 127.0.0.1 and, unlike localhost, is not a secure context.
pub const UNTRUSTED_HOST: &str = "insecure.test";

/// A supported browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Engine {
    #[value(alias = "chrome")]
    Chromium,
    Firefox,
    #[value(name = "webkitgtk", alias = "webkit")]
    WebKitGtk,
}

impl Engine {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKitGtk];

    /// Returns the selected engines, or all if none is selected, without the skipped ones.
    pub fn selection(selected: &[Self], skipped: &[Self]) -> Vec<Self> {
        let engines = if selected.is_empty() {
            &Self::ALL[..]
        } else {
            selected
        };
        let engines = engines.iter().copied();
        engines.filter(|engine| !skipped.contains(engine)).collect()
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKitGtk => "webkitgtk",
        }
    }

    /// Returns the name of the WebDriver server.
    pub fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKitGtk => "WebKitWebDriver",
        }
    }

    /// Returns the possible names of the browser executable.
    pub fn browsers(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[
                "chromium",
                "google-chrome",
                "google-chrome-stable",
                "chrome",
                "chromium-browser",
            ],
            Self::Firefox => &["firefox", "firefox-esr"],
            Self::WebKitGtk => &[],
        }
    }

    pub fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            // Allows scripts in the chrome context, which change permissions and stop sharing.
            Self::Firefox => &["--allow-system-access"],
            Self::Chromium | Self::WebKitGtk => &[],
        }
    }

    /// Returns whether the engine has no headless mode.
    pub fn needs_display(self) -> bool {
        self == Self::WebKitGtk
    }

    /// Returns whether a browser can run one page of tests after another. WebKitGTK crashes occasionally when it leaves a
    /// page that plays a camera stream.
    pub fn can_leave_pages(self) -> bool {
        self != Self::WebKitGtk
    }

    fn vendor_key(self) -> &'static str {
        match self {
            Self::Chromium => "goog:chromeOptions",
            Self::Firefox => "moz:firefoxOptions",
            Self::WebKitGtk => "webkitgtk:browserOptions",
        }
    }

    /// Returns the capabilities of a session in headless mode with fake devices.
    pub fn capabilities(self, project: &Project) -> Result<Capabilities> {
        let mut options = match self {
            Self::Chromium | Self::Firefox => {
                // `wasm-pack test` reads the same file.
                let file = project.root.join("webdriver.json");
                let text =
                    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
                serde_json::from_str::<Value>(&text)?[self.vendor_key()].take()
            }
            Self::WebKitGtk => {
                let browser = mini_browser()
                    .context("WebKitGTK's MiniBrowser is missing. Install webkit2gtk-driver")?;
                json!({
                    "binary": browser,
                    "args": ["--automation", "--enable-mock-capture-devices=true", "--enable-media-stream=true"],
                })
            }
        };
        match self {
            Self::Chromium => {
                let arguments = options["args"]
                    .as_array_mut()
                    .context("webdriver.json has no arguments")?;
                arguments.push(json!("--headless"));
                arguments.push(json!(format!(
                    "--host-resolver-rules=MAP {UNTRUSTED_HOST} 127.0.0.1"
                )));
            }
            Self::Firefox => {
                options["args"] = json!(["-headless"]);
                options["prefs"]["network.dns.localDomains"] = json!(UNTRUSTED_HOST);
                // Otherwise the resolution of `performance.now()` is 1 ms.
                options["prefs"]["privacy.reduceTimerPrecision"] = json!(false);
            }
            Self::WebKitGtk => {}
        }
        Ok(Capabilities::from_iter([(self.vendor_key().to_owned(), options)]))
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Returns the path of WebKitGTK's MiniBrowser, which depends on architecture and version.
pub fn mini_browser() -> Option<PathBuf> {
    [
        "/usr/lib/*/webkit2gtk-4.*/MiniBrowser",
        "/usr/lib*/webkit2gtk-4.*/MiniBrowser",
        "/usr/libexec/webkit2gtk-4.*/MiniBrowser",
    ]
    .into_iter()
    .filter_map(|pattern| glob::glob(pattern).ok())
    .flat_map(|paths| paths.flatten())
    .filter(|path: &PathBuf| Path::is_file(path))
    .max()
}
