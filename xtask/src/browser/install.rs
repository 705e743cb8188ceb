//! Finds browsers and drivers, and installs missing ones with apt-get.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail, ensure};

use super::engine::{Engine, mini_browser};
use crate::support::process::{run_inherited, stdout_of};
use crate::support::tools::Tools;

/// A program that an engine needs.
struct Component {
    name: &'static str,
    /// The Debian package; `None` if Debian has none.
    package: Option<&'static str>,
    is_found: bool,
}

/// Installs the components of all engines, where possible.
///
/// # Errors
/// If a component is missing. The message names each engine.
pub fn require(tools: &mut Tools, engines: &[Engine]) -> Result<()> {
    let unavailable = ensure(tools, engines);
    let messages = unavailable
        .iter()
        .map(|(engine, message)| format!("{engine}: {message}"));
    ensure!(
        unavailable.is_empty(),
        "{}",
        messages.collect::<Vec<_>>().join("\n")
    );
    Ok(())
}

/// Installs the components of each engine, where possible. Returns the unavailable engines with a message.
pub fn ensure(tools: &mut Tools, engines: &[Engine]) -> Vec<(Engine, String)> {
    if engines.contains(&Engine::Firefox)
        && let Err(error) = tools.ensure_geckodriver()
    {
        eprintln!("{error:#}");
    }
    let components = engines.iter().flat_map(|&engine| missing(tools, engine));
    let packages: Vec<_> = components.filter_map(|component| component.package).collect();
    if !packages.is_empty()
        && tools.find("apt-get").is_some()
        && let Err(error) = install_with_apt(tools, &packages)
    {
        eprintln!("{error:#}");
    }
    let mut unavailable = Vec::new();
    for &engine in engines {
        let components = missing(tools, engine);
        if components.is_empty() {
            println!("{engine}: found");
            continue;
        }
        let names: Vec<_> = components.iter().map(|component| component.name).collect();
        let (names, help) = (names.join(" and "), installation_help(engine));
        let message =
            format!("{names} is missing. {help} Or skip the engine with `--skip-browser {engine}`.");
        unavailable.push((engine, message));
    }
    unavailable
}

fn missing(tools: &Tools, engine: Engine) -> Vec<Component> {
    let on_path = |program: &str| tools.find(program).is_some();
    let driver = on_path(engine.driver()) || env::var_os(engine.driver().to_uppercase()).is_some();
    let browser = engine.browsers().iter().any(|name| on_path(name)) || is_in_default_location(engine);
    let component = |name, package, is_found| Component {
        name,
        package,
        is_found,
    };
    let components = match engine {
        Engine::Chromium => [
            component("Chromium or Chrome", Some("chromium"), browser),
            component("chromedriver", Some("chromium-driver"), driver),
        ],
        Engine::Firefox => [
            component("Firefox", Some("firefox-esr"), browser),
            // Installed with cargo.
            component("geckodriver", None, driver),
        ],
        Engine::WebKitGtk => [
            component(
                "WebKitWebDriver with its MiniBrowser",
                Some("webkit2gtk-driver"),
                driver && mini_browser().is_some(),
            ),
            component("Xvfb", Some("xvfb"), on_path("Xvfb")),
        ],
    };
    components
        .into_iter()
        .filter(|component| !component.is_found)
        .collect()
}

/// Returns whether the browser is where macOS and Windows install it. It is not on the `PATH` there.
fn is_in_default_location(engine: Engine) -> bool {
    let locations: &[&str] = match engine {
        Engine::Chromium => &[
            "/Applications/Google Chrome.app",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
            "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
        ],
        Engine::Firefox => &[
            "/Applications/Firefox.app",
            "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
        ],
        Engine::WebKitGtk => &[],
    };
    locations.iter().any(|location| Path::new(location).exists())
}

fn install_with_apt(tools: &Tools, packages: &[&str]) -> Result<()> {
    let is_root = stdout_of(Command::new("id").arg("-u")).as_deref() == Some("0");
    let names = packages.join(" ");
    if !is_root && stdout_of(tools.command("sudo").args(["-n", "true"])).is_none() {
        bail!(
            "packages are missing, and installing them needs root: \
             `sudo apt-get update && sudo apt-get install -y {names}`"
        );
    }
    println!("Installing {names} with apt-get (about 2 minutes)…");
    let apt = |arguments: &str| {
        let mut command = tools.command(if is_root { "env" } else { "sudo" });
        if !is_root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        run_inherited(command.args(arguments.split(' ')))
    };
    apt("update")?;
    let is_available = |package: &&str| {
        let found = stdout_of(tools.command("apt-cache").args(["show", package]));
        found.is_some_and(|text| !text.is_empty())
    };
    let (available, others): (Vec<_>, Vec<_>) = packages.iter().copied().partition(is_available);
    for package in others {
        println!("{package}: not available from apt-get");
    }
    if available.is_empty() {
        return Ok(());
    }
    apt(&format!(
        "install -y --no-install-recommends {}",
        available.join(" ")
    ))
}

/// Returns instructions for a manual installation.
fn installation_help(engine: Engine) -> &'static str {
    match engine {
        Engine::Chromium => {
            "Install it with `apt-get install chromium chromium-driver`, `dnf install chromium chromedriver`, `pacman -S chromium`, \
             `brew install --cask google-chrome chromedriver`, or `winget install Google.Chrome` and chromedriver from \
             https://googlechromelabs.github.io/chrome-for-testing/."
        }
        Engine::Firefox => {
            "Install it with `apt-get install firefox-esr` (Ubuntu: `firefox`), `dnf install firefox`, `pacman -S firefox`, \
             `brew install --cask firefox`, or `winget install Mozilla.Firefox`."
        }
        Engine::WebKitGtk => {
            "It runs on Linux only. Install it with `apt-get install webkit2gtk-driver xvfb` or \
             `dnf install webkitgtk6.0 xorg-x11-server-Xvfb`."
        }
    }
}
