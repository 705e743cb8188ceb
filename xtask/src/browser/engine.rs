//! The browser engines: their drivers, and the capabilities for fake devices.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::json;

use super::webdriver::Capabilities;
use crate::support::project::Project;

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
        engines
            .iter()
            .copied()
            .filter(|engine| !skipped.contains(engine))
            .collect()
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

    /// Returns the environment variable that passes a running driver's URL to the test runner.
    pub fn remote_variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER_REMOTE",
            // The runner does not support WebKitGTK. Its driver implements the same standard as geckodriver.
            Self::Firefox | Self::WebKitGtk => "GECKODRIVER_REMOTE",
        }
    }

    /// Returns whether the engine has no headless mode.
    pub fn needs_display(self) -> bool {
        self == Self::WebKitGtk
    }

    fn vendor_key(self) -> &'static str {
        match self {
            Self::Chromium => "goog:chromeOptions",
            Self::Firefox => "moz:firefoxOptions",
            Self::WebKitGtk => "webkitgtk:browserOptions",
        }
    }

    /// Returns the capabilities for the test runner, which adds the headless mode itself.
    pub fn capabilities(self, project: &Project) -> Result<Capabilities> {
        let key = self.vendor_key();
        let options = match self {
            Self::Chromium | Self::Firefox => {
                // `wasm-pack test` reads the same file.
                let file = project.root.join("webdriver.json");
                let text =
                    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
                let all: Capabilities = serde_json::from_str(&text)?;
                all.get(key)
                    .cloned()
                    .with_context(|| format!("webdriver.json has no {key}"))?
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
        Ok(Capabilities::from_iter([(key.to_owned(), options)]))
    }

    /// Returns the capabilities for a session of xtask's own client, in headless mode.
    ///
    /// `untrusted_host` resolves to 127.0.0.1 but, unlike localhost, is not a secure context.
    pub fn headless_capabilities(self, project: &Project, untrusted_host: &str) -> Result<Capabilities> {
        let mut capabilities = self.capabilities(project)?;
        let options = capabilities.entry(self.vendor_key()).or_insert_with(|| json!({}));
        let mut add_argument = |argument: String| match options["args"].as_array_mut() {
            Some(list) => list.push(json!(argument)),
            None => options["args"] = json!([argument]),
        };
        match self {
            Self::Chromium => {
                add_argument("--headless".into());
                add_argument(format!("--host-resolver-rules=MAP {untrusted_host} 127.0.0.1"));
            }
            Self::Firefox => {
                add_argument("-headless".into());
                options["prefs"]["network.dns.localDomains"] = json!(untrusted_host);
                // Otherwise the resolution of `performance.now()` is 1 ms.
                options["prefs"]["privacy.reduceTimerPrecision"] = json!(false);
            }
            Self::WebKitGtk => {}
        }
        Ok(capabilities)
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
