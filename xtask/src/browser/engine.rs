//! The browser engines: what drives each, and how each is asked for fake devices.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::json;

use crate::project::Project;
use crate::webdriver::Capabilities;

/// A browser engine that the tests run in.
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

    /// The engines asked for, all of them unless some are named, without those to leave out.
    pub fn chosen(named: &[Self], left_out: &[Self]) -> Vec<Self> {
        let wanted = if named.is_empty() { &Self::ALL[..] } else { named };
        wanted
            .iter()
            .copied()
            .filter(|engine| !left_out.contains(engine))
            .collect()
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKitGtk => "webkitgtk",
        }
    }

    /// The program that speaks WebDriver for this engine.
    pub fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKitGtk => "WebKitWebDriver",
        }
    }

    /// The names under which the browser itself may be found.
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
            // Without it no script of ours may touch Firefox's own permissions and its indicator of sharing.
            Self::Firefox => &["--allow-system-access"],
            Self::Chromium | Self::WebKitGtk => &[],
        }
    }

    /// The variable by which the test runner is told of a running driver.
    pub fn remote_variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER_REMOTE",
            // The runner knows nothing of WebKitGTK, but its driver speaks the same standard as Firefox's.
            Self::Firefox | Self::WebKitGtk => "GECKODRIVER_REMOTE",
        }
    }

    /// WebKitGTK has no headless mode.
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

    /// What a session is asked for; the test runner adds the headless mode itself.
    pub fn capabilities(self, project: &Project) -> Result<Capabilities> {
        let key = self.vendor_key();
        let options = match self {
            Self::Chromium | Self::Firefox => {
                // One place of truth, also for those who call `wasm-pack test` directly.
                let file = project.root.join("webdriver.json");
                let text =
                    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
                let all: Capabilities = serde_json::from_str(&text)?;
                all.get(key)
                    .cloned()
                    .with_context(|| format!("webdriver.json has no {key}"))?
            }
            Self::WebKitGtk => {
                let browser =
                    mini_browser().context("no MiniBrowser of WebKitGTK: install webkit2gtk-driver")?;
                json!({
                    "binary": browser,
                    "args": ["--automation", "--enable-mock-capture-devices=true", "--enable-media-stream=true"],
                })
            }
        };
        Ok(Capabilities::from_iter([(key.to_owned(), options)]))
    }

    /// The same, for a session that we start ourselves: headless, and with a host name that leads here although the
    /// browser does not trust it as it trusts localhost.
    pub fn own_capabilities(self, project: &Project, untrusted_host: &str) -> Result<Capabilities> {
        let mut capabilities = self.capabilities(project)?;
        let options = capabilities.entry(self.vendor_key()).or_insert_with(|| json!({}));
        let mut argue = |argument: String| match options["args"].as_array_mut() {
            Some(list) => list.push(json!(argument)),
            None => options["args"] = json!([argument]),
        };
        match self {
            Self::Chromium => {
                argue("--headless".into());
                argue(format!("--host-resolver-rules=MAP {untrusted_host} 127.0.0.1"));
            }
            Self::Firefox => {
                argue("-headless".into());
                options["prefs"]["network.dns.localDomains"] = json!(untrusted_host);
                // For measuring: its clock ticks every millisecond otherwise.
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

/// The browser that comes with WebKitGTK, in a folder that names machine and version.
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
